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
        guard columns > 0, !panel.isEmpty else { return }
        let rows = panel.count / columns
        precondition(panel.count == rows * columns && gram.count == rows * rows)
        cblas_ssyrk(
            CblasRowMajor, CblasUpper, CblasNoTrans, CInt(rows), CInt(columns), 1, panel.baseAddress, CInt(columns), 1,
            gram.baseAddress, CInt(rows))
    }
}
