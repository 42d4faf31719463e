// SPDX-License-Identifier: Apache-2.0

private import COpenBLAS

extension LinearAlgebra {
    /// gram += panelᵀ · panel, in double precision.
    ///
    /// - Shapes: `panel` n × k; `gram` k × k, upper triangle.
    /// - Complexity: O(n · k²), half of it saved by symmetry.
    public static func addGram(
        of panel: UnsafeBufferPointer<Double>, columns: Int, to gram: UnsafeMutableBufferPointer<Double>
    ) {
        guard columns > 0, !panel.isEmpty else { return }
        precondition(gram.count == columns * columns && panel.count.isMultiple(of: columns))
        let size = CInt(columns)
        cblas_dsyrk(
            CblasRowMajor, CblasUpper, CblasTrans, size, CInt(panel.count / columns), 1, panel.baseAddress, size, 1,
            gram.baseAddress, size)
    }
}
