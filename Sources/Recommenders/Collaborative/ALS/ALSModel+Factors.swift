// SPDX-License-Identifier: Apache-2.0

public import Matrix

extension ALSModel: ItemFactorModel {
    /// Items × k.
    public var itemFactors: DenseMatrix { items.factors }

    /// None.
    public var itemBiases: SharedArray<Float>? { nil }

    /// Whether its factors are longer than 0.
    public func hasLearned(_ item: Int) -> Bool { item < itemCount && lengths[item] > 0 }

    /// Adds x · y_j to every item j.
    public func score(userFactors user: [Float], into board: inout Scoreboard) {
        var scores = user.withUnsafeBufferPointer(items.factors.products)
        for item in 0..<itemCount where lengths[item] == 0 { scores[item] = -0.0 }  // adds nothing
        scores.withUnsafeBufferPointer { board.addAll($0) }
    }

    /// Adds the cosines.
    public func scoreSimilar(toFactors factors: UnsafeBufferPointer<Float>, into board: inout Scoreboard) {
        addCosines(of: items.factors, lengths, to: factors, on: &board)
    }

    /// What each item of the history adds to x · y for those y; see `contributions(of:to:)`.
    public func contributions(
        of history: [WeightedItem], toFactors factors: UnsafeBufferPointer<Float>, bias: Float
    ) -> [Float] {
        withRow(history) { wants in
            guard wants.count > 0 else { return history.map { _ in 0 } }
            let solver = FactorSolver(fixed: items, objective: objective, longestRow: wants.count)
            guard solver.influence(of: wants, on: factors) else { return [] }
            var place = 0
            return history.map { entry in
                guard isUsable(entry) else { return 0 }
                place += 1
                return solver.targets[place - 1]
            }
        }
    }
}
