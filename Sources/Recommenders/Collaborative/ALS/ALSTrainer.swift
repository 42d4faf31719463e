// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Factorises who wants what: alternates between solving all users with the items fixed and all items with the users.
///
/// - Complexity: O(epochs · (entries · k² + (users + items) · k³)) with `cholesky`, shared by the threads; memory the
///   factors twice beside the matrix and its transpose.
/// - Source: Hu, Koren, Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008.
public struct ALSTrainer: RecommenderTrainer {
    /// The settings.
    public let config: ALSConfig

    /// A trainer with those settings.
    public init(_ config: ALSConfig = ALSConfig()) { self.config = config }

    /// Learns the items' factors; a user's are computed from their history when they ask.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0; `notPositiveDefinite` when λ is too small.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> ALSModel {
        let byUser = try dataset.trainingMatrix(weighting: config.eventWeighting)
        let byItem = byUser.transposed()
        var generator = SeededGenerator(seed: context.seed)
        var users = startFactors(of: byUser, using: &generator)
        var items = startFactors(of: byItem, using: &generator)
        for epoch in 0..<config.epochs {
            users = try solved(users, rows: byUser, against: items, threads: context.threadCount)
            items = try solved(items, rows: byItem, against: users, threads: context.threadCount)
            context.progress(Double(epoch + 1) / Double(config.epochs))
        }
        return ALSModel(items: items, config: config, threads: context.threadCount)
    }

    /// Wants both ways round, all factors twice (this epoch's and the last one's), a few systems a thread.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let k = config.factors
        let ranking = FactorRanking.byteCount(items: size.items, factors: k)
        return size.matrixByteCount + 8 * k * (size.users + size.items) + threads * 8 * k * (k + 4_096) + ranking
    }

    /// Small positive numbers; zero where there is nothing to learn from, so that nothing is made of it.
    private func startFactors(of rows: SparseMatrix, using generator: inout SeededGenerator) -> DenseMatrix {
        let elements = SharedArray<Float>(count: rows.rowCount * config.factors) { elements in
            for position in 0..<elements.count {
                let isEmpty = rows.range(ofRow: position / config.factors).isEmpty
                elements[position] = isEmpty ? 0 : Float.random(in: 0..<0.01, using: &generator)
            }
        }
        return DenseMatrix(elements, rowCount: rows.rowCount, columnCount: config.factors)
    }

    /// One half of an epoch: every row solved with the other side fixed.
    private func solved(
        _ previous: DenseMatrix, rows: SparseMatrix, against fixed: DenseMatrix, threads: Int
    ) throws(RecommenderError) -> DenseMatrix {
        let gram = regularizedGram(of: fixed, regularization: Float(config.regularization), threads: threads)
        let longestRow = (0..<rows.rowCount).reduce(0) { max($0, rows.range(ofRow: $1).count) }
        let solved = DenseMatrix(
            rowCount: previous.rowCount, columnCount: previous.columnCount, threads: threads,
            scratch: {
                FactorSolver(
                    fixed: fixed, gram: gram, alpha: Float(config.alpha), solver: config.solver, longestRow: longestRow)
            }
        ) { row, solution, solver in
            rows.withWeightedRow(row) { wants in solve(wants, row, previous, into: solution, with: solver) }
        }
        if let row = solved.firstRowWithoutNumber() {
            throw RecommenderError(
                .notPositiveDefinite,
                "the factors of row \(row) of \(solved.rowCount) have no unique solution; "
                    + "raise “regularization”, which is \(config.regularization)")
        }
        return solved
    }

    /// Solves one row; NaN stands for a system without a unique solution.
    private func solve(
        _ wants: WeightedRow, _ row: Int, _ previous: DenseMatrix, into solution: UnsafeMutableBufferPointer<Float>,
        with solver: borrowing FactorSolver
    ) {
        guard wants.count > 0 else { return solution.update(repeating: 0) }
        switch config.solver {
        case .cholesky:
            if !solver.solveExactly(wants, into: solution) { solution.update(repeating: .nan) }
        case .conjugateGradient:
            previous.withRow(row) { _ = solution.update(fromContentsOf: $0) }
            solver.improve(wants, steps: config.steps, solution: solution)
        }
    }
}

extension DenseMatrix {
    /// The first row that holds NaN or infinity; nil when there is none.
    fileprivate func firstRowWithoutNumber() -> Int? {
        elements.withUnsafeBuffer { elements in
            elements.firstIndex { !$0.isFinite }.map { $0 / columnCount }
        }
    }
}

/// YᵀY + λI, upper triangle; the same for any number of threads, since the blocks are fixed and added in order.
func regularizedGram(of matrix: DenseMatrix, regularization: Float, threads: Int) -> SharedArray<Float> {
    let factors = matrix.columnCount
    let parts = parallelMap(matrix.rowCount, threads: threads, chunk: 4_096, scratch: {}) { rows, _ in
        SharedArray<Float>(count: factors * factors) { part in
            part.initialize(repeating: 0)
            matrix.elements.withUnsafeBuffer { elements in
                let block = elements[(rows.lowerBound * factors)..<(rows.upperBound * factors)]
                LinearAlgebra.addGram(of: UnsafeBufferPointer(rebasing: block), columns: factors, to: part)
            }
        }
    }
    return SharedArray(count: factors * factors) { gram in
        gram.initialize(repeating: 0)
        for part in parts { for position in 0..<gram.count { gram[position] += part[position] } }
        for factor in 0..<factors { gram[factor * factors + factor] += regularization }
    }
}
