// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Synchronization

/// Lets readers pass freely, and now and then shuts them all out for a moment.
///
/// LMDB's map may only be moved while no transaction of this process looks at it. A reader raises the flag of a slot of
/// its own and then looks whether the gate is shut; whoever shuts the gate does so first and then waits for every flag to
/// fall. Both orders are sequentially consistent, so one of the two always sees the other.
///
/// - Complexity: passing costs one exchange on a cache line nobody else writes to.
final class ReaderGate: Sendable {
    /// One reader's flag, alone on its cache lines.
    final class Slot: Sendable {
        fileprivate let isInside = Atomic<Bool>(false)
        private let padding = InlineArray<15, UInt64>(repeating: 0)
    }

    private let isShut = Atomic<Bool>(false)
    private let slots = Monitor<[ObjectIdentifier: Slot]>([:])

    /// A slot for one reader, who must not use it from two threads at once.
    func makeSlot() -> Slot {
        let slot = Slot()
        slots.withLock { $0[ObjectIdentifier(slot)] = slot }
        return slot
    }

    /// Forgets the slot of a reader that is no more.
    func remove(_ slot: Slot) {
        slots.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(slot)) }
    }

    /// Goes in, waiting while the gate is shut.
    func enter(_ slot: Slot) {
        while true {
            let wasInside = slot.isInside.exchange(true, ordering: .sequentiallyConsistent)
            precondition(!wasInside, "a reader was used inside its own read, or by two threads at once")
            if !isShut.load(ordering: .sequentiallyConsistent) { return }
            slot.isInside.store(false, ordering: .releasing)
            slots.withLock { _ in }  // held by whoever has shut the gate
        }
    }

    /// Comes out.
    func leave(_ slot: Slot) {
        slot.isInside.store(false, ordering: .releasing)
    }

    /// Runs the closure while no reader is inside.
    func whileEmpty<Result>(_ body: () -> Result) -> Result {
        slots.withLock { slots in
            isShut.store(true, ordering: .sequentiallyConsistent)
            for slot in slots.values {
                while slot.isInside.load(ordering: .sequentiallyConsistent) { sched_yield() }
            }
            defer { isShut.store(false, ordering: .sequentiallyConsistent) }
            return body()
        }
    }
}
