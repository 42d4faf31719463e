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

    /// Long rows, many repeats, rows without an entry: what the parts of a parallel sort can get wrong.
    private func skewed(seed: UInt64) -> SparseEntries {
        var generator = SeededGenerator(seed: seed)
        var entries = SparseEntries(rowCount: 40, columnCount: 300)
        for _ in 0..<5_000 {
            let row = min(Int.random(in: 0..<40, using: &generator), Int.random(in: 0..<40, using: &generator)) & ~1
            entries.append(
                row: UInt32(row), column: UInt32.random(in: 0..<300, using: &generator),
                value: Float.random(in: -1..<1, using: &generator))
        }
        return entries
    }

    @Test(arguments: 0..<5) func `any number of threads gives the same bytes`(seed: UInt64) {
        let entries = skewed(seed: seed)
        let plain = SparseMatrix(entries, keeping: { $0 > 0 })
        let turned = plain.transposed()
        #expect(plain.entryCount > 1_000)
        for threads in [2, 3, 8] {
            let matrix = SparseMatrix(entries, threads: threads, keeping: { $0 > 0 })
            #expect(matrix.offsets.array == plain.offsets.array && matrix.columns.array == plain.columns.array)
            #expect(matrix.values.array.map(\.bitPattern) == plain.values.array.map(\.bitPattern))
            let other = matrix.transposed(threads: threads)
            #expect(other.offsets.array == turned.offsets.array && other.columns.array == turned.columns.array)
            #expect(other.values.array.map(\.bitPattern) == turned.values.array.map(\.bitPattern))
        }
    }

    @Test(arguments: 0..<5) func `repeats are added up in the order they came`(seed: UInt64) {
        let entries = skewed(seed: seed)
        var sums: [SIMD2<UInt32>: Float] = [:]
        for position in 0..<entries.count {
            let entry = entries.entry(at: position)
            sums[[entries.row(at: position) ?? 0, entry.column], default: 0] += entry.value
        }
        let matrix = SparseMatrix(entries, threads: 2)
        #expect(matrix.entryCount == sums.count)
        for row in 0..<matrix.rowCount {
            for position in matrix.range(ofRow: row) {
                #expect(matrix.values[position] == sums[[UInt32(row), matrix.columns[position]]])
            }
        }
    }

    @Test func `most of a large matrix may be refused without harm to the rest`() {
        var entries = SparseEntries(rowCount: 3, columnCount: 50_000)
        for column in 0..<50_000 { entries.append(row: 1, column: UInt32(column), value: column < 10 ? 1 : -1) }
        let matrix = SparseMatrix(entries, keeping: { $0 > 0 })
        #expect(matrix.offsets.array == [0, 0, 10, 10])
        #expect(matrix.columns.array == Array(0..<10) && matrix.values.array == [Float](repeating: 1, count: 10))
    }
}
