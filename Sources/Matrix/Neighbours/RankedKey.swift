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

/// The best `capacity` keys of those inserted.
///
/// Keys are gathered until there are twice as many as are kept; then the worse half goes. A key costs a few steps of the
/// selection, which guesses no branches, where a heap guesses one wrong at every level.
struct RankedSieve: ~Copyable {
    /// How many are kept.
    let capacity: Int
    /// The score below which nothing needs to be inserted; 0 until there is one.
    private(set) var bound: Float = 0
    private let keys: UnsafeMutableBufferPointer<RankedKey>
    private var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        keys = .allocate(capacity: 2 * capacity)
    }

    deinit { keys.deallocate() }

    /// Forgets every key; what scores below `bound` will not be inserted.
    mutating func begin(at bound: Float) {
        count = 0
        self.bound = bound
    }

    /// Whether some of what scored below the bound that was begun with should have been kept.
    var isShort: Bool { bound > 0 && count < capacity }

    /// About the score of the last of the best `capacity`, never more; nil when there are not as many.
    mutating func worst() -> Float? {
        if count < capacity { return nil }
        sift()
        return bound
    }

    @inline(__always)
    mutating func insert(_ key: RankedKey) {
        if count == keys.count {
            guard capacity > 0 else { return }
            sift()
        }
        keys[count] = key
        count &+= 1
    }

    /// What was kept, best first; nothing is kept afterwards.
    mutating func drain() -> [RankedKey] {
        if count > capacity { sift() }
        let best = keys[..<count].sorted(by: >)
        begin(at: 0)
        return best
    }

    /// Keeps the best `capacity`.
    private mutating func sift() {
        bound = keys[selectBest()].score
        count = capacity
    }

    /// Moves the best `capacity` of the keys to the front: quickselect; the keys are all different.
    ///
    /// - Returns: the place of the worst of them, or of the best of the others.
    private func selectBest() -> Int {
        var range = 0..<count
        while range.count > 1 {
            let place = partition(range)
            if place == capacity &- 1 || place == capacity { return place }
            range = place < capacity ? place &+ 1..<range.upperBound : range.lowerBound..<place
        }
        return range.lowerBound
    }

    /// Divides the keys into those better and those worse than one of them, whose place is returned.
    ///
    /// Every key is moved whether it needs to be or not: guessing wrong which do would cost more.
    private func partition(_ range: Range<Int>) -> Int {
        let (first, last) = (range.lowerBound, range.upperBound &- 1)
        let pivot = middle(keys[first], keys[(first &+ last) / 2], keys[last])
        let pivotPlace = keys[first] == pivot ? first : keys[last] == pivot ? last : (first &+ last) / 2
        keys.swapAt(pivotPlace, last)
        var place = first
        for next in first..<last {
            let key = keys[next]
            keys[next] = keys[place]
            keys[place] = key
            place &+= key > pivot ? 1 : 0
        }
        keys.swapAt(place, last)
        return place
    }

    @inline(__always)
    private func middle(_ first: RankedKey, _ second: RankedKey, _ third: RankedKey) -> RankedKey {
        max(min(first, second), min(max(first, second), third))
    }
}
