// SPDX-License-Identifier: Apache-2.0

internal import CKernels
internal import Matrix

/// Solves one user's factors with the items held fixed, or the other way round.
///
/// Where L is smallest in x_u, (D + Σ e_j y_j y_jᵀ) x = Σ c_j y_j over the user's items, with e = α · weight, c = w₀ + e
/// and the diagonal D = spectrum + λ_u (see ``FixedFactors``). With the row's items side by side, scaled, B = √e y D^−½,
/// and g = c / √e, that is x = D^−½ u with
///
///     (I + BᵀB) u = Bᵀg     k unknowns, for long rows,
///     u = Bᵀ (I + BBᵀ)⁻¹ g  n unknowns, for rows of n < k items (Woodbury's identity).
///
/// - Shapes: B n × k; u and x k.
/// - Complexity: exact O(n·k·min(n, k) + min(n, k)³) for n items, memory O(k²).
/// - Ownership: scratch memory of one thread.
/// - Source: Hu, Koren, Volinsky, ICDM 2008, eq. 4.
struct FactorSolver: ~Copyable {
    /// Rows gathered side by side when they need not stay: large enough for BLAS, small enough for the cache.
    private static let panelRows = 256
    /// What e is at least: g stays finite for an item that weighs next to nothing.
    private static let smallestWeight: Float = 1e-12

    let fixed: FixedFactors
    let objective: FactorObjective
    private let memory: UnsafeMutableBufferPointer<Float>
    let panel: UnsafeMutableBufferPointer<Float>  // B
    private let system: UnsafeMutableBufferPointer<Float>
    let scale: UnsafeMutableBufferPointer<Float>  // D^−½
    let roots: UnsafeMutableBufferPointer<Float>  // √e, divided by the multiplier of the item's fixed factors
    let targets: UnsafeMutableBufferPointer<Float>  // g
    let products: UnsafeMutableBufferPointer<Float>  // what belongs to each of the row's items on the way
    let vectors: UnsafeMutableBufferPointer<Float>  // four of k, on the way

    /// A solver against those fixed factors; `longestRow` is the longest row it will be given.
    init(fixed: FixedFactors, objective: FactorObjective, longestRow: Int) {
        self.fixed = fixed
        self.objective = objective
        let factors = fixed.factors.columnCount
        let rows = min(longestRow, max(factors, Self.panelRows))
        let lengths = [
            rows * factors, factors * factors, factors, longestRow, longestRow, longestRow, 4 * factors,
        ]
        memory = .allocate(capacity: lengths.reduce(0, +))  // set before it is read, a row's own part of it
        var start = 0
        var parts: [UnsafeMutableBufferPointer<Float>] = []
        for length in lengths {
            parts.append(UnsafeMutableBufferPointer(rebasing: memory[start..<(start + length)]))
            start += length
        }
        (panel, system, scale) = (parts[0], parts[1], parts[2])
        (roots, targets, products, vectors) = (parts[3], parts[4], parts[5], parts[6])
    }

    deinit { memory.deallocate() }

    var factors: Int { fixed.factors.columnCount }

    /// Solves exactly; false when the system has no unique solution, which more regularization mends.
    func solveExactly(_ row: WeightedRow, into solution: UnsafeMutableBufferPointer<Float>) -> Bool {
        prepare(row)
        let isSolved = solveScaled(row, columns: 0..<factors, into: solution)
        for factor in 0..<factors { solution[factor] *= scale[factor] }
        return isSolved
    }

    /// `targets` becomes what each item of the row adds to x·y for one y of the fixed side: c_j y_jᵀ (D + Σ e y yᵀ)⁻¹ y.
    ///
    /// In the terms above, with v = D^−½ y, that is g_j t_j, where t = (I + BBᵀ)⁻¹ B v = B (I + BᵀB)⁻¹ v.
    ///
    /// - Source: Hu, Koren, Volinsky, ICDM 2008, section 5.
    func influence(of row: WeightedRow, on vector: UnsafeBufferPointer<Float>) -> Bool {
        prepare(row)
        let scaled = UnsafeMutableBufferPointer(rebasing: vectors[..<factors])
        for factor in 0..<factors { scaled[factor] = scale[factor] * vector[factor] }
        var isSolved = true
        if row.count >= factors {
            let matrix = identity(factors)
            forEachPanel(of: row, columns: 0..<factors) { rows, _ in
                LinearAlgebra.addGram(of: rows, columns: factors, to: matrix)
            }
            isSolved = LinearAlgebra.solve(positiveDefinite: matrix, right: scaled)
        }
        forEachPanel(of: row, columns: 0..<factors) { rows, places in
            let parts = UnsafeMutableBufferPointer(rebasing: products[places])
            LinearAlgebra.multiply(rows, by: UnsafeBufferPointer(scaled), into: parts)
            guard row.count < factors else { return }
            let matrix = identity(row.count)
            LinearAlgebra.addRowGram(of: rows, columns: factors, to: matrix)
            isSolved = LinearAlgebra.solve(positiveDefinite: matrix, right: parts)
        }
        // Not written with *=, which Swift 6.3's thread sanitizer compiles to broken code here.
        for place in 0..<row.count { targets[place] = targets[place] * products[place] }
        return isSolved
    }

