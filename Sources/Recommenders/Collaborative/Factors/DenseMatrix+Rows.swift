// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension DenseMatrix {
    /// ‖row‖ of each row.
    var rowLengths: SharedArray<Float> {
        SharedArray((0..<rowCount).map { row in withRow(row) { LinearAlgebra.dot($0, $0).squareRoot() } })
    }

    /// The inner product of every row with the vector.
    func products(with vector: UnsafeBufferPointer<Float>) -> [Float] {
        [Float](unsafeUninitializedCapacity: rowCount) { products, count in
            let results = UnsafeMutableBufferPointer(rebasing: products[..<rowCount])
            elements.withUnsafeBuffer { LinearAlgebra.multiply($0, by: vector, into: results) }
            count = rowCount
        }
    }
}

extension DenseMatrix {
    /// Adds the cosine of every row with the vector, nothing for a row without a length.
    func addCosines(
        with vector: UnsafeBufferPointer<Float>, lengths: SharedArray<Float>, to board: inout Scoreboard
    ) {
        let length = LinearAlgebra.dot(vector, vector).squareRoot()
        guard length > 0 else { return }
        var cosines = products(with: vector)
        for row in 0..<rowCount {
            cosines[row] = lengths[row] > 0 ? cosines[row] / (length * lengths[row]) : -0.0  // adds nothing
        }
        cosines.withUnsafeBufferPointer { board.addAll($0) }
    }
}
