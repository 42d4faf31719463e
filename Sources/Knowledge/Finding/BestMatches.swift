// SPDX-License-Identifier: Apache-2.0

/// What decides between items, the first difference first: wishes met, the recommender's score, popularity; then the
/// lower index.
struct RankedMatch {
    var score: Double
    var affinity: Float
    var popularity: Float
    var item: UInt32

    func precedes(_ other: RankedMatch) -> Bool {
        if score != other.score { return score > other.score }
        if affinity != other.affinity { return affinity > other.affinity }
        if popularity != other.popularity { return popularity > other.popularity }
        return item < other.item
    }
}

/// The best `capacity` of all inserted, which are kept in a buffer of twice as many and sorted when that is full.
///
/// - Complexity: `insert` O(log capacity) amortised for those kept, O(1) for the others.
struct BestMatches {
    private let capacity: Int
    private var kept: [RankedMatch] = []
    private var bound: RankedMatch?

    init(capacity: Int) { self.capacity = max(0, capacity) }

    /// The least score worth inserting.
    var scoreBound: Double { capacity == 0 ? .infinity : bound?.score ?? -.infinity }

    mutating func insert(_ match: RankedMatch) {
        if let bound, !match.precedes(bound) { return }
        guard capacity > 0 else { return }
        kept.append(match)
        if kept.count == 2 * capacity { bound = sorted().last }
    }

    /// Best first.
    mutating func sorted() -> [RankedMatch] {
        kept.sort { $0.precedes($1) }
        kept.removeLast(max(0, kept.count - capacity))
        return kept
    }
}
