// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@Suite struct ParallelTests {
    @Test(arguments: [0, 1, 7, 64, 1_000], [1, 2, 5])
    func `every piece is done once and the results come in order`(count: Int, threads: Int) {
        let parts = parallelMap(count, threads: threads, chunk: 7, scratch: {}) { range, _ in Array(range) }
        #expect(parts.flatMap { $0 } == Array(0..<count))
    }

    @Test func `each thread keeps its own scratch memory from chunk to chunk`() {
        let counts = parallelMap(100, threads: 1, chunk: 10, scratch: { 0 }) { range, total in
            total += range.count
            return total
        }
        #expect(counts == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    }

    @Test func `a dense matrix is filled row by row`() {
        let matrix = DenseMatrix(rowCount: 100, columnCount: 3, threads: 2, scratch: {}) { row, memory, _ in
            for column in 0..<3 { memory[column] = Float(row * 3 + column) }
        }
        #expect(matrix.elements.array == (0..<300).map(Float.init))
    }
}
