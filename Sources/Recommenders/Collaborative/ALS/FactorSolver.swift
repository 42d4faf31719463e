// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Solves one user's factors with the items held fixed, or the other way round.
///
/// x_u = (YᵀC_uY + λI)⁻¹ YᵀC_u p_u. C_u − I is zero outside the user's items, so the system is the Gram matrix
/// YᵀY + λI, computed once by the caller, plus the user's own Σ (c − 1) y yᵀ; the right side is Σ c y.
///
/// - Shapes: `fixed` items × k; `gram` k × k, upper triangle, λ already on its diagonal; solution k.
/// - Units: confidence is dimensionless and ≥ 1; λ multiplies squared factors.
/// - Complexity: `cholesky` O(n·k² + k³), `cg` O(steps · (n·k + k²)) for n items; memory O(k² + panel).
/// - Ownership: scratch memory of one thread.
/// - Source: Hu, Koren, Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008, eq. 4; conjugate
///   gradient: Takács, Pilászy, Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback
///   Collaborative Filtering", RecSys 2011.
struct FactorSolver: ~Copyable {
    /// Rows gathered side by side when they are multiplied once: large enough for BLAS, small enough for L2.
    private static let panelRows = 256
    /// Rows gathered when every step of conjugate gradient reads them again, so that few rows are gathered again.
    private static let repeatedPanelRows = 4_096

    private let fixed: DenseMatrix
    private let gram: SharedArray<Float>
    private let alpha: Float  // c = 1 + α · weight
    private let memory: UnsafeMutableBufferPointer<Float>
    private let panel: UnsafeMutableBufferPointer<Float>
    private let products: UnsafeMutableBufferPointer<Float>
    private let system: UnsafeMutableBufferPointer<Float>
    private let residual: UnsafeMutableBufferPointer<Float>
    private let direction: UnsafeMutableBufferPointer<Float>
    private let image: UnsafeMutableBufferPointer<Float>
    private let unused: UnsafeMutableBufferPointer<Float>  // where a right side goes that nobody asked for

    /// A solver against those fixed factors; `longestRow` is the longest row it will be given.
    init(
        fixed: DenseMatrix, gram: SharedArray<Float>, alpha: Float, solver: ALSConfig.Solver, longestRow: Int
    ) {
        self.fixed = fixed
        self.gram = gram
        self.alpha = alpha
        let factors = fixed.columnCount
        let rows = max(1, min(longestRow, solver == .cholesky ? Self.panelRows : Self.repeatedPanelRows))
        let lengths = [rows * factors, rows, factors * factors, factors, factors, factors, factors]
        memory = .allocate(capacity: lengths.reduce(0, +))
        memory.initialize(repeating: 0)
        var start = 0
        var parts: [UnsafeMutableBufferPointer<Float>] = []
        for length in lengths {
            parts.append(UnsafeMutableBufferPointer(rebasing: memory[start..<(start + length)]))
            start += length
        }
        (panel, products, system) = (parts[0], parts[1], parts[2])
        (residual, direction, image, unused) = (parts[3], parts[4], parts[5], parts[6])
    }

    deinit { memory.deallocate() }

    /// Solves exactly; false when the system is not positive definite, which more regularization mends.
    func solveExactly(_ row: WeightedRow, into solution: UnsafeMutableBufferPointer<Float>) -> Bool {
        makeSystem(of: row, right: solution)
        return LinearAlgebra.solve(positiveDefinite: system, right: solution)
    }

    /// Solves A x = right for the row's own system A; `right` becomes x.
    func solve(systemOf row: WeightedRow, right: UnsafeMutableBufferPointer<Float>) -> Bool {
        makeSystem(of: row, right: unused)
        return LinearAlgebra.solve(positiveDefinite: system, right: right)
    }

