// SPDX-License-Identifier: Apache-2.0

private import COpenBLAS

extension LinearAlgebra {
    /// gram += panel · panelᵀ: every row of the panel with every other.
    ///
    /// - Shapes: `panel` n × k; `gram` n × n, upper triangle.
    /// - Complexity: O(n² · k), half of it saved by symmetry.
    public static func addRowGram(
        of panel: UnsafeBufferPointer<Float>, columns: Int, to gram: UnsafeMutableBufferPointer<Float>
    ) {
        prepare()
        guard columns > 0, !panel.isEmpty else { return }
        let rows = panel.count / columns
        precondition(panel.count == rows * columns && gram.count == rows * rows)
        cblas_ssyrk(
            CblasRowMajor, CblasUpper, CblasNoTrans, CInt(rows), CInt(columns), 1, panel.baseAddress, CInt(columns), 1,
            gram.baseAddress, CInt(rows))
    }

    /// Turns a symmetric matrix, of which the upper triangle is read, into its eigenvectors, one a row.
    ///
    /// - Returns: the eigenvalues, ascending, the n-th that of row n; empty when the iteration did not converge, as with
    ///   NaN.
    /// - Complexity: O(k³) time, O(k²) memory.
    public static func diagonalize(symmetric matrix: UnsafeMutableBufferPointer<Float>, size: Int) -> [Float] {
        prepare()
        precondition(matrix.count == size * size)
        guard size > 0, matrix.allSatisfy(\.isFinite) else { return [] }
        var (order, workSize, integerSize, info) = (
            CInt(size), CInt(1 + 6 * size + 2 * size * size), CInt(3 + 5 * size), CInt(0)
        )
        var values = [Float](repeating: 0, count: size)
        var work = [Float](repeating: 0, count: Int(workSize))
        var integers = [CInt](repeating: 0, count: Int(integerSize))
        // LAPACK is column-major: our upper triangle is its lower one, and its columns are our rows.
        ssyevd_("V", "L", &order, matrix.baseAddress, &order, &values, &work, &workSize, &integers, &integerSize, &info)
        return info == 0 ? values : []
    }
}