    /// D^−½, √e and g of a row.
    func prepare(_ row: WeightedRow) {
        let regularization = objective.regularization(of: row, others: fixed.factors.rowCount)
        for factor in 0..<factors { scale[factor] = 1 / (fixed.spectrum[factor] + regularization).squareRoot() }
        for place in 0..<row.count {
            let excess = objective.alpha * row.weights[place]
            let root = max(excess, Self.smallestWeight).squareRoot()
            targets[place] = (objective.unobserved + excess) / root
            roots[place] = root / fixed.multiplier(ofRow: Int(row.columns[place]))
        }
    }

    /// u of some columns, the others being left out, so that ‖g − B u‖² + ‖u‖² is smallest.
    func solveScaled(
        _ row: WeightedRow, columns: Range<Int>, into solution: UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        solution.update(repeating: 0)
        let width = columns.count
        var isSolved = true
        if row.count < width {
            forEachPanel(of: row, columns: columns) { rows, places in
                let matrix = identity(row.count)
                LinearAlgebra.addRowGram(of: rows, columns: width, to: matrix)
                let right = UnsafeMutableBufferPointer(rebasing: products[places])
                _ = right.update(fromContentsOf: targets[places])
                isSolved = LinearAlgebra.solve(positiveDefinite: matrix, right: right)
                LinearAlgebra.addTransposed(rows, by: UnsafeBufferPointer(right), to: solution)
            }
            return isSolved
        }
        let matrix = identity(width)
        forEachPanel(of: row, columns: columns) { rows, places in
            LinearAlgebra.addGram(of: rows, columns: width, to: matrix)
            let right = UnsafeBufferPointer(rebasing: targets[places])
            LinearAlgebra.addTransposed(rows, by: right, to: solution)
        }
        return LinearAlgebra.solve(positiveDefinite: matrix, right: solution)
    }

    /// Hands over B of some columns, as many of the row's items at a time as the panel holds, and their places.
    func forEachPanel(
        of row: WeightedRow, columns: Range<Int>, _ body: (UnsafeBufferPointer<Float>, Range<Int>) -> Void
    ) {
        let size = panel.count / factors
        for start in stride(from: 0, to: row.count, by: size) {
            let places = start..<min(row.count, start + size)
            gather(row, places, columns: columns)
            body(UnsafeBufferPointer(rebasing: panel[..<(places.count * columns.count)]), places)
        }
    }

    /// The row as the C kernels take it.
    func withKernelRow(_ row: WeightedRow, _ body: (UnsafePointer<wicker_factor_row>) -> Void) {
        fixed.factors.elements.withUnsafeBuffer { elements in
            guard let elements = elements.baseAddress, let columns = row.columns.baseAddress,
                let weights = row.weights.baseAddress
            else { return }
            var row = wicker_factor_row(
                fixed: elements, factors: factors, columns: columns, weights: weights, count: row.count,
                alpha: objective.alpha, unobserved: objective.unobserved)
            body(&row)
        }
    }

    private func gather(_ row: WeightedRow, _ places: Range<Int>, columns: Range<Int>) {
        guard let panel = panel.baseAddress, let roots = roots.baseAddress, let scale = scale.baseAddress else {
            return
        }
        withKernelRow(row) { row in
            wicker_gather_scaled(
                row, places.lowerBound, places.upperBound, columns.lowerBound, columns.count,
                roots + places.lowerBound, scale + columns.lowerBound, panel)
        }
    }

    private func identity(_ size: Int) -> UnsafeMutableBufferPointer<Float> {
        let matrix = UnsafeMutableBufferPointer(rebasing: system[..<(size * size)])
        matrix.update(repeating: 0)
        for place in 0..<size { matrix[place * size + place] = 1 }
        return matrix
    }
}
