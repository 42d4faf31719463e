// SPDX-License-Identifier: Apache-2.0

/// Where recommenders add up their scores for one request: a dense array, reused from call to call.
///
/// Sparse models touch a few thousand of a million items, so the touched ones are remembered: clearing and ranking
/// then cost as much as was touched, not as much as there are items. A model that scores everything says so once.
///
/// An item nobody touched has no score and is never ranked. NaN is never ranked.
///
/// - Complexity: `add` O(1) without allocation once the arrays have grown; `reset` O(touched).
/// - Ownership: one thread at a time; a board belongs to an event loop or to a worker.
public struct Scoreboard: ~Copyable {
    private var scores: UnsafeMutableBufferPointer<Float>
    private var touched: UnsafeMutableBufferPointer<UInt32>
    private var isTouched: UnsafeMutableBufferPointer<Bool>
    private var touchedCount = 0

    /// Number of items that can be scored; indices at or above are ignored.
    public private(set) var itemCount: Int

    /// A board for that many items.
    public init(itemCount: Int) {
        self.itemCount = itemCount
        scores = .allocate(capacity: itemCount)
        touched = .allocate(capacity: itemCount)
        isTouched = .allocate(capacity: itemCount)
        scores.initialize(repeating: 0)
        touched.initialize(repeating: 0)
        isTouched.initialize(repeating: false)
    }

    deinit {
        scores.deallocate()
        touched.deallocate()
        isTouched.deallocate()
    }

    /// Forgets every score, and grows to the number of items if that is larger.
    public mutating func reset(itemCount wanted: Int) {
        if wanted > itemCount {
            self = Scoreboard(itemCount: wanted)
            return
        }
        for position in 0..<touchedCount {
            let item = Int(touched[position])
            scores[item] = 0
            isTouched[item] = false
        }
        touchedCount = 0
    }

    /// Adds to an item's score.
    @inline(__always)
    public mutating func add(_ score: Float, to item: UInt32) {
        let position = Int(item)
        guard position < itemCount else { return }
        scores[position] += score
        if !isTouched[position] {
            isTouched[position] = true
            touched[touchedCount] = item
            touchedCount += 1
        }
    }

    /// Lets a model that scores every item write all of them at once, into the first `count` places.
    ///
    /// What was added before is still there for the model to add to.
    public mutating func withDenseScores<Result>(
        count: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Result
    ) -> Result {
        let reachable = min(count, itemCount)
        for position in 0..<reachable where !isTouched[position] {
            isTouched[position] = true
            touched[touchedCount] = UInt32(truncatingIfNeeded: position)
            touchedCount += 1
        }
        return body(UnsafeMutableBufferPointer(rebasing: scores[..<reachable]))
    }

    /// An item's score; nil when nobody scored it.
    public func score(of item: UInt32) -> Float? {
        Int(item) < itemCount && isTouched[Int(item)] ? scores[Int(item)] : nil
    }

    /// The best items that `accepts` lets through, best first, ties by the lower index.
    ///
    /// `accepts` is asked only about items that would enter the list, so an expensive filter is asked rarely.
    ///
    /// - Complexity: O(touched + accepted · log count).
    public borrowing func best(_ count: Int, where accepts: (UInt32) -> Bool = { _ in true }) -> [Scored] {
        var heap = BestHeap(capacity: count)
        for position in 0..<touchedCount {
            let item = touched[position]
            let candidate = Scored(item: item, score: scores[Int(item)])
            if heap.wouldKeep(candidate), accepts(item) { heap.insert(candidate) }
        }
        return heap.sorted()
    }
}
