// SPDX-License-Identifier: Apache-2.0

extension DenseMatrix {
    /// matrixᵀ · matrix, upper triangle; the same bytes with any number of threads.
    ///
    /// - Shapes: columns × columns.
    /// - Complexity: O(rows · columns²); memory columns² numbers for every 4,096 rows.
    public func gram(threads: Int) -> [Float] {
        let size = columnCount * columnCount
        let parts = parallelMap(rowCount, threads: threads, chunk: 4_096, scratch: {}) { rows, _ in
            SharedArray<Float>(count: size) { part in
                part.initialize(repeating: 0)
                withRows(rows) { LinearAlgebra.addGram(of: $0, columns: columnCount, to: part) }
            }
        }
        var sum = [Float](repeating: 0, count: size)
        for part in parts { for position in 0..<size { sum[position] += part[position] } }
        return sum
    }

    /// matrix · otherᵀ: every row with every row of `other`.
    ///
    /// - Shapes: `other` m × columns, row after row; the result rows × m.
    public func multiplied(byRowsOf other: [Float], threads: Int) -> DenseMatrix {
        guard columnCount > 0 else { return DenseMatrix(SharedArray([]), rowCount: rowCount, columnCount: 0) }
        let count = other.count / columnCount
        let elements = SharedArray<Float>(count: rowCount * count) { memory in
            nonisolated(unsafe) let memory = memory  // each row is written by the one thread that took its chunk
            _ = parallelMap(rowCount, threads: threads, chunk: 512, scratch: {}) { rows, _ in
                let part = memory[(rows.lowerBound * count)..<(rows.upperBound * count)]
                withRows(rows) { block in
                    other.withUnsafeBufferPointer {
                        LinearAlgebra.multiply(
                            block, byRowsOf: $0, columns: columnCount, into: UnsafeMutableBufferPointer(rebasing: part))
                    }
                }
            }
        }
        return DenseMatrix(elements, rowCount: rowCount, columnCount: count)
    }

    /// Neighbouring rows as one run of memory, valid inside the closure only.
    public func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows outside the matrix")
        return elements.withUnsafeBuffer {
            body(UnsafeBufferPointer(rebasing: $0[(rows.lowerBound * columnCount)..<(rows.upperBound * columnCount)]))
        }
    }
}

extension SparseMatrix {
    /// matrix · dense, its rows shared by the threads.
    ///
    /// - Shapes: `dense` columns × k; the result rows × k.
    /// - Complexity: O(entries · k).
    public func multiplied(by dense: DenseMatrix, threads: Int) -> DenseMatrix {
        precondition(dense.rowCount == columnCount, "\(columnCount) columns times \(dense.rowCount) rows")
        return DenseMatrix(
            rowCount: rowCount, columnCount: dense.columnCount, threads: threads, scratch: {},
            fill: { row, target, _ in
                target.update(repeating: 0)
                for position in range(ofRow: row) {
                    dense.withRow(Int(columns[position])) {
                        LinearAlgebra.add($0, scaledBy: values[position], to: target)
                    }
                }
            })
    }
}
