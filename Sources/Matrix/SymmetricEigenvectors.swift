// SPDX-License-Identifier: Apache-2.0

private import COpenBLAS

/// The eigenvalues of a symmetric matrix, largest first, and their eigenvectors.
///
/// - Shapes: `values` n; `vectors` n × n, row f is the unit eigenvector of `values[f]`; its sign is LAPACK's choice.
public struct SymmetricEigenvectors: Sendable {
    /// The eigenvalues, descending.
    public let values: [Float]
    /// The eigenvectors, one a row.
    public let vectors: [Float]

    /// Decomposes a matrix of which the upper triangle is read.
    ///
    /// - Returns: nil when the iteration does not converge, which NaN and infinity bring about.
    /// - Complexity: O(n³) time, about 3 n² numbers of memory.
    public init?(_ matrix: [Float], size: Int) {
        precondition(matrix.count == size * size, "\(matrix.count) numbers for a square matrix of \(size)")
        guard size > 0, matrix.allSatisfy(\.isFinite) else { return nil }
        var (vectors, values) = (matrix, [Float](repeating: 0, count: size))
        var (order, info) = (CInt(size), CInt(0))
        // LAPACK's own bounds for its work space with eigenvectors.
        var workCount = CInt(1 + 6 * size + 2 * size * size)
        var indexCount = CInt(3 + 5 * size)
        var work = [Float](repeating: 0, count: Int(workCount))
        var indices = [CInt](repeating: 0, count: Int(indexCount))
        // LAPACK is column-major: our upper triangle is its lower one, its columns of eigenvectors our rows.
        ssyevd_("V", "L", &order, &vectors, &order, &values, &work, &workCount, &indices, &indexCount, &info)
        guard info == 0 else { return nil }
        self.values = values.reversed()
        self.vectors = (0..<size).reversed().flatMap { vectors[($0 * size)..<(($0 + 1) * size)] }
    }
}
