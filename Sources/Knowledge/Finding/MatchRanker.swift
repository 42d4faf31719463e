// SPDX-License-Identifier: Apache-2.0

import Shop

/// Puts items into order: wishes first, then affinity, then popularity, then the lower index.
struct MatchRanker {
    let wishes: WishList
    let affinity: (UInt32) -> Float
    let popularity: (UInt32) -> Float

    func best(_ count: Int, of items: ItemBits) -> [Match] {
        var best = BestMatches(capacity: count)
        items.forEachScored(by: [wishes]) { item, score in insert(item, score, into: &best) }
        return matches(&best)
    }

    /// Offers an item; what decides after the wishes is asked only when it may matter.
    func insert(_ item: UInt32, _ score: Double, into best: inout BestMatches) {
        guard score >= best.scoreBound else { return }
        best.insert(
            RankedMatch(
                score: score, affinity: affinity(item).orLowest, popularity: popularity(item).orLowest, item: item))
    }

    func matches(_ best: inout BestMatches) -> [Match] {
        best.sorted().map { Match(item: ItemIndex(rawValue: $0.item), score: $0.score, points: wishes.points($0.item)) }
    }
}

extension Float {
    /// NaN comes last.
    fileprivate var orLowest: Float { isNaN ? -.infinity : self }
}
