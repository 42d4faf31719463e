// SPDX-License-Identifier: Apache-2.0

private import COpenBLAS

/// The BLAS and LAPACK calls in use, each on one thread: parallel work is divided above them, where the rows are.
///
/// OpenBLAS's own threads would fight ours for the cores and add in an order that depends on them: `CKernels` ends them
/// as a program starts.
///
/// All matrices are row-major; of a symmetric one only the upper triangle (column ≥ row) is read and written.
/// Nothing is checked beyond lengths: NaN and infinity go through as arithmetic takes them.
public enum LinearAlgebra {
    /// gram += panelᵀ · panel.
    ///
    /// - Shapes: `panel` n × k; `gram` k × k, upper triangle.
    /// - Complexity: O(n · k²), half of it saved by symmetry.
    public static func addGram(
        of panel: UnsafeBufferPointer<Float>, columns: Int, to gram: UnsafeMutableBufferPointer<Float>
    ) {
        guard columns > 0 else { return }
        precondition(gram.count == columns * columns && panel.count.isMultiple(of: columns))
        let size = CInt(columns)
        cblas_ssyrk(
            CblasRowMajor, CblasUpper, CblasTrans, size, CInt(panel.count / columns), 1, panel.baseAddress, size, 1,
            gram.baseAddress, size)
    }

    /// result = matrix · vector.
    ///
    /// - Shapes: `matrix` n × k; `vector` k; `result` n.
    public static func multiply(
        _ matrix: UnsafeBufferPointer<Float>, by vector: UnsafeBufferPointer<Float>,
        into result: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(matrix.count == vector.count * result.count)
        guard !matrix.isEmpty else { return result.update(repeating: 0) }
        cblas_sgemv(
            CblasRowMajor, CblasNoTrans, CInt(result.count), CInt(vector.count), 1, matrix.baseAddress,
            CInt(vector.count), vector.baseAddress, 1, 0, result.baseAddress, 1)
    }

    /// result = left · rightᵀ: every row of one with every row of the other.
    ///
    /// - Shapes: `left` m × k; `right` n × k; `result` m × n.
    public static func multiply(
        _ left: UnsafeBufferPointer<Float>, byRowsOf right: UnsafeBufferPointer<Float>, columns: Int,
        into result: UnsafeMutableBufferPointer<Float>
    ) {
        guard !left.isEmpty, !right.isEmpty else { return result.update(repeating: 0) }
        let (rows, others) = (left.count / columns, right.count / columns)
        precondition(result.count == rows * others && left.count == rows * columns && right.count == others * columns)
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, CInt(rows), CInt(others), CInt(columns), 1, left.baseAddress,
            CInt(columns), right.baseAddress, CInt(columns), 0, result.baseAddress, CInt(others))
    }

    /// result += matrixᵀ · vector.
    ///
    /// - Shapes: `matrix` n × k; `vector` n; `result` k.
    public static func addTransposed(
        _ matrix: UnsafeBufferPointer<Float>, by vector: UnsafeBufferPointer<Float>,
        to result: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(matrix.count == vector.count * result.count)
        guard !matrix.isEmpty else { return }
        cblas_sgemv(
            CblasRowMajor, CblasTrans, CInt(vector.count), CInt(result.count), 1, matrix.baseAddress,
            CInt(result.count), vector.baseAddress, 1, 1, result.baseAddress, 1)
    }

    /// result = symmetric · vector, from the upper triangle.
    public static func multiply(
        symmetric: UnsafeBufferPointer<Float>, by vector: UnsafeBufferPointer<Float>,
        into result: UnsafeMutableBufferPointer<Float>
    ) {
        let size = CInt(vector.count)
        precondition(symmetric.count == vector.count * vector.count && result.count == vector.count)
        cblas_ssymv(
            CblasRowMajor, CblasUpper, size, 1, symmetric.baseAddress, size, vector.baseAddress, 1, 0,
            result.baseAddress, 1)
    }

    /// The inner product of two vectors of one length.
    public static func dot(_ left: UnsafeBufferPointer<Float>, _ right: UnsafeBufferPointer<Float>) -> Float {
        precondition(left.count == right.count)
        return cblas_sdot(CInt(left.count), left.baseAddress, 1, right.baseAddress, 1)
    }

    /// target += scale · source.
    public static func add(
        _ source: UnsafeBufferPointer<Float>, scaledBy scale: Float, to target: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(source.count == target.count)
        cblas_saxpy(CInt(source.count), scale, source.baseAddress, 1, target.baseAddress, 1)
    }

    /// Solves system · x = right for a symmetric positive definite system, by Cholesky factorisation.
    ///
    /// `system` is overwritten with its factor and `right` with x; of both nothing can be said after a failure.
    ///
    /// - Returns: false when the system is not positive definite.
    /// - Complexity: O(k³ / 3).
    public static func solve(
        positiveDefinite system: UnsafeMutableBufferPointer<Float>, right: UnsafeMutableBufferPointer<Float>
    ) -> Bool {
        var size = CInt(right.count)
        var columns: CInt = 1
        var info: CInt = 0
        precondition(system.count == right.count * right.count)
        // LAPACK is column-major: our upper triangle is its lower one.
        spotrf_("L", &size, system.baseAddress, &size, &info)
        guard info == 0 else { return false }
        spotrs_("L", &size, &columns, system.baseAddress, &size, right.baseAddress, &size, &info)
        return info == 0
    }
}
