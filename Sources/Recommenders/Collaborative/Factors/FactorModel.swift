// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// A model whose whole knowledge is a vector an item, and one a user to say who is like whom.
///
/// Whatever the factors were learned for, what is served is the same: score(j) = b_j + x · y_j, x being folded in from
/// the history (``FoldIn``).
protocol FactorModel: UserModel, RankingModel, ItemFactorModel, RemarkingModel {
    /// Everything it knows.
    var learned: LearnedFactors { get }

    /// A model of those factors.
    init(_ learned: LearnedFactors)
}

extension FactorModel {
    /// Items known when it was trained.
    public var itemCount: Int { learned.items.rowCount }

    /// Users known when it was trained; 0 when they were not kept.
    public var userCount: Int { learned.users.rowCount }

    /// Items × k.
    public var itemFactors: DenseMatrix { learned.items }

    /// b; nil without.
    public var itemBiases: SharedArray<Float>? { learned.biases.count > 0 ? learned.biases : nil }

    /// Whether its factors are longer than 0.
    public func hasLearned(_ item: Int) -> Bool { learned.foldIn.hasLearned(item) }

    /// The factors of a user with that history; nil when no item of it is known, or no solution exists.
    public func userFactors(_ history: [WeightedItem]) -> [Float]? { learned.foldIn.factors(of: history) }

    /// Adds b_j + x · y_j to every item j, x being the factors of a user with that history.
    ///
    /// - Complexity: O(n·k·min(n, k) + items · k) for n items of the history.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        if let user = userFactors(history) { score(userFactors: user, into: &board) }
    }

    /// Adds b_j + x · y_j to every item j.
    public func score(userFactors user: [Float], into board: inout Scoreboard) {
        var scores = user.withUnsafeBufferPointer(learned.items.products)
        scores.withUnsafeMutableBufferPointer { learned.finish($0) }
        scores.withUnsafeBufferPointer { board.addAll($0) }
    }

    /// Scores many users with one multiplication.
    public func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        learned.scoreEach(histories, on: &board, body)
    }

    /// True for large catalogues.
    public var ranksWithoutBoard: Bool { learned.ranking.isFast }

    /// The best items of which something was learned.
    ///
    /// - Complexity: O(n·k·min(n, k) + items · k / 4) for n items of the history.
    public func best(_ count: Int, for history: [WeightedItem], where accepts: (UInt32) -> Bool) -> [Scored] {
        guard let user = userFactors(history) else { return [] }
        return learned.ranking.best(count, for: user) { hasLearned(Int($0)) && accepts($0) }
    }

    /// b + x · y, without a look at any other item.
    public func affinity(of history: [WeightedItem], to item: ItemIndex) -> Float {
        let row = Int(item.rawValue)
        guard hasLearned(row), let user = userFactors(history) else { return 0 }
        return learned.bias(of: row)
            + user.withUnsafeBufferPointer { user in learned.items.withRow(row) { LinearAlgebra.dot(user, $0) } }
    }

    /// What each item of the history adds to the score of i; they add up to it.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        let row = Int(item.rawValue)
        guard hasLearned(row) else { return [] }
        return learned.items.withRow(row) { contributions(of: history, toFactors: $0, bias: learned.bias(of: row)) }
    }

    /// What each item of the history adds to b + x · y for those; see ``FoldIn``.
    public func contributions(
        of history: [WeightedItem], toFactors factors: UnsafeBufferPointer<Float>, bias: Float
    ) -> [Float] {
        learned.foldIn.contributions(of: history, toFactors: factors, bias: bias)
    }

    /// Adds the cosine of the two items' factors.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        let row = Int(item.rawValue)
        guard hasLearned(row) else { return }
        learned.items.withRow(row) { scoreSimilar(toFactors: $0, into: &board) }
    }

    /// Adds the cosines.
    public func scoreSimilar(toFactors factors: UnsafeBufferPointer<Float>, into board: inout Scoreboard) {
        learned.items.addCosines(with: factors, lengths: learned.lengths, to: &board)
    }

    /// The best of those, found without a board for large catalogues.
    ///
    /// - Complexity: O(items · k / 4), or a part of it where the model has lists (``FactorIndex``).
    public func best(_ count: Int, like item: ItemIndex, where accepts: (UInt32) -> Bool) -> [Scored]? {
        let row = Int(item.rawValue)
        guard hasLearned(row) else { return nil }
        return learned.items.withRow(row) { best(count, likeFactors: $0, where: accepts) }
    }

    /// The largest cosines.
    public func best(
        _ count: Int, likeFactors factors: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool
    ) -> [Scored]? {
        learned.cosines.best(count, like: factors, where: accepts)
    }

    /// Adds the cosine of each training user's factors with those of a user with that history.
    ///
    /// - Complexity: O(n·k·min(n, k) + users · k) for n items of the history.
    public func scoreUsers(like history: [WeightedItem], into board: inout Scoreboard) {
        guard userCount > 0, let user = userFactors(history) else { return }
        user.withUnsafeBufferPointer { learned.users.addCosines(with: $0, lengths: learned.userLengths, to: &board) }
    }

    /// How well items like one are found by lists, if they are.
    public var remark: String? { learned.cosines.remark }

    /// Writes the sections of ``LearnedFactors``.
    public func write(to sections: inout some SectionWriter) { learned.write(to: &sections) }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        self.init(try LearnedFactors(sections: sections))
    }
}
