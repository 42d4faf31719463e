// SPDX-License-Identifier: Apache-2.0

/// A small symmetric positive definite matrix taken apart as L · Lᵀ, in double precision.
///
/// Written out, not LAPACK's, because a failure must name the column that the ones before it already explain.
///
/// - Shapes: k × k, row-major; of the argument the upper triangle is read.
/// - Complexity: O(k³ / 3); k is a few dozen attributes.
struct CholeskyFactor {
    private let size: Int
    private var lower: [Double]

    /// The column that is no more than a mix of those before it.
    struct Dependent: Error {
        var column: Int
    }

    /// Takes the matrix apart.
    ///
    /// - Parameter tolerance: a pivot below that part of its diagonal element counts as none.
    /// - Throws: the first column without a pivot.
    init(_ upper: [Double], size: Int, tolerance: Double = 1e-11) throws(Dependent) {
        self.size = size
        lower = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var sum = upper[column * size + row]
                for place in 0..<column { sum -= lower[row * size + place] * lower[column * size + place] }
                if column < row {
                    lower[row * size + column] = sum / lower[column * size + column]
                } else {
                    guard sum > tolerance * upper[row * size + row], sum.isFinite else {
                        throw Dependent(column: row)
                    }
                    lower[row * size + row] = sum.squareRoot()
                }
            }
        }
    }

    /// x with L · Lᵀ · x = right.
    func solve(_ right: [Double]) -> [Double] {
        var x = right
        for row in 0..<size {
            for place in 0..<row { x[row] -= lower[row * size + place] * x[place] }
            x[row] /= lower[row * size + row]
        }
        for row in (0..<size).reversed() {
            for place in (row + 1)..<max(size, row + 1) { x[row] -= lower[place * size + row] * x[place] }
            x[row] /= lower[row * size + row]
        }
        return x
    }

    /// The column of the smallest pivot, if that is below `floor`.
    func smallestPivot(below floor: Double) -> Int? {
        let pivots = (0..<size).map { lower[$0 * size + $0] * lower[$0 * size + $0] }
        guard let column = pivots.indices.min(by: { pivots[$0] < pivots[$1] }), pivots[column] < floor else {
            return nil
        }
        return column
    }

    /// The whole inverse, row-major.
    var inverse: [Double] {
        var result = [Double](repeating: 0, count: size * size)
        for column in 0..<size {
            var unit = [Double](repeating: 0, count: size)
            unit[column] = 1
            for (row, value) in solve(unit).enumerated() { result[row * size + column] = value }
        }
        return result
    }
}
