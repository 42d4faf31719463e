// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop

/// A list under construction: what it may hold, and what it holds so far.
struct ServingList {
    let admission: Admission
    /// Longest list wanted.
    let count: Int
    private(set) var items: [RecommendedItem] = []

    init(_ admission: Admission, count: Int) {
        self.admission = admission
        self.count = count
        items.reserveCapacity(count)
    }

    var isFull: Bool { items.count >= count }

    /// Items that are still missing.
    var room: Int { count - items.count }

    /// Whether the item may stand in the list at all.
    @inline(__always)
    func allows(_ item: ItemIndex, barred: ItemMarks) -> Bool { admission.allows(item, barred: barred) }

    mutating func append(_ scored: Scored, from recommender: String, isFallback: Bool) {
        let id = admission.catalogue.name(of: ItemIndex(rawValue: scored.item))
        items.append(
            RecommendedItem(id: id, score: scored.score, recommender: recommender, isFallback: isFallback))
    }

    /// Adds the best of what stands on the board.
    mutating func take(from board: borrowing Scoreboard, recommender: String, barred: ItemMarks) -> [Scored] {
        let admission = admission  // once a list, not once an item
        let best = board.best(room) { admission.allows(ItemIndex(rawValue: $0), barred: barred) }
        for scored in best { append(scored, from: recommender, isFallback: false) }
        return best
    }

    /// Adds the best that a model finds without a board.
    mutating func take(
        from model: any RankingModel, for history: [WeightedItem], recommender: String, barred: ItemMarks
    ) -> [Scored] {
        let admission = admission
        let best = model.best(room, for: history) { admission.allows(ItemIndex(rawValue: $0), barred: barred) }
        for scored in best { append(scored, from: recommender, isFallback: false) }
        return best
    }

    /// Adds those most like an item that a model finds without a board; nil, and nothing is added, when it does not.
    mutating func take(
        from model: any RankingModel, like item: ItemIndex, recommender: String, barred: ItemMarks
    ) -> [Scored]? {
        let admission = admission
        let best = model.best(room, like: item) { admission.allows(ItemIndex(rawValue: $0), barred: barred) }
        for scored in best ?? [] { append(scored, from: recommender, isFallback: false) }
        return best
    }

    /// Adds the best of several lists.
    mutating func take(from mix: ListMix) -> [Scored] {
        let best = mix.best(room)
        for (scored, recommender) in best { append(scored, from: recommender, isFallback: false) }
        return best.map(\.scored)
    }

    /// Fills up from a ranking that is the same for everybody, skipping what is listed already.
    mutating func fill(from ranking: ServingModels.Ranking, barred: ItemMarks, isFallback: Bool) {
        for scored in ranking.items {
            if isFull { return }
            guard allows(ItemIndex(rawValue: scored.item), barred: barred) else { continue }
            append(scored, from: ranking.name, isFallback: isFallback)
        }
    }

    mutating func explain(_ position: Int, because names: [String]) { items[position].because = names }

    mutating func explain(_ position: Int, by reasons: [FeatureReason]) { items[position].reasons = reasons }
}
