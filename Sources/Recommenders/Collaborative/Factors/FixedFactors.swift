// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// One side's factors, held fixed while the other side's are solved, turned so that their Gram matrix is diagonal.
///
/// Scores x·y do not change when both sides are turned by one orthogonal matrix Q. With the eigenvectors of YᵀY as Q,
/// every user's system w₀YᵀY + λI + Σ α w y yᵀ is a diagonal and one term for each of the user's items: the part that
/// is dense and shared by all costs k per user instead of k², and the diagonal is a good preconditioner.
///
/// - Shapes: `factors` rows × k; `spectrum` k; `basis` k × k, an eigenvector a row; `multipliers` rows, or none.
struct FixedFactors: Sendable {
    /// Y Q, every row times its multiplier.
    let factors: DenseMatrix
    /// w₀ times the eigenvalues of YᵀY, descending, none negative.
    let spectrum: SharedArray<Float>
    /// Qᵀ.
    let basis: SharedArray<Float>
    /// What the rows were multiplied by after the spectrum was taken, so that they give the scores wanted; empty where
    /// all are 1, as in training.
    let multipliers: SharedArray<Float>

    /// Factors that were turned before.
    init(factors: DenseMatrix, spectrum: SharedArray<Float>, multipliers: SharedArray<Float>) {
        self.init(factors: factors, spectrum: spectrum, multipliers: multipliers, basis: SharedArray([]))
    }

    /// Turns the factors.
    ///
    /// What rounding leaves of an eigenvalue 0 is made 0 again, so that a system without a unique solution shows.
    ///
    /// - Throws: `notPositiveDefinite` when the factors are no finite numbers.
    /// - Complexity: O(rows · k² + k³).
    init(turning matrix: DenseMatrix, unobservedWeight: Float, threads: Int) throws(RecommenderError) {
        let size = matrix.columnCount
        let gram = [Float](unsafeUninitializedCapacity: size * size) { gram, count in
            matrix.setGram(UnsafeMutableBufferPointer(rebasing: gram[..<(size * size)]), threads: threads)
            count = size * size
        }
        guard let eigen = SymmetricEigenvectors(gram, size: size), let largest = eigen.values.first else {
            throw RecommenderError(
                .notPositiveDefinite, "factors became too large to compute with; raise “regularization”")
        }
        let noise = largest * Float(size) * .ulpOfOne
        spectrum = SharedArray(eigen.values.map { $0 > noise ? unobservedWeight * $0 : 0 })
        basis = SharedArray(eigen.vectors)
        factors = matrix.turned(by: basis, threads: threads)
        multipliers = SharedArray([])
    }

    /// What that row was multiplied by.
    func multiplier(ofRow row: Int) -> Float { multipliers.count == 0 ? 1 : multipliers[row] }

    /// The same with rows that give each score multiplied.
    func multiplied(by multipliers: SharedArray<Float>, threads: Int) -> FixedFactors {
        guard multipliers.count > 0 else { return self }
        let rows = DenseMatrix(
            rowCount: factors.rowCount, columnCount: factors.columnCount, threads: threads, scratch: {},
            fill: { row, target, _ in
                factors.withRow(row) { source in
                    for column in 0..<source.count { target[column] = source[column] * multipliers[row] }
                }
            })
        return FixedFactors(factors: rows, spectrum: spectrum, multipliers: multipliers, basis: basis)
    }

    /// The same with that many times the spectrum.
    func weighted(by weight: Float) -> FixedFactors {
        FixedFactors(
            factors: factors, spectrum: SharedArray((0..<spectrum.count).map { weight * spectrum[$0] }),
            multipliers: multipliers, basis: basis)
    }

    private init(
        factors: DenseMatrix, spectrum: SharedArray<Float>, multipliers: SharedArray<Float>, basis: SharedArray<Float>
    ) {
        self.factors = factors
        self.spectrum = spectrum
        self.multipliers = multipliers
        self.basis = basis
    }
}

extension DenseMatrix {
    /// gram = matrixᵀ · matrix, upper triangle; the same for any number of threads, since the blocks are fixed and added
    /// in order.
    fileprivate func setGram(_ gram: UnsafeMutableBufferPointer<Float>, threads: Int) {
        let size = columnCount
        let parts = parallelMap(rowCount, threads: threads, chunk: 16_384, scratch: {}) { rows, _ in
            SharedArray<Float>(count: size * size) { part in
                part.initialize(repeating: 0)
                withRows(rows) { LinearAlgebra.addGram(of: $0, columns: size, to: part) }
            }
        }
        gram.initialize(repeating: 0)
        for part in parts {
            part.withUnsafeBuffer { LinearAlgebra.add($0, scaledBy: 1, to: gram) }
        }
    }

    /// matrix · Q, with Qᵀ row after row.
    func turned(by basis: SharedArray<Float>, threads: Int) -> DenseMatrix {
        DenseMatrix(rowCount: rowCount, columnCount: columnCount, threads: threads, scratch: {}) { rows, turned, _ in
            turn(rows, by: basis, into: turned)
        }
    }

    /// The same for some rows.
    func turn(_ rows: Range<Int>, by basis: SharedArray<Float>, into turned: UnsafeMutableBufferPointer<Float>) {
        basis.withUnsafeBuffer { basis in
            withRows(rows) { LinearAlgebra.multiply($0, byRowsOf: basis, columns: columnCount, into: turned) }
        }
    }

    private func withRows(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) -> Void) {
        elements.withUnsafeBuffer { elements in
            body(
                UnsafeBufferPointer(
                    rebasing: elements[(rows.lowerBound * columnCount)..<(rows.upperBound * columnCount)]))
        }
    }
}
