// SPDX-License-Identifier: Apache-2.0

import Matrix

/// Lists of different recommenders made one: scores are divided by their list's best, and added up.
struct ListMix {
    private struct Entry {
        var score: Float
        var recommender: String
    }

    private var entries: [UInt32: Entry] = [:]

    /// Adds a list, best first; one whose best is not above 0 says nothing.
    mutating func add(_ list: [Scored], from recommender: String) {
        guard let best = list.first?.score, best > 0, best.isFinite else { return }
        for scored in list {
            let share = scored.score / best
            if let known = entries[scored.item] {
                entries[scored.item] = Entry(
                    score: known.score + share, recommender: "\(known.recommender)+\(recommender)")
            } else {
                entries[scored.item] = Entry(score: share, recommender: recommender)
            }
        }
    }

    /// The best of all, ties by the lower index, each with whom it comes from, such as `item-knn+content`.
    func best(_ count: Int) -> [(scored: Scored, recommender: String)] {
        var heap = BestHeap(capacity: count)
        for (item, entry) in entries { heap.insert(Scored(item: item, score: entry.score)) }
        return heap.sorted().map { ($0, entries[$0.item]?.recommender ?? "") }
    }
}
