// SPDX-License-Identifier: Apache-2.0

/// The rows of a matrix as what vectors are multiplied with, with a bias each where there are any: y · x + b.
public struct FactorRows: Sendable {
    /// The rows, without their biases.
    public let matrix: DenseMatrix
    /// One number a row.
    public let biases: SharedArray<Float>?

    /// Rows, with or without biases.
    public init(_ matrix: DenseMatrix, biases: SharedArray<Float>? = nil) {
        precondition(biases == nil || biases?.count == matrix.rowCount, "biases for another number of rows")
        self.matrix = matrix
        self.biases = biases
    }

    /// Number of rows.
    public var count: Int { matrix.rowCount }
    /// Number of columns, that of the biases included.
    public var columnCount: Int { matrix.columnCount + (biases == nil ? 0 : 1) }

    /// ‖y‖, of the bias too; not a number when an element is not one.
    func length(of row: Int) -> Double {
        let bias = biases.map { Double($0[row]) } ?? 0
        return matrix.withRow(row) { $0.reduce(bias * bias) { $0 + Double($1) * Double($1) } }.squareRoot()
    }

    /// The row with its bias at the end.
    func elements(of row: Int) -> [Float] {
        matrix.withRow(row) { Array($0) } + (biases.map { [$0[row]] } ?? [])
    }
}

extension FactorRows {
    /// The rows where they lie, for loops that would otherwise count references once a row.
    struct View {
        let elements: UnsafeBufferPointer<Float>
        let biases: UnsafeBufferPointer<Float>?
        let columnCount: Int

        subscript(row: Int) -> UnsafeBufferPointer<Float> {
            UnsafeBufferPointer(rebasing: elements[(row * columnCount)..<((row + 1) * columnCount)])
        }

        /// y · x + b, the product by `LinearAlgebra.dot`.
        func score(_ row: Int, with vector: UnsafeBufferPointer<Float>) -> Float {
            let product = LinearAlgebra.dot(self[row], vector)
            return biases.map { product + $0[row] } ?? product
        }
    }

    /// Lends the rows.
    func withView<Result>(_ body: (View) -> Result) -> Result {
        matrix.elements.withUnsafeBuffer { elements in
            guard let biases else {
                return body(View(elements: elements, biases: nil, columnCount: matrix.columnCount))
            }
            return biases.withUnsafeBuffer {
                body(View(elements: elements, biases: $0, columnCount: matrix.columnCount))
            }
        }
    }
}
