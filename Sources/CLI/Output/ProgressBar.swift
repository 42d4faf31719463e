// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// One line on standard error that is drawn over itself; on anything but a terminal it stays silent.
final class ProgressBar: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let lastDrawn = Mutex(ContinuousClock.now - .seconds(1))

    /// Draws the bar anew, ten times a second at most.
    func draw(fraction: Double?, _ label: String) {
        guard isTerminal else { return }
        let isDue = lastDrawn.withLock { last in
            guard ContinuousClock.now - last > .milliseconds(100) else { return false }
            last = .now
            return true
        }
        guard isDue else { return }
        let width = 30
        let filled = Int((min(1, max(0, fraction ?? 0)) * Double(width)).rounded())
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        write("\r\u{1B}[2K\(fraction == nil ? "" : bar + " ")\(label)")
    }

    /// Clears the line.
    func clear() {
        if isTerminal { write("\r\u{1B}[2K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
