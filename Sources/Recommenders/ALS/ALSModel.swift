// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Scores items by the inner product of their factors with those of the user, computed from the history on the spot.
///
/// - Sections: `itemCount` [1]; `shape` factors, solver (0 Cholesky, 1 conjugate gradient), steps; `alpha` [1];
///   `factors` items × k; `gram` k × k, YᵀY + λI, upper triangle; `lengths` ‖y‖ of each item, 0 for an item of which
///   nothing was learned: such an item is never scored.
public struct ALSModel: RecommenderModel {
    /// `ials`.
    public static let name = RecommenderKind.ials.rawValue
    let items: DenseMatrix
    private let gram: SharedArray<Float>
    private let lengths: SharedArray<Float>
    private let alpha: Float
    private let solver: ALSConfig.Solver
    private let steps: Int

    /// Items known when it was trained.
    public var itemCount: Int { items.rowCount }
    private var factors: Int { items.columnCount }

    init(items: DenseMatrix, config: ALSConfig, threads: Int) {
        self.items = items
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
        user.withUnsafeBufferPointer { add(products(with: $0), to: &board) }
    }

    /// Adds the cosine of the two items' factors.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        let row = Int(item.rawValue)
        guard row < itemCount, lengths[row] > 0 else { return }
        var cosines = items.withRow(row) { products(with: $0) }
        for other in 0..<itemCount { cosines[other] /= lengths[row] * lengths[other] }
        add(cosines, to: &board)
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
        FactorSolver(fixed: items, gram: gram, alpha: alpha, rowLimit: row.count)
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
            items.elements.withUnsafeBuffer { LinearAlgebra.multiply($0, by: vector, into: products) }
            count = itemCount
        }
    }

    private func add(_ scores: consuming [Float], to board: inout Scoreboard) {
        for item in 0..<itemCount where lengths[item] == 0 { scores[item] = -0.0 }  // adds nothing
        scores.withUnsafeBufferPointer { board.addAll($0) }
    }
}

// MARK: - Sections

extension ALSModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        let shape = [UInt32(factors), solver == .cholesky ? 0 : 1, UInt32(steps)]
        sections.write(SharedArray(shape), as: "shape")
        sections.write(SharedArray([alpha]), as: "alpha")
        sections.write(items.elements, as: "factors")
        sections.write(gram, as: "gram")
        sections.write(lengths, as: "lengths")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let itemCount = try sections.readItemCount()
        let shape = try sections.read("shape", as: UInt32.self)
        let alpha = try sections.read("alpha", as: Float.self)
        let elements = try sections.read("factors", as: Float.self)
        gram = try sections.read("gram", as: Float.self)
        lengths = try sections.read("lengths", as: Float.self)
        guard shape.count == 3, alpha.count == 1, (1...1_024).contains(shape[0]) else {
            throw RecommenderError(.malformedSection, "sections “shape” and “alpha” do not describe factors")
        }
        let factors = Int(shape[0])
        guard elements.count == itemCount * factors, gram.count == factors * factors, lengths.count == itemCount else {
            throw RecommenderError(
                .malformedSection,
                "\(elements.count) factors and \(lengths.count) lengths for \(itemCount) items of \(factors)")
        }
        items = DenseMatrix(elements, rowCount: itemCount, columnCount: factors)
        self.alpha = alpha[0]
        solver = shape[1] == 0 ? .cholesky : .conjugateGradient
        steps = Int(shape[2])
    }
}
