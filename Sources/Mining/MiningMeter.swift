// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Keeps account of what a search has cost, for all of its threads.
final class MiningMeter: Sendable {
    private let byteCount = Atomic(0)
    private let reason = Atomic(0)  // 0 none, 1 memory, 2 time
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

    /// Counts results, and looks at the clock.
    func add(byteCount added: Int) {
        if byteCount.wrappingAdd(added, ordering: .relaxed).newValue > byteLimit {
            reason.store(1, ordering: .relaxed)
        }
        if let deadline, ContinuousClock.now > deadline { reason.store(2, ordering: .relaxed) }
    }
}

/// What one thread has found since it last told the meter.
///
/// Told of every result, threads would wait for one another's cache line most of the time.
struct MiningTally {
    /// Results between two reports to the meter.
    private static let interval = 64

    private let meter: MiningMeter
    private var byteCount = 0
    private var count = 0
    /// Whether the search shall end, as the meter last said.
    private(set) var isStopped = false

    init(_ meter: MiningMeter) { self.meter = meter }

    /// Counts a result.
    mutating func add(byteCount added: Int) {
        byteCount += added
        count += 1
        if count == Self.interval { settle() }
    }

    /// Tells the meter.
    mutating func settle() {
        meter.add(byteCount: byteCount)
        (byteCount, count, isStopped) = (0, 0, meter.isStopped)
    }
}
