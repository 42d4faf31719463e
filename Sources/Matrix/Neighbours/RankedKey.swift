// SPDX-License-Identifier: Apache-2.0

/// A scored item as one number that sorts as `Scored.precedes` does.
///
/// The bits of a positive floating-point number are in the order of the numbers; they stand above the inverted index.
struct RankedKey: BitwiseCopyable, Sendable, Comparable {
    let bits: UInt64

    /// A key; the score must be above 0.
    @inline(__always)
    init(item: UInt32, score: Float) { bits = UInt64(score.bitPattern) << 32 | UInt64(~item) }

    var item: UInt32 { ~UInt32(truncatingIfNeeded: bits) }
    var score: Float { Float(bitPattern: UInt32(truncatingIfNeeded: bits >> 32)) }

    @inline(__always)
    static func < (first: RankedKey, second: RankedKey) -> Bool { first.bits < second.bits }
}

/// The best `capacity` keys of those inserted: a binary heap with the worst kept one at its root.
struct RankedHeap: ~Copyable {
    private let keys: UnsafeMutableBufferPointer<RankedKey>
    private var count = 0

    init(capacity: Int) { keys = .allocate(capacity: capacity) }

    deinit { keys.deallocate() }

    /// The score below which nothing is kept any more; 0 until the heap is full.
    @inline(__always)
    var bound: Float { count == keys.count && count > 0 ? keys[0].score : 0 }

    @inline(__always)
    mutating func insert(_ key: RankedKey) {
        if count < keys.count {
            count &+= 1
            siftUp(key)
        } else if count > 0, key > keys[0] {
            siftDown(key)
        }
    }

    /// What was kept, best first; the heap is empty afterwards.
    mutating func drain() -> [RankedKey] {
        let best = keys[..<count].sorted(by: >)
        count = 0
        return best
    }

    private func siftUp(_ key: RankedKey) {
        var place = count &- 1
        while place > 0 {
            let parent = (place &- 1) / 2
            if keys[parent] < key { break }
            keys[place] = keys[parent]
            place = parent
        }
        keys[place] = key
    }

    private func siftDown(_ key: RankedKey) {
        var place = 0
        while true {
            var child = 2 &* place &+ 1
            if child >= count { break }
            if child &+ 1 < count, keys[child &+ 1] < keys[child] { child &+= 1 }
            if key < keys[child] { break }
            keys[place] = keys[child]
            place = child
        }
        keys[place] = key
    }
}
