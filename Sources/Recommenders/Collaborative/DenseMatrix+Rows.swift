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
