// SPDX-License-Identifier: Apache-2.0

extension LinearAlgebra {
    /// Replaces a symmetric positive definite matrix by its inverse, where it lies, on several threads.
    ///
    /// Block elimination after Gauss and Jordan (the sweep operator). With a block of rows K as pivot, D = A_KK and
    /// W = A_·K, every other element changes by
    ///
    ///     A_IJ ← A_IJ − (W_I D⁻¹) W_Jᵀ      A_IK ← W_I D⁻¹      A_KK ← −D⁻¹
    ///
    /// and when every block has been the pivot once, A holds −A⁻¹. One pivot is one rank-`tile` update of the lower
    /// triangle, so that nearly all of the work is one product of large matrices, whose rows the threads share.
    ///
    /// - Shapes: `matrix` size × size, row-major. Only the lower triangle (column ≤ row) is read; both are written.
    /// - Complexity: size³ multiply-adds / 2, as many as Cholesky's way; `scratchByteCount(size:threads:)` beside the
    ///   matrix. The bytes of the result do not depend on the number of threads.
    /// - Source: Beaton, "The Use of Special Matrix Operators in Statistical Calculus", 1964; stable for positive
    ///   definite matrices: Higham, "Accuracy and Stability of Numerical Algorithms", section 14.4.
    /// - Parameter progress: told what part of the pivots is done.
    /// - Returns: false when the matrix is not positive definite; of its elements nothing can be said then.
    public static func invert(
        positiveDefinite matrix: UnsafeMutableBufferPointer<Float>, size: Int, threads: Int,
        progress: (Double) -> Void = { _ in }
    ) -> Bool {
        precondition(matrix.count == size * size, "\(matrix.count) elements for \(size) rows")
        guard size > 0, let start = matrix.baseAddress else { return true }
        let sweep = SymmetricSweep(start, size: size, threads: threads)
        defer { sweep.deallocate() }
        for pivot in stride(from: 0, to: size, by: SymmetricSweep.tile) {
            guard sweep.eliminate(pivot..<min(pivot + SymmetricSweep.tile, size)) else { return false }
            progress(Double(pivot) / Double(size))
        }
        sweep.negateAndMirror()
        return true
    }

    /// Bytes that `invert(positiveDefinite:size:threads:)` needs beside the matrix.
    public static func inverseScratchByteCount(size: Int, threads: Int) -> Int {
        let tile = SymmetricSweep.tile
        // BLAS keeps packed panels of about 32 MB a thread.
        return 4 * tile * (size + tile) + threads * (4 * tile * tile + 32 << 20)
    }
}
