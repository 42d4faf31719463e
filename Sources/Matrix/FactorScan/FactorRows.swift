// SPDX-License-Identifier: Apache-2.0

/// The rows of a matrix as what vectors are multiplied with, with a bias each where there are any, or divided by a number
/// each: y · x + b, or y · x / d.
public struct FactorRows: Sendable {
    /// The rows, without their biases.
    public let matrix: DenseMatrix
    /// One number a row.
    public let biases: SharedArray<Float>?
    /// What each row's product is divided by.
    public let divisors: SharedArray<Float>?

    /// Rows, with or without biases.
    public init(_ matrix: DenseMatrix, biases: SharedArray<Float>? = nil) {
        precondition(biases == nil || biases?.count == matrix.rowCount, "biases for another number of rows")
        (self.matrix, self.biases, divisors) = (matrix, biases, nil)
    }

    /// Rows divided by their lengths, so that products with vectors of length 1 are cosines; a row of length 0 has none.
    public init(_ matrix: DenseMatrix, dividedBy lengths: SharedArray<Float>) {
        precondition(lengths.count == matrix.rowCount, "lengths for another number of rows")
        (self.matrix, biases, divisors) = (matrix, nil, lengths)
    }

    /// Number of rows.
    public var count: Int { matrix.rowCount }
    /// Number of columns, that of the biases included.
    public var columnCount: Int { matrix.columnCount + (biases == nil ? 0 : 1) }

    /// ‖y‖, of the bias too, or divided; not a number when an element is not one.
    func length(of row: Int) -> Double {
        if divisors != nil { return CompressedVector.length(of: elements(of: row)) }
        let bias = biases.map { Double($0[row]) } ?? 0
        return matrix.withRow(row) { $0.reduce(bias * bias) { $0 + Double($1) * Double($1) } }.squareRoot()
    }

    /// The row with its bias at the end, or divided; nothing but zeros where d is 0.
    func elements(of row: Int) -> [Float] {
        if let divisor = divisors?[row] {
            return matrix.withRow(row) { row in row.map { divisor > 0 ? $0 / divisor : 0 } }
        }
        return matrix.withRow(row) { Array($0) } + (biases.map { [$0[row]] } ?? [])
    }
}

extension FactorRows {
    /// The rows where they lie, for loops that would otherwise count references once a row.
    struct View {
        let elements: UnsafeBufferPointer<Float>
        let biases: UnsafeBufferPointer<Float>?
        let divisors: UnsafeBufferPointer<Float>?
        let columnCount: Int

        subscript(row: Int) -> UnsafeBufferPointer<Float> {
            UnsafeBufferPointer(rebasing: elements[(row * columnCount)..<((row + 1) * columnCount)])
        }

        /// y · x + b or y · x / d, the product by `LinearAlgebra.dot`; not a number where d is 0.
        func score(_ row: Int, with vector: UnsafeBufferPointer<Float>) -> Float {
            let product = LinearAlgebra.dot(self[row], vector)
            if let divisor = divisors?[row] { return divisor > 0 ? product / divisor : .nan }
            return biases.map { product + $0[row] } ?? product
        }
    }

    private static let none = SharedArray<Float>([])

    /// Lends the rows.
    func withView<Result>(_ body: (View) -> Result) -> Result {
        matrix.elements.withUnsafeBuffer { elements in
            // What is not there is an empty run, lent all the same.
            (biases ?? Self.none).withUnsafeBuffer { biases in
                (divisors ?? Self.none).withUnsafeBuffer { divisors in
                    body(
                        View(
                            elements: elements, biases: self.biases == nil ? nil : biases,
                            divisors: self.divisors == nil ? nil : divisors, columnCount: matrix.columnCount))
                }
            }
        }
    }
}
