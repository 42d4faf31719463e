// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Factorises who wants what: alternates between solving all users with the items fixed and all items with the users.
///
/// Before each half of an epoch the factors are turned so that the fixed side's Gram matrix is diagonal
/// (``FixedFactors``). What is made small is written above ``FactorObjective``.
///
/// - Complexity: O(epochs · ((users + items) · k² + rows' systems)), shared by the threads, for the systems see
///   ``FactorSolver``; memory the factors twice beside the matrix and its transpose.
/// - Source: Hu, Koren, Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008; Rendle, Krichene,
///   Zhang, Koren, "Revisiting the Performance of iALS on Item Recommendation Benchmarks", RecSys 2022.
public struct ALSTrainer: RecommenderTrainer {
    /// The settings.
    public let config: ALSConfig

    /// A trainer with those settings.
    public init(_ config: ALSConfig = ALSConfig()) { self.config = config }

    /// Learns the items' factors; a user's are computed from their history when they ask.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0; `notPositiveDefinite` when λ is too small.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> ALSModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting, threads: context.threadCount)
        let scaling = PopularityScaling(
            wants, itemDamping: config.itemDamping, popularityDamping: config.popularityDamping)
        let byUser = scaling.scaled(wants)
        let byItem = byUser.transposed()
        let threads = context.threadCount
        var generator = SeededGenerator(seed: context.seed)
        var users = DenseMatrix.zeros(rowCount: byUser.rowCount, columnCount: config.factors)
        var items = startFactors(of: byItem, using: &generator)
        for epoch in 0..<config.epochs {
            items = try solve(&users, rows: byUser, against: items, threads: threads)
            users = try solve(&items, rows: byItem, against: users, threads: threads)
            context.progress(Double(epoch + 1) / Double(config.epochs))
        }
        return try model(items: items, users: users, scaling: scaling, threads: threads)
    }

    private func model(
        items: DenseMatrix, users: DenseMatrix, scaling: PopularityScaling, threads: Int
    ) throws(RecommenderError) -> ALSModel {
        let turned = try FixedFactors(turning: items, unobservedWeight: objective.unobserved, threads: threads)
        var foldIn = FoldIn(turned.multiplied(by: scaling.scores, threads: threads), objective: objective)
        foldIn.observationScales = scaling.observations
        return ALSModel(
            LearnedFactors(
                foldIn, users: config.keepsUsers ? users.turned(by: turned.basis, threads: threads) : nil,
                index: config.index, threads: threads))
    }

    private var objective: FactorObjective {
        FactorObjective(
            alpha: Float(config.alpha), unobserved: Float(config.unobservedWeight),
            regularization: Float(config.regularization), exponent: Float(config.regularizationExponent))
    }

    /// Small numbers around 0; 0 itself where there is nothing to learn from, so that nothing is made of it.
    private func startFactors(of rows: SparseMatrix, using generator: inout SeededGenerator) -> DenseMatrix {
        // Uniform numbers up to b have a standard deviation of b / √3.
        let bound = Float(config.initialDeviation * (3 / Double(config.factors)).squareRoot())
        let elements = SharedArray<Float>(count: rows.rowCount * config.factors) { elements in
            for row in 0..<rows.rowCount {
                let isEmpty = rows.range(ofRow: row).isEmpty
                for position in (row * config.factors)..<((row + 1) * config.factors) {
                    elements[position] = isEmpty ? 0 : Float.random(in: -bound..<bound, using: &generator)
                }
            }
        }
        return DenseMatrix(elements, rowCount: rows.rowCount, columnCount: config.factors)
    }

    /// One half of an epoch: every row of `factors` solved with the other side fixed.
    ///
    /// - Returns: the other side, turned as the solved one is.
    private func solve(
        _ factors: inout DenseMatrix, rows: SparseMatrix, against other: DenseMatrix, threads: Int
    ) throws(RecommenderError) -> DenseMatrix {
        let objective = objective
        let fixed = try FixedFactors(turning: other, unobservedWeight: objective.unobserved, threads: threads)
        let longestRow = (0..<rows.rowCount).reduce(0) { max($0, rows.range(ofRow: $1).count) }
        let (previous, size) = (factors, config.factors)
        factors = DenseMatrix(
            rowCount: previous.rowCount, columnCount: size, threads: threads,
            scratch: { FactorSolver(fixed: fixed, objective: objective, longestRow: longestRow) },
            fillRows: { range, solutions, solver in
                if config.solver != .cholesky { previous.turn(range, by: fixed.basis, into: solutions) }
                for row in range {
                    let start = (row - range.lowerBound) * size
                    let solution = UnsafeMutableBufferPointer(rebasing: solutions[start..<(start + size)])
                    rows.withWeightedRow(row) { solve($0, into: solution, with: solver) }
                }
            })
        if let row = factors.firstRowWithoutNumber() {
            throw RecommenderError(
                .notPositiveDefinite,
                "the factors of row \(row) of \(factors.rowCount) have no unique solution; "
                    + "raise “regularization”, which is \(config.regularization)")
        }
        return fixed.factors
    }

    /// Solves one row, whose turned factors of the last epoch `solution` holds; NaN stands for a system without a unique
    /// solution.
    private func solve(
        _ wants: WeightedRow, into solution: UnsafeMutableBufferPointer<Float>, with solver: borrowing FactorSolver
    ) {
        guard wants.count > 0 else { return solution.update(repeating: 0) }
        var isSolved = true
        switch config.solver {
        case .cholesky:
            isSolved = solver.solveExactly(wants, into: solution)
        case .conjugateGradient:
            solver.improve(wants, steps: config.steps, solution: solution)
        case .subspace:
            isSolved = solver.sweep(wants, blockSize: config.blockSize, solution: solution)
        }
        if !isSolved { solution.update(repeating: .nan) }
    }
}

extension ALSTrainer {
    /// Wants both ways round; all factors twice (this epoch's and the last one's or the turned ones), and most of them
    /// once more, which the allocator had and could not give back; some systems a thread.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let k = config.factors
        let scratch = threads * 4 * (k * (k + max(k, 256)) + 3 * max(size.users, size.items) / 4)
        let ranking =
            FactorRanking.byteCount(items: size.items, factors: k)
            + CosineRanking.byteCount(items: size.items, factors: k, index: config.index, threads: threads)
        return size.matrixByteCount + ranking + 14 * k * (size.users + size.items) + scratch
    }
}

extension DenseMatrix {
    /// Nothing but zeros.
    fileprivate static func zeros(rowCount: Int, columnCount: Int) -> DenseMatrix {
        let elements = SharedArray<Float>(count: rowCount * columnCount) { $0.initialize(repeating: 0) }
        return DenseMatrix(elements, rowCount: rowCount, columnCount: columnCount)
    }

    /// The first row that holds NaN or infinity; nil when there is none.
    fileprivate func firstRowWithoutNumber() -> Int? {
        elements.withUnsafeBuffer { elements in
            elements.firstIndex { !$0.isFinite }.map { $0 / columnCount }
        }
    }
}
