// SPDX-License-Identifier: Apache-2.0

/// Where recommenders add up their scores for one request: a dense array, reused from call to call.
///
/// Sparse models touch a few thousand of a million items, so the touched ones are remembered: clearing and ranking
/// then cost as much as was touched, not as much as there are items. Once a model announces that it will touch a good
/// part of all items, the board stops remembering and goes over the whole array instead, which is faster by then.
///
/// An item nobody touched has no score and is never ranked. NaN and −∞ are never ranked. Adding −0.0 is adding nothing.
///
/// An untouched place holds −0.0, the one number that no addition of anything else leaves behind (x + −x is +0.0), so
/// the array of scores says by itself what was touched.
///
/// - Complexity: `add` O(1) without allocation; `reset` O(touched).
/// - Ownership: one thread at a time; a board belongs to an event loop or to a worker.
public struct Scoreboard: ~Copyable {
    @usableFromInline var scores: UnsafeMutableBufferPointer<Float>
    @usableFromInline var touched: UnsafeMutableBufferPointer<UInt32>
    @usableFromInline var touchedCount = 0
    /// Whether `touched` is no longer kept, and any item may have a score.
    @usableFromInline var isDense = false
    /// Made when a model first asks for it.
    var spare: SpareBoard?

    @usableFromInline static let untouched: Float = -0.0
    @usableFromInline static let untouchedBits: UInt32 = 0x8000_0000

    /// Number of items that can be scored; indices at or above are ignored.
    public private(set) var itemCount: Int

    /// A board for that many items.
    public init(itemCount: Int) {
        self.itemCount = itemCount
        scores = .allocate(capacity: itemCount)
        touched = .allocate(capacity: itemCount)
        scores.initialize(repeating: Self.untouched)
        touched.initialize(repeating: 0)
    }

    deinit {
        scores.deallocate()
        touched.deallocate()
    }

    /// Forgets every score, and grows to the number of items if that is larger.
    public mutating func reset(itemCount wanted: Int) {
        if wanted > itemCount {
            let kept = spare
            self = Scoreboard(itemCount: wanted)
            spare = kept
            return
        }
        if isDense {
            scores.update(repeating: Self.untouched)
        } else {
            for item in touched[..<touchedCount] { scores[Int(item)] = Self.untouched }
        }
        touchedCount = 0
        isDense = false
    }

    /// Announces that many additions, so that the board can choose how to keep track of them.
    @inlinable
    public mutating func expect(additions: Int) {
        if additions >= itemCount / 4 { isDense = true }
    }

    /// Adds to an item's score.
    @inlinable
    public mutating func add(_ score: Float, to item: UInt32) {
        let position = Int(item)
        guard position < itemCount else { return }
        if scores[position].bitPattern == Self.untouchedBits { noteTouch(of: item, adding: score) }
        scores[position] += score
    }

    /// Sets an item's score unless it has a larger one; NaN is nothing.
    @inlinable
    public mutating func raise(_ item: UInt32, to score: Float) {
        let (position, score) = (Int(item), score + 0)  // never −0.0, which stands for no score
        guard position < itemCount, !score.isNaN else { return }
        if scores[position].bitPattern == Self.untouchedBits {
            noteTouch(of: item, adding: score)
            scores[position] = score
        } else if score > scores[position] {
            scores[position] = score
        }
    }

    @usableFromInline
    mutating func noteTouch(of item: UInt32, adding score: Float) {
        guard !isDense, score.bitPattern != Self.untouchedBits else { return }
        touched[touchedCount] = item
        touchedCount += 1
    }

    /// Adds `values[n]` to the score of item n, for every n: what a model that scores everything calls.
    ///
    /// A value of −0.0 leaves its item as it is.
    public mutating func addAll(_ values: UnsafeBufferPointer<Float>) {
        isDense = true
        let scores = scores
        for position in 0..<min(values.count, itemCount) { scores[position] += values[position] }
    }

    /// An item's score; nil when nobody scored it.
    @inlinable
    public func score(of item: UInt32) -> Float? {
        guard Int(item) < itemCount, scores[Int(item)].bitPattern != Self.untouchedBits else { return nil }
        return scores[Int(item)]
    }

    /// Takes an item out of the ranking, whatever is added to its score later; an item without a score stays as it is.
    ///
    /// What a user has seen scores highest of all: taken out beforehand, it does not have to be refused one by one.
    @inlinable
    public mutating func bar(_ item: UInt32) {
        guard Int(item) < itemCount, scores[Int(item)].bitPattern != Self.untouchedBits else { return }
        scores[Int(item)] = -.infinity
    }

    /// Replaces every touched item's score by what `body` makes of it.
    @inlinable
    public mutating func replaceScores(_ body: (UInt32, Float) -> Float) {
        if isDense {
            for position in 0..<itemCount where scores[position].bitPattern != Self.untouchedBits {
                scores[position] = body(UInt32(truncatingIfNeeded: position), scores[position]) + 0
            }
        } else {
            for item in touched[..<touchedCount] { scores[Int(item)] = body(item, scores[Int(item)]) + 0 }
        }
    }
}
