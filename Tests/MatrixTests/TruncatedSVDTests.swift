// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@Suite struct TruncatedSVDTests {
    private func random(_ rows: Int, _ columns: Int, rank: Int? = nil, seed: UInt64) -> [[Double]] {
        var generator = SeededGenerator(seed: seed)
        func block(_ rows: Int, _ columns: Int) -> [[Double]] {
            (0..<rows).map { _ in (0..<columns).map { _ in Double.random(in: -1...1, using: &generator) } }
        }
        guard let rank else {
            return block(rows, columns).map { $0.map { abs($0) < 0.5 ? 0 : $0 } }
        }
        let (left, right) = (block(rows, rank), block(rank, columns))
        return left.map { row in
            (0..<columns).map { column in (0..<rank).reduce(0) { $0 + row[$1] * right[$1][column] } }
        }
    }

    private func sparse(_ dense: [[Double]], columns: Int) -> SparseMatrix {
        var entries = SparseEntries(rowCount: dense.count, columnCount: columns)
        for (row, values) in dense.enumerated() {
            for (column, value) in values.enumerated() where value != 0 {
                entries.append(row: UInt32(row), column: UInt32(column), value: Float(value))
            }
        }
        return SparseMatrix(entries)
    }

    /// AᵀA by its definition.
    private func gram(_ dense: [[Double]], columns: Int) -> [[Double]] {
        (0..<columns).map { one in
            (0..<columns).map { other in dense.reduce(0) { $0 + $1[one] * $1[other] } }
        }
    }

    /// All eigenvalues of a symmetric matrix, descending: Jacobi's rotations until nothing is left beside the diagonal.
    private func eigenvalues(_ matrix: [[Double]]) -> [Double] {
        var matrix = matrix
        for _ in 0..<60 {
            for p in matrix.indices {
                for q in (p + 1)..<max(p + 1, matrix.count) where abs(matrix[p][q]) > 1e-12 {
                    let angle = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
                    let tangent = (angle < 0 ? -1 : 1) / (abs(angle) + (angle * angle + 1).squareRoot())
                    let cosine = 1 / (tangent * tangent + 1).squareRoot()
                    let sine = tangent * cosine
                    for k in matrix.indices {
                        let (first, second) = (matrix[k][p], matrix[k][q])
                        (matrix[k][p], matrix[k][q]) = (cosine * first - sine * second, sine * first + cosine * second)
                    }
                    for k in matrix.indices {
                        let (first, second) = (matrix[p][k], matrix[q][k])
                        (matrix[p][k], matrix[q][k]) = (cosine * first - sine * second, sine * first + cosine * second)
                    }
                }
            }
        }
        return matrix.indices.map { matrix[$0][$0] }.sorted(by: >)
    }

    private func decompose(_ dense: [[Double]], columns: Int, factors: Int, threads: Int = 1) -> TruncatedSVD.Result {
        let matrix = sparse(dense, columns: columns)
        var decomposition = TruncatedSVD(factors: factors)
        decomposition.threadCount = threads
        decomposition.iterations = 12
        return decomposition.decompose(matrix, transposed: matrix.transposed())
    }

    @Test(arguments: [(30, 20, 5), (20, 30, 5), (12, 12, 12), (40, 7, 7), (30, 25, 90), (1, 9, 3), (9, 1, 3)])
    func `values and vectors are those of the dense decomposition`(rows: Int, columns: Int, factors: Int) {
        let dense = random(rows, columns, seed: UInt64(rows * columns))
        let result = decompose(dense, columns: columns, factors: factors)
        let (gram, expected) = (gram(dense, columns: columns), eigenvalues(gram(dense, columns: columns)))
        #expect(result.values.count == min(factors, rows, columns))
        for (factor, value) in result.values.enumerated() {
            #expect(abs(Double(value * value) - expected[factor]) < 1e-3 * expected[0])
            // AᵀA v = σ² v, and the vectors are orthonormal.
            let vector = (0..<columns).map { row in Double(result.vectors.withRow(row) { $0[factor] }) }
            for row in 0..<columns {
                let image = (0..<columns).reduce(0) { $0 + gram[row][$1] * vector[$1] }
                #expect(abs(image - expected[factor] * vector[row]) < 5e-3 * expected[0])
            }
            for other in 0...factor {
                let product = (0..<columns).reduce(0.0) { sum, row in
                    sum + vector[row] * Double(result.vectors.withRow(row) { $0[other] })
                }
                #expect(abs(product - (other == factor ? 1 : 0)) < 1e-3)
            }
        }
    }

    @Test func `a matrix of low rank has as many vectors as its rank, an empty one none`() {
        #expect(decompose(random(30, 20, rank: 4, seed: 8), columns: 20, factors: 9).values.count == 4)
        let empty = decompose([[0, 0], [0, 0]], columns: 2, factors: 2)
        #expect(empty.values.isEmpty && empty.vectors.rowCount == 2 && empty.vectors.columnCount == 0)
    }

    @Test func `the same bytes come out with any number of threads`() {
        let dense = random(700, 90, seed: 4)
        let (one, two) = (
            decompose(dense, columns: 90, factors: 10), decompose(dense, columns: 90, factors: 10, threads: 3)
        )
        #expect(one.values == two.values && one.vectors.elements.array == two.vectors.elements.array)
    }
}
