// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Scores items by the inner product of their factors with those of the user, computed from the history on the spot.
///
/// - Sections: `itemCount` [1]; `shape` factors, solver (0 Cholesky, 1 conjugate gradient), steps; `alpha` [1];
///   `factors` items × k; `gram` k × k, YᵀY + λI, upper triangle; `lengths` ‖y‖ of each item, 0 for an item of which
///   nothing was learned: such an item is never scored; and those of `FactorRanking`.
public struct ALSModel: RankingModel {
    /// `ials`.
    public static let name = RecommenderKind.ials.rawValue
    let items: DenseMatrix
    let ranking: FactorRanking
    let gram: SharedArray<Float>
    let lengths: SharedArray<Float>
    let alpha: Float
    let solver: ALSConfig.Solver
    let steps: Int

    /// Items known when it was trained.
    public var itemCount: Int { items.rowCount }
    var factors: Int { items.columnCount }

    init(items: DenseMatrix, config: ALSConfig, threads: Int) {
        self.items = items
        ranking = FactorRanking(items, threads: threads)
        gram = regularizedGram(of: items, regularization: Float(config.regularization), threads: threads)
        lengths = SharedArray(
            (0..<items.rowCount).map { row in items.withRow(row) { LinearAlgebra.dot($0, $0).squareRoot() } })
        alpha = Float(config.alpha)
        solver = config.solver
        steps = config.steps
    }

    /// Adds x · y_j to every item j, x being the factors of a user with that history.
    ///
    /// - Complexity: O(n·k² + k³ + items · k) for n items of the history.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        guard let user = userFactors(history) else { return }
        var scores = user.withUnsafeBufferPointer(products)
        add(&scores, to: &board)
    }

    /// Scores sixteen users with one multiplication, for which the items' factors are read once.
    public func scoreEach(
        _ histories: [[WeightedItem]], on board: inout Scoreboard, _ body: (Int, borrowing Scoreboard) -> Void
    ) {
        let batch = 16
        for start in stride(from: 0, to: histories.count, by: batch) {
            let users = histories[start..<min(histories.count, start + batch)].map(userFactors)
            var scores = products(withEach: users.flatMap { $0 ?? [Float](repeating: 0, count: factors) })
            for (place, user) in users.enumerated() {
                board.reset(itemCount: board.itemCount)
                if user != nil { add(&scores, from: place * itemCount, to: &board) }
                body(start + place, board)
            }
        }
    }

    /// Adds the cosine of the two items' factors.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        let row = Int(item.rawValue)
        guard row < itemCount, lengths[row] > 0 else { return }
        var cosines = items.withRow(row) { products(with: $0) }
        for other in 0..<itemCount { cosines[other] /= lengths[row] * lengths[other] }
        add(&cosines, to: &board)
    }

    /// What each item j of the history adds to the score of i: y_iᵀ (YᵀC_uY + λI)⁻¹ y_j c_j; they add up to the score.
    ///
    /// - Source: Hu, Koren, Volinsky, ICDM 2008, section 5.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        guard Int(item.rawValue) < itemCount else { return [] }
        var smoothed = items.withRow(Int(item.rawValue)) { Array($0) }
        let isSolved = withRow(history) { wants in
            smoothed.withUnsafeMutableBufferPointer { right in
                makeSolver(for: wants).solve(systemOf: wants, right: right)
            }
        }
        guard isSolved else { return [] }
        return smoothed.withUnsafeBufferPointer { smoothed in
            history.map { entry in
                guard isUsable(entry) else { return 0 }
                let product = items.withRow(Int(entry.item.rawValue)) { LinearAlgebra.dot($0, smoothed) }
                return (1 + alpha * entry.weight) * product
            }
        }
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

    /// The factors of a user with that history; nil when no item of it is known, or no solution exists.
    func userFactors(_ history: [WeightedItem]) -> [Float]? {
        var solution = [Float](repeating: 0, count: factors)
        let isSolved = withRow(history) { wants in
            guard wants.count > 0 else { return false }
            return solution.withUnsafeMutableBufferPointer { solution in
                if solver == .cholesky { return makeSolver(for: wants).solveExactly(wants, into: solution) }
                makeSolver(for: wants).improve(wants, steps: max(steps, Self.foldInSteps), solution: solution)
                return true
            }
        }
        return isSolved ? solution : nil
    }

    /// Conjugate gradient starts from zero here, not from the last epoch's factors, so it takes more steps.
    private static let foldInSteps = 10

    private func makeSolver(for row: WeightedRow) -> FactorSolver {
        FactorSolver(fixed: items, gram: gram, alpha: alpha, solver: solver, longestRow: row.count)
    }

    private func isUsable(_ entry: WeightedItem) -> Bool {
        entry.weight > 0 && entry.weight.isFinite && Int(entry.item.rawValue) < itemCount
    }

    private func withRow<Result>(_ history: [WeightedItem], _ body: (WeightedRow) -> Result) -> Result {
        let usable = history.filter(isUsable)
        let columns = usable.map(\.item.rawValue)
        let weights = usable.map(\.weight)
        return columns.withUnsafeBufferPointer { columns in
            weights.withUnsafeBufferPointer { body(WeightedRow(columns: columns, weights: $0)) }
        }
    }

    /// The inner product of every item with the vector.
    private func products(with vector: UnsafeBufferPointer<Float>) -> [Float] {
        [Float](unsafeUninitializedCapacity: itemCount) { products, count in
            let results = UnsafeMutableBufferPointer(rebasing: products[..<itemCount])
            items.elements.withUnsafeBuffer { LinearAlgebra.multiply($0, by: vector, into: results) }
            count = itemCount
        }
    }

    /// The inner product of every item with each of several vectors, one vector's after the other's.
    private func products(withEach vectors: [Float]) -> [Float] {
        let resultCount = vectors.count / factors * itemCount
        return [Float](unsafeUninitializedCapacity: resultCount) { products, count in
            let results = UnsafeMutableBufferPointer(rebasing: products[..<resultCount])
            vectors.withUnsafeBufferPointer { vectors in
                items.elements.withUnsafeBuffer {
                    LinearAlgebra.multiply(vectors, byRowsOf: $0, columns: factors, into: results)
                }
            }
            count = resultCount
        }
    }

    /// Adds one number an item, from the place `start` on, and nothing to items of which nothing was learned.
    private func add(_ scores: inout [Float], from start: Int = 0, to board: inout Scoreboard) {
        for item in 0..<itemCount where lengths[item] == 0 { scores[start + item] = -0.0 }  // adds nothing
        scores.withUnsafeBufferPointer { scores in
            board.addAll(UnsafeBufferPointer(rebasing: scores[start..<(start + itemCount)]))
        }
    }
}
