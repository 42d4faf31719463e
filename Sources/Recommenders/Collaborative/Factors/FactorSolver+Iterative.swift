// SPDX-License-Identifier: Apache-2.0

internal import CKernels
internal import Matrix

extension FactorSolver {
    /// Improves `solution` by a few steps of conjugate gradient, preconditioned with the system's diagonal.
    ///
    /// The dense part of the system is diagonal already, so that one step does about what several do without a
    /// preconditioner. A breakdown (a residual of zero or not a number) ends the steps early.
    ///
    /// - Complexity: O(steps · n · k).
    /// - Source: Takács, Pilászy, Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback
    ///   Collaborative Filtering", RecSys 2011, there without the change of basis.
    func improve(_ row: WeightedRow, steps: Int, solution: UnsafeMutableBufferPointer<Float>) {
        let regularization = objective.regularization(of: row, others: fixed.factors.rowCount)
        for factor in 0..<factors { scale[factor] = fixed.spectrum[factor] + regularization }
        guard let diagonal = scale.baseAddress, let scratch = vectors.baseAddress, let solution = solution.baseAddress
        else { return }
        withKernelRow(row) { wicker_improve_factors($0, diagonal, steps, solution, scratch) }
    }

    /// Solves one block of factors after the other exactly, the others held as they are.
    ///
    /// Predictions are kept for the row's items: with p = B u, a block's targets are g − p + B_b u_b, and after its
    /// solution p changes by B_b (u_b′ − u_b). L never grows.
    ///
    /// - Returns: false when a block's system has no unique solution.
    /// - Complexity: O(n · k · b + k · b²) for blocks of b.
    /// - Source: Rendle, Krichene, Zhang, Koren, "iALS++: Speeding up Matrix Factorization with Subspace Optimization",
    ///   2021, algorithm 3, there without the change of basis.
    func sweep(_ row: WeightedRow, blockSize: Int, solution: UnsafeMutableBufferPointer<Float>) -> Bool {
        prepare(row)
        for factor in 0..<factors { solution[factor] /= scale[factor] }
        addProducts(of: row, columns: 0..<factors, with: UnsafeBufferPointer(solution), scaledBy: -1)  // g − p
        for start in stride(from: 0, to: factors, by: blockSize) {
            let columns = start..<min(factors, start + blockSize)
            let block = UnsafeMutableBufferPointer(rebasing: solution[columns])
            addProducts(of: row, columns: columns, with: UnsafeBufferPointer(block), scaledBy: 1)
            guard solveScaled(row, columns: columns, into: block) else { return false }
            addProducts(of: row, columns: columns, with: UnsafeBufferPointer(block), scaledBy: -1)
        }
        for factor in 0..<factors { solution[factor] *= scale[factor] }
        return true
    }

    /// targets += factor · B_b · vector.
    private func addProducts(
        of row: WeightedRow, columns: Range<Int>, with vector: UnsafeBufferPointer<Float>, scaledBy factor: Float
    ) {
        forEachPanel(of: row, columns: columns) { rows, places in
            let products = UnsafeMutableBufferPointer(rebasing: self.products[places])
            LinearAlgebra.multiply(rows, by: vector, into: products)
            LinearAlgebra.add(
                UnsafeBufferPointer(products), scaledBy: factor,
                to: UnsafeMutableBufferPointer(rebasing: targets[places]))
        }
    }
}
