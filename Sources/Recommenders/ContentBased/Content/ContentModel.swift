// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Items as weighted features of length 1, and who is alike by them.
///
/// A profile is Σ weight(i) · x_i over the history's items, where items that weigh less than 0 take off
/// `negativeWeight` as much; score(j) = profile · x_j. Items that score 0 or less are not listed, and without an item
/// that is wanted there is no profile. Only the `profileFeatures` features that can add most count.
///
/// An item that was put, changed or taken out since (``takingUp(_:)``) stands beside the indexes with rows of its own, which
/// every question looks at one by one. Rarity and lengths are those of the fit, and features that no item had then are
/// known by a hash of 31 bits and count as if one item had them; otherwise the lists are those of an index built anew.
///
/// - Sections: `features` and `featuresOffsets`, a field and a value each; indexes `likeness` and `search`; `idf` and `searchIDF` by feature;
///   `prints`, a number an item that changes with its content; `rules`, settings and what was learnt, as JSON.
public struct ContentModel: RankingModel, LiveItemModel {
    let learnt: Learnt
    let names: NameTable
    let likeness: FeatureIndex
    let search: FeatureIndex
    let idf: SharedArray<Float>
    let searchIDF: SharedArray<Float>
    let prints: SharedArray<UInt64>
    var live = LiveContent()
    let scratch = SearchScratchPool()

    /// What does not lie in arrays.
    struct Learnt: Sendable, Codable, Equatable {
        var rules: FeatureRules
        var profileFeatures: Int
        var negativeWeight: Double
        var isSearchable: Bool
    }

    /// Items known when it was trained or taken up since.
    public var itemCount: Int { max(likeness.itemCount, live.end) }

    init(
        _ learnt: Learnt, names: NameTable, likeness: FeatureIndex, search: FeatureIndex,
        idf: SharedArray<Float>, searchIDF: SharedArray<Float>, prints: SharedArray<UInt64>
    ) {
        self.learnt = learnt
        self.names = names
        self.likeness = likeness
        self.search = search
        self.idf = idf
        self.searchIDF = searchIDF
        self.prints = prints
    }

    /// Adds profile · x_j to every item that shares a feature with the profile, where that is above 0.
    ///
    /// - Complexity: O(items of the profile's features + items taken up).
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        add(profile(of: history), to: &board)
    }

    /// Adds the cosine of the two items' features.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        add(profile(of: [WeightedItem(item: item, weight: 1)]), to: &board)
    }

    private func add(_ query: FeatureRow, to board: inout Scoreboard) {
        if query.count == 0 { return }
        board.withSpare(itemCount: itemCount) { board, sums in
            FeatureSearch(query, in: likeness).addAll(to: &sums)
            var count = live.count
            sums.forEachScore { _, score in count += score > 0 ? 1 : 0 }
            board.expect(additions: count)
            sums.forEachScore { item, score in if score > 0, !live.contains(item) { board.add(score, to: item) } }
        }
        scratch.with { scratch in
            live.forEachScore(query, \.likeness, below: names.count, in: scratch) { item, score in
                if score > 0 { board.add(score, to: item) }
            }
        }
    }

    /// Always: only items that share a rare feature with the profile are looked at whole.
    public var ranksWithoutBoard: Bool { true }

    /// The best items for a profile, without reading all lists.
    public func best(_ count: Int, for history: [WeightedItem], where accepts: (UInt32) -> Bool) -> [Scored] {
        best(count, for: profile(of: history), in: likeness, \.likeness, where: accepts)
    }

    /// What each item of the history adds to the score, unwanted ones less than 0.
    ///
    /// - Complexity: O(features of the history and of the item).
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        let profile = Set(profile(of: history).features)
        var counted: [UInt32: Float] = [:]
        row(of: item).forEach { if profile.contains($0) { counted[$0] = $1 } }
        return history.map { entry in
            var sum: Float = 0
            row(of: entry.item).forEach { sum += $1 * (counted[$0] ?? 0) }
            return sum * weight(of: entry)
        }
    }
}

extension ContentModel {
    /// The best of an index and of what was taken up since.
    func best(
        _ count: Int, for query: FeatureRow, in index: FeatureIndex, _ kind: KeyPath<LiveContent.Row, FeatureRow>,
        where accepts: (UInt32) -> Bool
    ) -> [Scored] {
        guard count > 0, query.count > 0 else { return [] }
        return scratch.with { scratch in
            let settled = FeatureSearch(query, in: index).best(count, in: scratch) {
                !live.contains($0) && accepts($0)
            }
            if live.count == 0 { return settled }
            var heap = BestHeap(capacity: count)
            for scored in settled { heap.insert(scored) }
            live.forEachScore(query, kind, below: names.count, in: scratch) { item, score in
                let scored = Scored(item: item, score: score)
                if score > 0, heap.wouldKeep(scored), accepts(item) { heap.insert(scored) }
            }
            return heap.sorted()
        }
    }

    /// An item's features as they are now.
    func row(of item: ItemIndex) -> FeatureRow {
        live.row(of: item.rawValue)?.likeness ?? likeness.row(of: Int(item.rawValue))
    }
}
