// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Scores items by the inner product of their factors with those of the user, computed from the history on the spot.
///
/// - Sections: `itemCount` [1]; `shape` factors, users kept; `objective` α, w₀, λ, ν; `factors` items × k, turned so that
///   YᵀY is diagonal, each row times its multiplier; `spectrum` k, w₀ times that diagonal; `multipliers` and
///   `observationScales` (`PopularityScaling`), items or none; `lengths` of the rows of `factors`, 0 for an item of which
///   nothing was learned: such an item is never scored; those of `FactorRanking`; with users kept `users` users × k and
///   `userLengths` ‖x‖ of each.
public struct ALSModel: UserModel, RankingModel {
    /// `ials`.
    public static let name = RecommenderKind.ials.rawValue
    let items: FixedFactors
    let observationScales: SharedArray<Float>
    let ranking: FactorRanking
    let lengths: SharedArray<Float>
    let objective: ALSObjective
    let users: DenseMatrix
    let userLengths: SharedArray<Float>

    /// Items known when it was trained.
    public var itemCount: Int { items.factors.rowCount }
    /// Users known when it was trained; 0 when they were not kept.
    public var userCount: Int { users.rowCount }
    var factors: Int { items.factors.columnCount }

    init(
        items: DenseMatrix, users: DenseMatrix, scaling: PopularityScaling, config: ALSConfig, threads: Int
    ) throws(RecommenderError) {
        objective = ALSObjective(config)
        let turned = try FixedFactors(turning: items, unobservedWeight: objective.unobserved, threads: threads)
        self.items = turned.multiplied(by: scaling.scores, threads: threads)
        observationScales = scaling.observations
        ranking = FactorRanking(self.items.factors, threads: threads)
        lengths = self.items.factors.rowLengths
        guard config.keepsUsers else {
            self.users = DenseMatrix(SharedArray([]), rowCount: 0, columnCount: items.columnCount)
            userLengths = SharedArray([])
            return
        }
        self.users = users.turned(by: turned.basis, threads: threads)
        userLengths = self.users.rowLengths
    }

    /// Adds x · y_j to every item j, x being the factors of a user with that history.
    ///
    /// - Complexity: O(n·k·min(n, k) + items · k) for n items of the history.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        if let user = userFactors(history) { score(userFactors: user, into: &board) }
    }

    /// Adds the cosine of the two items' factors.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        let row = Int(item.rawValue)
        guard row < itemCount, lengths[row] > 0 else { return }
        items.factors.withRow(row) { addCosines(of: items.factors, lengths, to: $0, on: &board) }
    }

    /// What each item j of the history adds to the score of i: y_iᵀ (w₀YᵀY + λI + Σ α w y yᵀ)⁻¹ y_j c_j; they add up to
    /// the score.
    ///
    /// - Source: Hu, Koren, Volinsky, ICDM 2008, section 5.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        guard Int(item.rawValue) < itemCount else { return [] }
        return items.factors.withRow(Int(item.rawValue)) { contributions(of: history, toFactors: $0, bias: 0) }
    }

    /// x · y, without a look at any other item.
    public func affinity(of history: [WeightedItem], to item: ItemIndex) -> Float {
        guard Int(item.rawValue) < itemCount, let user = userFactors(history) else { return 0 }
        return user.withUnsafeBufferPointer { user in
            items.factors.withRow(Int(item.rawValue)) { LinearAlgebra.dot(user, $0) }
        }
    }

    /// True for large catalogues.
    public var ranksWithoutBoard: Bool { ranking.isFast }

    /// The best items of which something was learned.
    ///
    /// - Complexity: O(n·k·min(n, k) + items · k / 4) for n items of the history.
    public func best(_ count: Int, for history: [WeightedItem], where accepts: (UInt32) -> Bool) -> [Scored] {
        guard let user = userFactors(history) else { return [] }
        return ranking.best(count, for: user) { lengths[Int($0)] > 0 && accepts($0) }
    }

    /// The factors of a user with that history; nil when no item of it is known, or no solution exists.
    public func userFactors(_ history: [WeightedItem]) -> [Float]? {
        withRow(history) { wants in
            guard wants.count > 0 else { return nil }
            var solution = [Float](repeating: 0, count: factors)
            let solver = FactorSolver(fixed: items, objective: objective, longestRow: wants.count)
            let isSolved = solution.withUnsafeMutableBufferPointer { solver.solveExactly(wants, into: $0) }
            return isSolved && solution.allSatisfy(\.isFinite) ? solution : nil
        }
    }

    func isUsable(_ entry: WeightedItem) -> Bool {
        entry.weight > 0 && entry.weight.isFinite && Int(entry.item.rawValue) < itemCount
    }

    /// The items of the history that the model knows and the user wants, in order, weighed as in training.
    func withRow<Result>(_ history: [WeightedItem], _ body: (WeightedRow) -> Result) -> Result {
        let usable = history.filter(isUsable)
        let columns = usable.map(\.item.rawValue)
        let weights = usable.map { entry in
            observationScales.count == 0 ? entry.weight : entry.weight * observationScales[Int(entry.item.rawValue)]
        }
        return columns.withUnsafeBufferPointer { columns in
            weights.withUnsafeBufferPointer { body(WeightedRow(columns: columns, weights: $0)) }
        }
    }
}
