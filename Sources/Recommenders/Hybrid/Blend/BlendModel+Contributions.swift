// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Shop

extension BlendModel {
    /// The members' contributions, each scaled so that they add up to what the member adds to the score.
    ///
    /// A member that cannot say what speaks for an item (popularity) adds nothing here, but does add to the score.
    ///
    /// - Complexity: a whole scoring by each member, because the scale depends on all of its scores.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        var sums = [Float](repeating: 0, count: history.count)
        var isExplained = false
        var board = Scoreboard(itemCount: itemCount)
        for member in members {
            let parts = member.model.contributions(of: history, to: item)
            guard parts.count == history.count, !parts.isEmpty else { continue }
            isExplained = true
            board.reset(itemCount: itemCount)
            BlendModel(members: [member], normalisation: normalisation).score(history, into: &board)
            let total = parts.reduce(0, +)
            guard let share = board.score(of: item.rawValue), total != 0 else { continue }
            for (place, part) in parts.enumerated() { sums[place] += part * (share / total) }
        }
        return isExplained ? sums : []
    }

    /// The item's score, with what the members say that give no contributions.
    public func affinity(of history: [WeightedItem], to item: ItemIndex) -> Float {
        var board = Scoreboard(itemCount: itemCount)
        score(history, into: &board)
        return board.score(of: item.rawValue) ?? 0
    }
}
