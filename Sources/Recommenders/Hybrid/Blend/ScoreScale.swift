// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// What a member's scores for one request are multiplied with, so that members can be added up.
struct ScoreScale {
    /// How scores are made comparable.
    let normalisation: BlendConfig.Normalisation
    /// How many items have a place, for `rank`.
    private static let rankedCount = 1_000

    /// Gives `add` every item that the member scored, with what it counts in the mix.
    ///
    /// - Parameters:
    ///   - weight: what the member counts.
    ///   - history: items that do not count for the scale, because nobody asks for them.
    /// - Complexity: O(scored items).
    func forEach(
        on board: borrowing Scoreboard, of member: BlendModel.Member, weight: Float, history: Set<UInt32>,
        add: (UInt32, Float) -> Void
    ) {
        if normalisation == .rank {
            let best = board.best(Self.rankedCount) { !history.contains($0) }
            for (place, entry) in best.enumerated() {
                add(entry.item, weight * (1 - Float(place) / Float(Self.rankedCount)))
            }
            return
        }
        let spread = spread(on: board, itemCount: member.model.itemCount, history: history)
        guard spread > 0, spread.isFinite else { return }  // all the same: it prefers none
        let factor = weight / Float(spread)
        board.forEachScore { item, score in
            if score.isFinite { add(item, score * factor) }
        }
    }

    /// What the scores are divided by.
    private func spread(on board: borrowing Scoreboard, itemCount: Int, history: Set<UInt32>) -> Double {
        switch normalisation {
        case .none, .rank: 1
        case .zscore: standardDeviation(on: board, itemCount: itemCount, history: history)
        case .minmax: range(on: board, itemCount: itemCount, history: history)
        }
    }

    /// √(Σs²/n − (Σs/n)²) over the n items outside the history; those without a score add 0 to both sums.
    private func standardDeviation(on board: borrowing Scoreboard, itemCount: Int, history: Set<UInt32>) -> Double {
        var (sum, squares) = (0.0, 0.0)
        board.forEachScore { _, score in
            guard score.isFinite else { return }
            sum += Double(score)
            squares += Double(score) * Double(score)
        }
        let known = history.filter { Int($0) < itemCount }.sorted()  // adding up in one order, whatever the set's
        for item in known {
            guard let score = board.score(of: item), score.isFinite else { continue }
            sum -= Double(score)
            squares -= Double(score) * Double(score)
        }
        let count = Double(max(1, itemCount - known.count))
        let (mean, meanSquare) = (sum / count, squares / count)
        let variance = meanSquare - mean * mean
        // Below that it is what rounding left of equal scores.
        return variance > 1e-9 * meanSquare ? variance.squareRoot() : 0
    }

    /// The largest score outside the history less the smallest; 0 stands for the items without one.
    private func range(on board: borrowing Scoreboard, itemCount: Int, history: Set<UInt32>) -> Double {
        guard let best = board.best(1, where: { !history.contains($0) }).first else { return 0 }
        var (smallest, scored) = (best.score, 0)
        board.forEachScore { item, score in
            scored += 1
            if score < smallest, !history.contains(item) { smallest = score }
        }
        let largest = scored < itemCount ? max(0, best.score) : best.score
        return Double(largest) - Double(scored < itemCount ? min(0, smallest) : smallest)
    }
}
