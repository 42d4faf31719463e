// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a server counts about itself, from any thread.
final class ServerCounters: Sendable {
    private let openConnections = Atomic<Int>(0)
    private let answeredCalls = Atomic<UInt64>(0)
    private let failedCalls = Atomic<UInt64>(0)

    /// Connections open now.
    var connections: Int { openConnections.load(ordering: .relaxed) }
    /// Calls that ended, well or not.
    var calls: UInt64 { answeredCalls.load(ordering: .relaxed) }
    /// Calls that ended with another status than OK.
    var callsFailed: UInt64 { failedCalls.load(ordering: .relaxed) }

    /// Counts a new connection; returns how many are open with it.
    func connectionOpened() -> Int { openConnections.add(1, ordering: .relaxed).newValue }

    func connectionClosed() { openConnections.subtract(1, ordering: .relaxed) }

    func callEnded(isOK: Bool) {
        answeredCalls.add(1, ordering: .relaxed)
        if !isOK { failedCalls.add(1, ordering: .relaxed) }
    }
}
