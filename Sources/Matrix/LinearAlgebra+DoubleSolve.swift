// SPDX-License-Identifier: Apache-2.0

private import COpenBLAS

extension LinearAlgebra {
    /// Solves system · x = right for a symmetric positive definite system, by Cholesky factorisation, in double precision.
    ///
    /// `system` is overwritten with its factor and `right` with x; of both nothing can be said after a failure.
    ///
    /// - Shapes: `system` k × k, the upper triangle; `right` n × k, each row a right-hand side.
    /// - Returns: false when the system is not positive definite.
    /// - Complexity: O(k³ / 3 + n · k²).
    public static func solve(
        positiveDefinite system: UnsafeMutableBufferPointer<Double>, size: Int,
        right: UnsafeMutableBufferPointer<Double>
    ) -> Bool {
        precondition(system.count == size * size && (size == 0 || right.count.isMultiple(of: size)))
        guard size > 0 else { return true }
        var (order, columns, info) = (CInt(size), CInt(right.count / size), CInt(0))
        // LAPACK is column-major: our upper triangle is its lower one, and our rows are its columns.
        dpotrf_("L", &order, system.baseAddress, &order, &info)
        guard info == 0 else { return false }
        dpotrs_("L", &order, &columns, system.baseAddress, &order, right.baseAddress, &order, &info)
        return info == 0
    }
}
