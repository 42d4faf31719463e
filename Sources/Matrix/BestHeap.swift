// SPDX-License-Identifier: Apache-2.0

/// The best `capacity` of everything inserted: a binary heap with the worst kept entry at its root.
///
/// NaN is refused. Invariant: a parent never precedes its children.
///
/// - Complexity: `wouldKeep` O(1), `insert` O(log capacity), `sorted` O(capacity · log capacity).
@frozen
public struct BestHeap: Sendable {
    @usableFromInline var entries: [Scored] = []
    @usableFromInline let capacity: Int

    /// An empty heap; a capacity of 0 or less keeps nothing.
    public init(capacity: Int) {
        self.capacity = max(0, capacity)
        entries.reserveCapacity(min(self.capacity, 1024))
    }

    /// Whether it holds as many as it may, so that a newcomer must beat `worst`.
    @inlinable public var isFull: Bool { entries.count == capacity }

    /// The entry that the next better one pushes out; nil while empty.
    @inlinable public var worst: Scored? { entries.first }

    /// Whether `insert` would keep that entry now.
    @inlinable
    public func wouldKeep(_ candidate: Scored) -> Bool {
        if entries.count < capacity { return !candidate.score.isNaN }
        return capacity > 0 && candidate.precedes(entries[0])
    }

    /// Keeps the entry if it is among the best so far.
    @inlinable
    public mutating func insert(_ candidate: Scored) {
        guard wouldKeep(candidate) else { return }
        if entries.count < capacity {
            entries.append(candidate)
            siftUp(entries.count - 1)
        } else {
            entries[0] = candidate
            siftDown(0)
        }
    }

    /// What was kept, best first, ties by the lower index.
    public func sorted() -> [Scored] { entries.sorted { $0.precedes($1) } }

    @usableFromInline
    mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[parent].precedes(entries[child]) else { return }
            entries.swapAt(parent, child)
            child = parent
        }
    }

    @usableFromInline
    mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var worst = parent
            let left = 2 * parent + 1
            if left < entries.count, entries[worst].precedes(entries[left]) { worst = left }
            if left + 1 < entries.count, entries[worst].precedes(entries[left + 1]) { worst = left + 1 }
            if worst == parent { return }
            entries.swapAt(worst, parent)
            parent = worst
        }
    }
}
