// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Recommenders
internal import Shop

/// One model asked for the list of one judged user after the other.
struct Ranking<Model: RecommenderModel>: Sendable {
    let model: Model
    let judged: [WantedItems]
    let histories: SparseMatrix
    /// What is said of each user, by index; empty when nothing is.
    let attributes: [[String: AttributeValue]]
    let facts: TrainingFacts
    let measures: ListMeasures
    let bandCount: Int

    /// What some neighbouring users' lists gave.
    struct Part: Sendable {
        var sums: [Double]
        var counts: [Int]
        var values: [Float] = []
        var bands: BandSums
        var lists: [[UInt32]] = []
    }

    /// Ranks for those users.
    func part(of range: Range<Int>, scratch: inout RankingScratch) -> Part {
        let users = judged[range]
        var part = Part(
            sums: [Double](repeating: 0, count: measures.width), counts: [Int](repeating: 0, count: measures.width),
            bands: BandSums(bands: facts.itemBands.count, cutoffs: measures.cutoffs.count))
        part.values.reserveCapacity(users.count * measures.width)
        let depth = measures.cutoffs[measures.cutoffs.count - 1]
        let lists = lists(depth, for: users, &scratch)
        for (wanted, list) in zip(users, lists) { measure(list, wanted, into: &part, &scratch) }
        return part
    }

    /// Each user's best items that are new to them.
    private func lists(
        _ depth: Int, for users: ArraySlice<WantedItems>, _ scratch: inout RankingScratch
    ) -> [[Scored]] {
        let seenItems = scratch.seenItems
        let candidates = facts.candidates
        if let ranking = model as? any RankingModel, ranking.ranksWithoutBoard {
            return users.map { wanted in
                seenItems.mark(row: Int(wanted.user), of: facts.seen)
                return ranking.best(depth, for: histories.history(of: Int(wanted.user))) {
                    candidates?[Int($0)] != false && seenItems.isNew($0)
                }
            }
        }
        var lists: [[Scored]] = []
        lists.reserveCapacity(users.count)
        scoreEach(users, on: &scratch.board) { place, board in
            seenItems.mark(row: Int(users[users.startIndex + place].user), of: facts.seen)
            lists.append(board.best(depth) { candidates?[Int($0)] != false && seenItems.isNew($0) })
        }
        return lists
    }

    /// Scores the users by their histories, and by what is said of them where the model makes something of that.
    private func scoreEach(
        _ users: ArraySlice<WantedItems>, on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        let histories = users.map { self.histories.history(of: Int($0.user)) }
        guard !attributes.isEmpty, let described = model.lookingAtAttributes else {
            return model.scoreEach(histories, on: &board, body)
        }
        for (place, wanted) in users.enumerated() {
            board.reset(itemCount: board.itemCount)
            let user = Int(wanted.user)
            described.score(
                attributes: user < attributes.count ? attributes[user] : [:], history: histories[place], into: &board)
            body(place, board)
        }
    }

    private func measure(
        _ list: [Scored], _ wanted: WantedItems, into part: inout Part, _ scratch: inout RankingScratch
    ) {
        let isHit = list.map { wanted.contains($0.item) }
        let traits = scratch.traits.traits(of: list, for: Int(wanted.user))
        measures.measure(isHit, wanted: wanted.count, traits: traits, into: &scratch.figures)
        for (column, figure) in scratch.figures.enumerated() {
            part.values.append(Float(figure))
            if figure.isNaN { continue }
            part.sums[column] += figure
            part.counts[column] += 1
        }
        var wantedInBand = [Int](repeating: 0, count: facts.itemBands.count)
        for item in wanted.items {
            if let band = facts.band(of: item) { wantedInBand[band] += 1 }
        }
        var hits: [(rank: Int, band: Int)] = []
        for (place, entry) in list.enumerated() where isHit[place] {
            if let band = facts.band(of: entry.item) { hits.append((place + 1, band)) }
        }
        measures.addBands(hits, wanted: wantedInBand, to: &part.bands)
        part.lists.append(list.map(\.item))
    }
}

/// What one thread needs to rank for one user after the other.
struct RankingScratch: ~Copyable {
    var board: Scoreboard
    var traits: TraitScratch
    var figures: [Double]
    let seenItems: SeenItems

    init(_ ranking: Ranking<some RecommenderModel>) {
        let itemCount = ranking.facts.popularity.count
        board = Scoreboard(itemCount: itemCount)
        traits = TraitScratch(ranking.measures, ranking.facts)
        figures = [Double](repeating: 0, count: ranking.measures.width)
        seenItems = SeenItems(itemCount: itemCount)
    }
}

/// Which items the user in hand had to do with; forgotten at once when the next one comes.
final class SeenItems {
    private var seenBy: [Int]  // the last user that had to do with the item
    private var user = -1

    init(itemCount: Int) { seenBy = [Int](repeating: -1, count: itemCount) }

    func mark(row user: Int, of seen: SparseMatrix) {
        self.user = user
        for position in seen.range(ofRow: user) { seenBy[Int(seen.columns[position])] = user }
    }

    func isNew(_ item: UInt32) -> Bool { seenBy[Int(item)] != user }
}

extension WantedItems {
    /// Whether the item is one of those that training knows.
    func contains(_ item: UInt32) -> Bool {
        var places = items.startIndex..<items.endIndex
        while !places.isEmpty {
            let middle = places.lowerBound + places.count / 2
            if items[middle] == item { return true }
            places = items[middle] < item ? middle + 1..<places.upperBound : places.lowerBound..<middle
        }
        return false
    }
}

extension SparseMatrix {
    fileprivate func history(of user: Int) -> [WeightedItem] {
        range(ofRow: user).map { WeightedItem(item: ItemIndex(rawValue: columns[$0]), weight: values[$0]) }
    }
}
