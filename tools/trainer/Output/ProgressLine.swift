// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization
import Training

/// One line on a terminal that is written over as work goes on; silent when standard error is no terminal.
final class ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let shown = Mutex("")

    /// Shows what is going on; may be called from any thread.
    @Sendable func show(_ stage: TrainingStage, _ part: Double) {
        let percent = Int((min(max(part, 0), 1) * 100).rounded())
        show(part > 0 ? "\(Self.name(of: stage)) \(percent) %" : Self.name(of: stage) + " …")
    }

    /// Shows a text of its own; may be called from any thread.
    @Sendable func show(_ text: String) {
        guard isTerminal else { return }
        shown.withLock { last in
            if text == last { return }
            StandardError.write("\r\u{1B}[K\(text)")
            last = text
        }
    }

    /// Wipes the line.
    func clear() {
        shown.withLock { last in
            if !last.isEmpty { StandardError.write("\r\u{1B}[K") }
            last = ""
        }
    }

    private static func name(of stage: TrainingStage) -> String {
        switch stage {
        case .reading: "reading"
        case .judging(let name): "judging \(name)"
        case .comparing: "comparing"
        case .fitting(let name): "fitting \(name)"
        case .publishing: "publishing"
        }
    }
}
