// SPDX-License-Identifier: Apache-2.0

/// The largest singular values of a sparse matrix and their right singular vectors, by randomised subspace iteration.
///
/// A random block Q of somewhat more columns than asked for is multiplied by A and Aᵀ in turn and made orthonormal after
/// each, which turns it towards the largest singular vectors; the eigenvectors of (AQ)ᵀAQ then are those of A within
/// the block. Singular values closer together than the iterations can tell apart come out mixed.
///
/// Singular values below about a thousandth of the largest cannot be told from 0 in single precision: fewer vectors than
/// asked for may come out.
///
/// - Complexity: O(iterations · (entries · l + (rows + columns) · l²)) for l = factors + oversampling; memory about
///   two blocks rows × l and two columns × l.
/// - Source: Halko, Martinsson, Tropp, "Finding Structure with Randomness", SIAM Review 2011, algorithm 4.4.
public struct TruncatedSVD: Sendable {
    /// How many singular vectors are wanted.
    public var factors: Int
    /// Columns of the block beyond those wanted: they take up what lies just behind.
    public var oversampling = 16
    /// How often the block is multiplied by A and Aᵀ.
    public var iterations = 5
    /// Where random numbers start.
    public var seed: UInt64 = 42
    /// Threads to work on; the result is the same with any number.
    public var threadCount = 1

    /// A decomposition into that many factors.
    public init(factors: Int) { self.factors = factors }

    /// Right singular vectors of a matrix.
    public struct Result: Sendable {
        /// Singular values, descending, all above 0.
        public let values: [Float]
        /// A's columns × values; column f belongs to `values[f]`.
        public let vectors: DenseMatrix
    }

    /// Decomposes A, given with its transpose.
    ///
    /// - Parameter progress: told the part that is done, from 0 to 1.
    public func decompose(
        _ matrix: SparseMatrix, transposed: SparseMatrix, progress: (Double) -> Void = { _ in }
    ) -> Result {
        let width = min(factors + oversampling, min(matrix.rowCount, matrix.columnCount))
        var block = randomBlock(rowCount: matrix.columnCount, columnCount: width)
        for iteration in 0..<max(1, iterations) {
            let image = orthonormal(matrix.multiplied(by: block, threads: threadCount))
            block = orthonormal(transposed.multiplied(by: image, threads: threadCount))
            progress(Double(iteration + 1) / Double(max(1, iterations) + 1))
        }
        block = orthonormal(block)  // once more: the first time leaves small columns a little oblique
        let gram = matrix.multiplied(by: block, threads: threadCount).gram(threads: threadCount)
        guard let eigen = SymmetricEigenvectors(gram, size: block.columnCount) else { return Self.nothing(matrix) }
        let rank = min(factors, Self.rank(eigen.values))
        let vectors = block.multiplied(
            byRowsOf: Array(eigen.vectors[..<(rank * block.columnCount)]), threads: threadCount)
        progress(1)
        return Result(values: eigen.values[..<rank].map { $0.squareRoot() }, vectors: vectors)
    }

    /// The same span with orthonormal columns, fewer if the columns depend on each other.
    ///
    /// With YᵀY = W Λ Wᵀ, the columns of Y W Λ^(−1/2) are orthonormal.
    ///
    /// - Source: Stathopoulos, Wu, "A Block Orthogonalization Procedure with Constant Synchronization Requirements",
    ///   SIAM J. Sci. Comput. 2002.
    private func orthonormal(_ block: DenseMatrix) -> DenseMatrix {
        let size = block.columnCount
        guard let eigen = SymmetricEigenvectors(block.gram(threads: threadCount), size: size) else {
            return DenseMatrix(SharedArray([]), rowCount: block.rowCount, columnCount: 0)
        }
        let rank = Self.rank(eigen.values)
        var rows = Array(eigen.vectors[..<(rank * size)])
        for position in rows.indices { rows[position] /= eigen.values[position / size].squareRoot() }
        return block.multiplied(byRowsOf: rows, threads: threadCount)
    }

    /// How many of the descending eigenvalues are more than rounding.
    private static func rank(_ values: [Float]) -> Int {
        let threshold = (values.first ?? 0) * 1e-6
        return values.firstIndex { !($0 > threshold) } ?? values.count
    }

    private static func nothing(_ matrix: SparseMatrix) -> Result {
        Result(values: [], vectors: DenseMatrix(SharedArray([]), rowCount: matrix.columnCount, columnCount: 0))
    }

    /// Numbers from −1 to 1, each row from a generator of its own.
    private func randomBlock(rowCount: Int, columnCount: Int) -> DenseMatrix {
        DenseMatrix(
            rowCount: rowCount, columnCount: columnCount, threads: threadCount, scratch: {},
            fill: { row, target, _ in
                var generator = SeededGenerator(seed: seed ^ (UInt64(row) &* 0xD1B5_4A32_D192_ED03))
                for column in 0..<columnCount { target[column] = Float.random(in: -1...1, using: &generator) }
            })
    }
}