    /// system = gram + Σ (c − 1) y yᵀ; right = Σ c y, for the row's items are wanted (p = 1) and all others are not.
    private func makeSystem(of row: WeightedRow, right: UnsafeMutableBufferPointer<Float>) {
        gram.withUnsafeBuffer { _ = system.update(fromContentsOf: $0) }
        right.update(repeating: 0)
        forEachPanel(of: row, right: right) { LinearAlgebra.addGram(of: $0, columns: factors, to: system) }
    }

    /// Improves `solution` by a few steps of conjugate gradient.
    ///
    /// A breakdown (a residual of zero or not a number) ends the steps early.
    func improve(_ row: WeightedRow, steps: Int, solution: UnsafeMutableBufferPointer<Float>) {
        residual.update(repeating: 0)
        forEachPanel(of: row, right: residual) { _ in }
        apply(row, to: solution)
        LinearAlgebra.add(UnsafeBufferPointer(image), scaledBy: -1, to: residual)  // r = b − A x
        _ = direction.update(fromContentsOf: residual)
        var squared = LinearAlgebra.dot(UnsafeBufferPointer(residual), UnsafeBufferPointer(residual))
        for _ in 0..<steps where squared > 1e-20 {
            apply(row, to: direction)
            let step = squared / LinearAlgebra.dot(UnsafeBufferPointer(direction), UnsafeBufferPointer(image))
            guard step.isFinite else { return }
            LinearAlgebra.add(UnsafeBufferPointer(direction), scaledBy: step, to: solution)
            LinearAlgebra.add(UnsafeBufferPointer(image), scaledBy: -step, to: residual)
            let next = LinearAlgebra.dot(UnsafeBufferPointer(residual), UnsafeBufferPointer(residual))
            for factor in 0..<factors { direction[factor] = residual[factor] + next / squared * direction[factor] }
            squared = next
        }
    }

    /// image = A · vector = gram · vector + Σ (c − 1) y (y · vector).
    ///
    /// The panel still holds the row if the row is no longer than it.
    private func apply(_ row: WeightedRow, to vector: UnsafeMutableBufferPointer<Float>) {
        let vector = UnsafeBufferPointer(vector)
        gram.withUnsafeBuffer { LinearAlgebra.multiply(symmetric: $0, by: vector, into: image) }
        forEachPanel(of: row, right: unused, isGathered: row.count <= products.count) { rows in
            let products = UnsafeMutableBufferPointer(rebasing: products[..<(rows.count / factors)])
            LinearAlgebra.multiply(rows, by: vector, into: products)
            LinearAlgebra.addTransposed(rows, by: UnsafeBufferPointer(products), to: image)
        }
    }

    private var factors: Int { fixed.columnCount }

    /// Hands over √(c − 1) · y of the row's items, gathered side by side, a panel at a time, and adds c · y to `right`.
    private func forEachPanel(
        of row: WeightedRow, right: UnsafeMutableBufferPointer<Float>, isGathered: Bool = false,
        _ body: (UnsafeBufferPointer<Float>) -> Void
    ) {
        for start in stride(from: 0, to: row.count, by: products.count) {
            let positions = start..<min(row.count, start + products.count)
            if !isGathered { gather(row, positions, right: right) }
            body(UnsafeBufferPointer(rebasing: panel[..<(positions.count * factors)]))
        }
    }

    private func gather(_ row: WeightedRow, _ positions: Range<Int>, right: UnsafeMutableBufferPointer<Float>) {
        let factors = factors
        fixed.elements.withUnsafeBuffer { fixed in
            for position in positions {
                let source = Int(row.columns[position]) * factors
                let target = (position - positions.lowerBound) * factors
                let excess = alpha * row.weights[position]  // c − 1
                LinearAlgebra.copy(
                    UnsafeBufferPointer(rebasing: fixed[source..<(source + factors)]), scaledBy: excess.squareRoot(),
                    to: UnsafeMutableBufferPointer(rebasing: panel[target..<(target + factors)]),
                    adding: 1 + excess, to: right)
            }
        }
    }
}
