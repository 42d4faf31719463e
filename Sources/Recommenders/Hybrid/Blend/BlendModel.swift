// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Adds up what other models of the same snapshot say, each with its weight.
///
/// score(j) = Σ_m w_m · s_m(j) / spread(s_m), the spread as ``BlendConfig/Normalisation`` says, of every request anew, and
/// w_m less the longer the history where ``BlendConfig/halvedAfter`` says so.
/// The members see the history as the blend weighs its events, not as each of them weighs them alone.
///
/// - Sections: `members`, their names in UTF-8, each ended by a line feed; `weights` and `halvedAfter`, one number a member,
///   0 for one that keeps its weight;
///   `normalisation` [1], the place of the word among all of them. The members' own arrays are not repeated.
public struct BlendModel: RecommenderModel {
    /// One of the models that are mixed.
    struct Member: Sendable {
        var name: String
        var model: any RecommenderModel
        var weight: Float
        /// Items of a history after which the weight has halved; 0 where it stays.
        var halvedAfter: Float = 0

        /// What it counts for a history of that many items.
        func weight(after items: Int) -> Float {
            halvedAfter > 0 ? weight * halvedAfter / (halvedAfter + Float(items)) : weight
        }
    }

    let members: [Member]
    let normalisation: BlendConfig.Normalisation
    private var scale: ScoreScale { ScoreScale(normalisation: normalisation) }

    init(members: [Member], normalisation: BlendConfig.Normalisation) {
        self.members = members
        self.normalisation = normalisation
    }

    /// Items that any member knows.
    public var itemCount: Int { members.map(\.model.itemCount).max() ?? 0 }

    /// Adds every member's scores, each put together on the spare board first.
    ///
    /// - Complexity: the members', and O(scored items) for each.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        add(to: &board, history: history, seenCount: history.count) { $0.score(history, into: &$1) }
    }

    /// Adds every member's items like this one.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        add(to: &board, history: [WeightedItem(item: item, weight: 1)], seenCount: 1) {
            $0.scoreSimilar(to: item, into: &$1)
        }
    }

    func add(
        to board: inout Scoreboard, history: [WeightedItem], seenCount: Int,
        scored: (any RecommenderModel, inout Scoreboard) -> Void
    ) {
        let leftOut = Set(history.map(\.item.rawValue))
        for member in members {
            board.withSpare(itemCount: member.model.itemCount) { board, spare in
                scored(member.model, &spare)
                var scores = 0
                spare.forEachScore { _, _ in scores += 1 }
                board.expect(additions: scores)
                scale.forEach(on: spare, of: member, weight: member.weight(after: seenCount), history: leftOut) {
                    board.add($1, to: $0)
                }
            }
        }
    }

    /// Scores so many users with each member in turn that a member's own way of scoring many pays.
    ///
    /// - Complexity: memory 4 bytes an item and user, of up to 16 users and at most 64 MiB.
    public func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        let itemCount = itemCount
        let batch = max(1, min(16, (16 << 20) / max(1, itemCount)))
        for start in stride(from: 0, to: histories.count, by: batch) {
            let part = Array(histories[start..<min(histories.count, start + batch)])
            let sums = sums(of: part, itemCount: itemCount, on: &board)
            sums.withUnsafeBufferPointer { sums in
                for place in part.indices {
                    board.reset(itemCount: board.itemCount)
                    board.addAll(UnsafeBufferPointer(rebasing: sums[(place * itemCount)..<((place + 1) * itemCount)]))
                    body(start + place, board)
                }
            }
        }
    }

    /// The scores of several users, one user's after the other's; −0.0 where nobody scored.
    private func sums(of histories: [[WeightedItem]], itemCount: Int, on board: inout Scoreboard) -> [Float] {
        let leftOut = histories.map { Set($0.map(\.item.rawValue)) }
        var sums = [Float](repeating: -0.0, count: histories.count * itemCount)
        sums.withUnsafeMutableBufferPointer { sums in
            for member in members {
                member.model.scoreEach(histories, on: &board) { place, board in
                    let weight = member.weight(after: histories[place].count)
                    scale.forEach(on: board, of: member, weight: weight, history: leftOut[place]) { item, score in
                        if Int(item) < itemCount { sums[place * itemCount + Int(item)] += score }
                    }
                }
            }
        }
        return sums
    }
}
