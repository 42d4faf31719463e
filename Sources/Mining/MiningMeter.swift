// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Keeps account of what a search has cost, for all of its threads.
final class MiningMeter: Sendable {
    private let byteCount = Atomic(0)
    private let reason = Atomic(0)  // 0 none, 1 memory, 2 time
    private let ticks = Atomic(0)
    private let byteLimit: Int
    private let deadline: ContinuousClock.Instant?

    init(_ bounds: MiningBounds) {
        byteLimit = bounds.byteCount
        deadline = bounds.duration.map { ContinuousClock.now + $0 }
    }

    /// Whether the search shall end with what it has.
    var isStopped: Bool { reason.load(ordering: .relaxed) != 0 }

    /// Which bound was passed.
    var stop: MiningStop? {
        switch reason.load(ordering: .relaxed) {
        case 0: nil
        case 1: .memory
        default: .time
        }
    }

    /// Counts results; looks at the clock now and then.
    func add(byteCount added: Int) {
        if byteCount.wrappingAdd(added, ordering: .relaxed).newValue > byteLimit {
            reason.store(1, ordering: .relaxed)
        }
        guard let deadline, ticks.wrappingAdd(1, ordering: .relaxed).newValue.isMultiple(of: 256) else { return }
        if ContinuousClock.now > deadline { reason.store(2, ordering: .relaxed) }
    }
}
