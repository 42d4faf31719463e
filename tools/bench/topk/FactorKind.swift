// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Matrix

/// Invented factors.
enum FactorKind: String, CaseIterable, ExpressibleByArgument {
    /// Every element normal, so that no row stands out.
    case normal
    /// Rows about a thousand centres, later columns smaller, lengths falling with a power of the row's rank.
    case skewed

    func matrix(rows: Int, columns: Int, using generator: inout SeededGenerator) -> DenseMatrix {
        let centreCount = 1_000
        let centres = (0..<centreCount * columns).map { _ in normal(using: &generator) }
        let spread = (0..<columns).map { column in self == .normal ? 1 : 1 / Float(1 + column).squareRoot() }
        let elements = SharedArray<Float>(count: rows * columns) { elements in
            for row in 0..<rows {
                let centre = Int.random(in: 0..<centreCount, using: &generator) * columns
                let length = length(using: &generator)
                for column in 0..<columns {
                    let own = normal(using: &generator)
                    let element = self == .normal ? own : centres[centre + column] + 0.5 * own
                    elements[row * columns + column] = length * spread[column] * element
                }
            }
        }
        return DenseMatrix(elements, rowCount: rows, columnCount: columns)
    }

    /// The length of a row: for `skewed`, the fourth root of 1 / rank, for a rank drawn evenly, as of items in no order of popularity.
    private func length(using generator: inout SeededGenerator) -> Float {
        if self == .normal { return 1 }
        return 1 / Float.random(in: 1e-6..<1, using: &generator).squareRoot().squareRoot()
    }

    /// A vector to ask with: normal, or the sum of ten rows, as what a user's items make of them.
    func query(of matrix: DenseMatrix, using generator: inout SeededGenerator) -> [Float] {
        if self == .normal { return (0..<matrix.columnCount).map { _ in normal(using: &generator) } }
        var sum = [Float](repeating: 0, count: matrix.columnCount)
        for _ in 0..<10 {
            matrix.withRow(Int.random(in: 0..<matrix.rowCount, using: &generator)) { row in
                for (column, element) in row.enumerated() { sum[column] += element }
            }
        }
        return sum
    }

    /// Close enough to normal: the sum of four even numbers, at unit variance.
    private func normal(using generator: inout SeededGenerator) -> Float {
        let bits = generator.next()
        let sum = (0..<4).reduce(Float(0)) { $0 + Float((bits >> (16 * $1)) & 0xFFFF) }
        return (sum / 65_535 - 2) * 1.732_051
    }
}
