// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

private func dense(_ matrix: SparseMatrix) -> [[Float]] {
    (0..<matrix.rowCount).map { row in
        var line = [Float](repeating: 0, count: matrix.columnCount)
        for position in matrix.range(ofRow: row) { line[Int(matrix.columns[position])] = matrix.values[position] }
        return line
    }
}

@Suite struct SparseMatrixTests {
    @Test(arguments: 0..<30) func `building adds repeats up and sorts each row`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let (rows, columns) = (Int.random(in: 1...20, using: &generator), Int.random(in: 1...20, using: &generator))
        var entries = SparseEntries(rowCount: rows, columnCount: columns)
        var expected = [[Float]](repeating: [Float](repeating: 0, count: columns), count: rows)
        for _ in 0..<Int.random(in: 0...200, using: &generator) {
            let (row, column) = (
                Int.random(in: 0..<rows, using: &generator), Int.random(in: 0..<columns, using: &generator)
            )
            let value = Float(Int.random(in: -3...5, using: &generator))
            entries.append(row: UInt32(row), column: UInt32(column), value: value)
            expected[row][column] += value
        }
        let matrix = SparseMatrix(entries, keeping: { $0 > 0 })
        #expect(dense(matrix) == expected.map { $0.map { max(0, $0) } })
        for row in 0..<rows {
            let line = matrix.range(ofRow: row).map { matrix.columns[$0] }
            #expect(line == Array(Set(line)).sorted())
        }
        #expect(matrix.values.array.allSatisfy { $0 > 0 })
    }

    @Test(arguments: 0..<20) func `transposing exchanges rows and columns, and twice gives the matrix back`(
        seed: UInt64
    ) {
        var generator = SeededGenerator(seed: seed)
        var entries = SparseEntries(rowCount: 7, columnCount: 11)
        for value in 1...30 {
            entries.append(
                row: UInt32.random(in: 0..<7, using: &generator), column: UInt32.random(in: 0..<11, using: &generator),
                value: Float(value))
        }
        let matrix = SparseMatrix(entries)
        let (plain, turned) = (dense(matrix), dense(matrix.transposed()))
        for row in 0..<7 { for column in 0..<11 { #expect(plain[row][column] == turned[column][row]) } }
        let back = matrix.transposed().transposed()
        #expect(back.offsets.array == matrix.offsets.array)
        #expect(back.columns.array == matrix.columns.array)
        #expect(back.values.array == matrix.values.array)
    }

    @Test func `a matrix without entries has empty rows`() {
        let matrix = SparseMatrix(SparseEntries(rowCount: 3, columnCount: 0))
        #expect(matrix.rowCount == 3)
        #expect(matrix.entryCount == 0)
        #expect(matrix.transposed().rowCount == 0)
    }
}
