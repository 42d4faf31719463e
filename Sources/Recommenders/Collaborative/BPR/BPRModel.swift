// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Scores items by x = b_i + p · q_i; p is computed from the history on the spot.
///
/// A history says nothing about who its user is, so the learned factors of users serve to find users, not to score.
///
/// - Sections: `itemCount` [1]; `factors` items × k, `biases` items, `users` users × k; `gram` k × k and `foldIn`, s and
///   the mean weight (``FoldIn``); `lengths` ‖q‖ of each item, 0 for an item of which nothing was learned: such an item
///   is never scored; `userLengths` ‖p‖; and those of `FactorRanking`.
public struct BPRModel: UserModel, RankingModel {
    /// `bpr`.
    public static let name = RecommenderKind.bpr.rawValue
    let users: DenseMatrix
    let items: DenseMatrix
    let biases: SharedArray<Float>
    let lengths: SharedArray<Float>
    let userLengths: SharedArray<Float>
    let foldIn: FoldIn
    let ranking: FactorRanking

    /// Items known when it was trained.
    public var itemCount: Int { items.rowCount }
    /// Users known when it was trained.
    public var userCount: Int { users.rowCount }
    var factors: Int { items.columnCount }

    init(users: DenseMatrix, items: DenseMatrix, biases: SharedArray<Float>, foldIn: FoldIn, threads: Int = 1) {
        self.users = users
        self.items = items
        self.biases = biases
        self.foldIn = foldIn
        lengths = items.rowLengths
        userLengths = users.rowLengths
        ranking = FactorRanking(items, biases: biases, threads: threads)
    }

    /// Adds b_j + p · q_j to every item j, p being the factors of a user with that history.
    ///
    /// - Complexity: O(n·k² + k³ + items · k) for n items of the history.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        if let user = userFactors(history) { score(userFactors: user, into: &board) }
    }

    /// True for large catalogues.
    public var ranksWithoutBoard: Bool { ranking.isFast }

    /// The best items of which something was learned.
    ///
    /// - Complexity: O(n·k² + k³ + items · k / 4) for n items of the history.
    public func best(_ count: Int, for history: [WeightedItem], where accepts: (UInt32) -> Bool) -> [Scored] {
        guard let user = userFactors(history) else { return [] }
        return ranking.best(count, for: user) { lengths[Int($0)] > 0 && accepts($0) }
    }

    /// Scores many users with one multiplication.
    public func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        var workspace = FoldIn.Workspace()
        FactorBatch(items, lengths: lengths).scoreEach(
            histories, on: &board,
            fold: { history, user in foldIn.solve(wants(history), items: items, in: &workspace, into: user) },
            finish: { scores in biases.withUnsafeBuffer { LinearAlgebra.add($0, scaledBy: 1, to: scores) } }, body)
    }

    /// Adds the cosine of the two items' factors.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        let row = Int(item.rawValue)
        guard row < itemCount, lengths[row] > 0 else { return }
        items.withRow(row) { scoreSimilar(toFactors: $0, into: &board) }
    }

    /// Adds the cosine of each user's factors and those of a user with that history.
    public func scoreUsers(like history: [WeightedItem], into board: inout Scoreboard) {
        guard let user = foldIn.factors(of: wants(history), items: items) else { return }
        let length = user.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return }
        var cosines = user.withUnsafeBufferPointer { users.products(with: $0) }
        for row in 0..<userCount {
            cosines[row] = userLengths[row] > 0 ? cosines[row] / (length * userLengths[row]) : -0.0
        }
        cosines.withUnsafeBufferPointer { board.addAll($0) }
    }

    /// What each item j of the history adds to the score of i, which they add up to.
    ///
    /// p is a sum over the history, so j adds s · w_j · q_iᵀ A⁻¹ q_j; the bias of i is shared out by weight.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        let row = Int(item.rawValue)
        guard row < itemCount, lengths[row] > 0 else { return [] }
        return items.withRow(row) { contributions(of: history, toFactors: $0, bias: biases[row]) }
    }

    func want(_ entry: WeightedItem) -> FoldIn.Want? {
        let (row, weight) = (Int(entry.item.rawValue), entry.weight / foldIn.meanWeight)
        guard weight > 0, weight.isFinite, row < itemCount, lengths[row] > 0 else { return nil }
        return FoldIn.Want(row: row, weight: min(weight, PairCells.largestWeight))
    }

    func wants(_ history: [WeightedItem]) -> [FoldIn.Want] { history.compactMap(want) }

    func addBiases(_ scores: inout [Float]) {
        for item in 0..<itemCount { scores[item] += biases[item] }
    }

    /// Adds one number an item, and nothing to items of which nothing was learned.
    func add(_ scores: inout [Float], to board: inout Scoreboard) {
        for item in 0..<itemCount where lengths[item] == 0 { scores[item] = -0.0 }  // adds nothing
        scores.withUnsafeBufferPointer { board.addAll($0) }
    }
}
