// SPDX-License-Identifier: Apache-2.0

/// An item and how good it is.
public struct Scored: Sendable, Equatable {
    /// Index of the item (or row, or user) that is scored.
    public var item: UInt32
    /// Higher is better.
    public var score: Float

    /// Pairs an item with its score.
    @inline(__always)
    public init(item: UInt32, score: Float) {
        self.item = item
        self.score = score
    }

    /// Whether this one stands before the other in a list: the higher score, then the lower index.
    @inline(__always)
    public func precedes(_ other: Scored) -> Bool {
        score > other.score || (score == other.score && item < other.item)
    }
}

/// The best `capacity` of everything inserted: a binary heap with the worst kept entry at its root.
///
/// NaN is refused. Invariant: a parent never precedes its children.
///
/// - Complexity: `wouldKeep` O(1), `insert` O(log capacity), `sorted` O(capacity · log capacity).
public struct BestHeap: Sendable {
    private var entries: [Scored] = []
    private let capacity: Int

    /// An empty heap; a capacity of 0 keeps nothing.
    public init(capacity: Int) {
        self.capacity = capacity
        entries.reserveCapacity(min(capacity, 1024))
    }

    /// Whether `insert` would keep that entry now.
    @inline(__always)
    public func wouldKeep(_ candidate: Scored) -> Bool {
        if entries.count < capacity { return !candidate.score.isNaN }
        return capacity > 0 && candidate.precedes(entries[0])
    }

    /// Keeps the entry if it is among the best so far.
    @inline(__always)
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

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[parent].precedes(entries[child]) else { return }
            entries.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var worst = parent
            for child in (2 * parent + 1)...(2 * parent + 2) where child < entries.count {
                if entries[worst].precedes(entries[child]) { worst = child }
            }
            if worst == parent { return }
            entries.swapAt(worst, parent)
            parent = worst
        }
    }
}
