// SPDX-License-Identifier: Apache-2.0

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
        var vectors = matrix
        let values = vectors.withUnsafeMutableBufferPointer { LinearAlgebra.diagonalize(symmetric: $0, size: size) }
        guard !values.isEmpty else { return nil }
        self.values = values.reversed()
        self.vectors = (0..<size).reversed().flatMap { vectors[($0 * size)..<(($0 + 1) * size)] }
    }
}
