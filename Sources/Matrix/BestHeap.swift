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
    public consuming func sorted() -> [Scored] {
        entries.sort { $0.precedes($1) }
        return entries
    }

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
        entries.withUnsafeMutableBufferPointer { entries in
            let sinking = entries[start]
            var hole = start
            while true {
                var worse = 2 * hole + 1
                if worse >= entries.count { break }
                if worse + 1 < entries.count, entries[worse].precedes(entries[worse + 1]) { worse += 1 }
                guard sinking.precedes(entries[worse]) else { break }
                entries[hole] = entries[worse]
                hole = worse
            }
            entries[hole] = sinking
        }
    }
}
