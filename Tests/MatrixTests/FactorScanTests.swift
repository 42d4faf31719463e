// SPDX-License-Identifier: Apache-2.0

import CKernels
import Matrix
import Testing

/// The scan of compressed rows against multiplying every row and sorting.
@Suite struct FactorScanTests {
    private static func plainBest(
        _ count: Int, of matrix: DenseMatrix, biases: [Float]? = nil, for vector: [Float],
        where accepts: (UInt32) -> Bool = { _ in true }
    ) -> [Scored] {
        let scores = (0..<matrix.rowCount).map { row in
            let product = matrix.withRow(row) { row in
                vector.withUnsafeBufferPointer { LinearAlgebra.dot(row, $0) }
            }
            return biases.map { product + $0[row] } ?? product
        }
        let all = scores.enumerated().map { Scored(item: UInt32($0.offset), score: $0.element) }
        return Array(all.filter { $0.score > -.infinity && accepts($0.item) }.sorted { $0.precedes($1) }.prefix(count))
    }

    private static func best(
        _ count: Int, of matrix: DenseMatrix, biases: [Float]? = nil, for vector: [Float],
        where accepts: (UInt32) -> Bool = { _ in true }
    ) -> [Scored] {
        let rows = FactorRows(matrix, biases: biases.map { SharedArray($0) })
        let scan = FactorScan(rows, CompressedRows(rows))
        return vector.withUnsafeBufferPointer { scan.best(count, for: $0, where: accepts) }
    }

    /// Bits, so that −0.0 is not +0.0.
    private static func bits(_ list: [Scored]) -> [[UInt32]] { list.map { [$0.item, $0.score.bitPattern] } }

    private static func matrix(rows: Int, columns: Int, _ element: (Int, Int) -> Float) -> DenseMatrix {
        let elements = (0..<rows * columns).map { element($0 / columns, $0 % columns) }
        return DenseMatrix(SharedArray(elements), rowCount: rows, columnCount: columns)
    }

    private static func normal(_ generator: inout SeededGenerator) -> Float {
        var sum: Float = -6
        for _ in 0..<12 { sum += Float.random(in: 0..<1, using: &generator) }
        return sum
    }

    /// What real and ill-meant factors look like, by number.
    private static func element(_ kind: Int, _ row: Int, _ generator: inout SeededGenerator) -> Float {
        let value = normal(&generator)
        switch kind {
        case 0: return value
        case 1: return value / Float(1 + row)  // a few long rows
        case 2: return row % 5 == 0 ? 0 : value
        case 3: return Float(Int.random(in: -1...1, using: &generator))  // many equal products
        case 4: return value * extremes[row % extremes.count]
        case 5: return Int.random(in: 0..<50, using: &generator) == 0 ? strangers[row % strangers.count] : value
        case 6: return value * (Int.random(in: 0..<50, using: &generator) == 0 ? 1_000 : 0.001)
        case 7: return 1 + value / 1_000_000  // products that differ in their last bits only
        default: return value * Float(row)  // ever longer rows: each one is looked at
        }
    }

    private static let extremes: [Float] = [1e20, 1e-20, 8 * .leastNonzeroMagnitude, 1, 1, 1, 1]
    private static let strangers: [Float] = [.nan, .infinity, -.infinity, -0.0]

    @Test(arguments: 0...8)
    func `the list is that of multiplying and sorting everything, bit for bit`(kind: Int) {
        var generator = SeededGenerator(seed: UInt64(kind) + 1)
        let widths = [1, 2, 3, 8, 16, 31, 64]
        for round in 0..<24 {
            let largest = round < 4 ? 20 : 1_400
            let rows = Int.random(in: 0...largest, using: &generator)
            let columns = widths[round % widths.count]
            let matrix = Self.matrix(rows: rows, columns: columns) { row, _ in Self.element(kind, row, &generator) }
            let vector = (0..<columns).map { _ in Self.element(round % 3 == 0 ? kind : 0, 1, &generator) }
            for count in [0, 1, 10, 100, 2_000] {
                let list = Self.best(count, of: matrix, for: vector)
                #expect(Self.bits(list) == Self.bits(Self.plainBest(count, of: matrix, for: vector)))
            }
        }
    }

    @Test func `vectors of every length are answered exactly`() {
        var generator = SeededGenerator(seed: 3)
        let matrix = Self.matrix(rows: 300, columns: 9) { _, _ in Self.normal(&generator) }
        let scales: [Float] = [
            0, .leastNonzeroMagnitude, 1e-30, 1e-13, 1e-11, 1, 1e14, 1e16, 1e30, 3e38, .infinity, .nan,
        ]
        for scale in scales {
            let vector = (0..<9).map { _ in Self.normal(&generator) * scale }
            #expect(
                Self.bits(Self.best(7, of: matrix, for: vector))
                    == Self.bits(Self.plainBest(7, of: matrix, for: vector)))
        }
    }

    @Test(arguments: 0...8)
    func `biases count as if they were added afterwards`(kind: Int) {
        var generator = SeededGenerator(seed: UInt64(kind) + 100)
        for round in 0..<6 {
            let columns = 1 + 3 * round
            let matrix = Self.matrix(rows: 700, columns: columns) { row, _ in Self.element(kind, row, &generator) }
            let biases = (0..<700).map { 3 * Self.element(kind, $0, &generator) }
            let vector = (0..<columns).map { _ in Self.normal(&generator) }
            for count in [1, 10, 800] {
                let list = Self.best(count, of: matrix, biases: biases, for: vector)
                #expect(Self.bits(list) == Self.bits(Self.plainBest(count, of: matrix, biases: biases, for: vector)))
            }
        }
    }

    @Test(arguments: 0...8)
    func `rows divided by their lengths are ranked by cosine`(kind: Int) {
        var generator = SeededGenerator(seed: UInt64(kind) + 200)
        for round in 0..<6 {
            let columns = 1 + 3 * round
            let matrix = Self.matrix(rows: 700, columns: columns) { row, _ in Self.element(kind, row, &generator) }
            let lengths = (0..<700).map { row in matrix.withRow(row) { LinearAlgebra.dot($0, $0).squareRoot() } }
            let rows = FactorRows(matrix, dividedBy: SharedArray(lengths))
            let scan = FactorScan(rows, CompressedRows(rows))
            let vector = (0..<columns).map { _ in Self.normal(&generator) }
            let products = Self.plainBest(700, of: matrix, for: vector)
            let cosines = products.filter { lengths[Int($0.item)] > 0 }.map {
                Scored(item: $0.item, score: $0.score / lengths[Int($0.item)])
            }.filter { $0.score > -.infinity }.sorted { $0.precedes($1) }
            for count in [1, 10, 800] {
                let list = vector.withUnsafeBufferPointer { scan.best(count, for: $0) }
                #expect(Self.bits(list) == Self.bits(Array(cosines.prefix(count))))
            }
        }
    }

    @Test func `long rows end the search early`() {
        var generator = SeededGenerator(seed: 12)
        let matrix = Self.matrix(rows: 20_000, columns: 8) { row, _ in
            Self.normal(&generator) * (row % 100 == 0 ? 1 : 0.001)
        }
        var asked: Set<UInt32> = []
        let list = Self.best(10, of: matrix, for: (0..<8).map { _ in Self.normal(&generator) }) { row in
            asked.insert(row)
            return true
        }
        #expect(list.allSatisfy { $0.item % 100 == 0 })
        #expect(asked.allSatisfy { $0 % 100 == 0 })
    }

    @Test func `what the filter refuses is replaced by the next best`() {
        var generator = SeededGenerator(seed: 5)
        let matrix = Self.matrix(rows: 1_000, columns: 24) { _, _ in Self.normal(&generator) }
        let vector = (0..<24).map { _ in Self.normal(&generator) }
        for modulus in [1, 2, 30, 999, 5_000] as [UInt32] {
            var asked: Set<UInt32> = []
            let list = Self.best(10, of: matrix, for: vector) { row in
                #expect(asked.insert(row).inserted)
                return row % modulus == modulus / 2
            }
            let plain = Self.plainBest(10, of: matrix, for: vector) { $0 % modulus == modulus / 2 }
            #expect(Self.bits(list) == Self.bits(plain))
        }
    }

    @Test func `few rows of a matrix are multiplied`() {
        var generator = SeededGenerator(seed: 8)
        let matrix = Self.matrix(rows: 40_000, columns: 16) { _, _ in Float.random(in: -1...1, using: &generator) }
        var asked = 0
        _ = Self.best(10, of: matrix, for: (0..<16).map { _ in Float.random(in: -1...1, using: &generator) }) { _ in
            asked += 1
            return true
        }
        #expect(asked < 1_000)
    }

    @Test func `compressed rows are the same bytes with any number of threads, and taken up again`() throws {
        var generator = SeededGenerator(seed: 9)
        let matrix = Self.matrix(rows: 3_001, columns: 7) { _, _ in Self.normal(&generator) }
        let rows = FactorRows(matrix)
        let one = CompressedRows(rows)
        #expect(one.blocks.array == CompressedRows(rows, threads: 3).blocks.array)
        let again = try #require(CompressedRows(blocks: one.blocks, rowCount: 3_001, columnCount: 7))
        let vector = (0..<7).map { _ in Self.normal(&generator) }
        let list = vector.withUnsafeBufferPointer { FactorScan(rows, again).best(5, for: $0) }
        #expect(list == Self.plainBest(5, of: matrix, for: vector))
        #expect(CompressedRows(blocks: one.blocks, rowCount: 3_001, columnCount: 9) == nil)
        #expect(CompressedRows(blocks: one.blocks, rowCount: 3_100, columnCount: 7) == nil)
    }

    @Test func `wide and plain kernels name the same candidates`() {
        var generator = SeededGenerator(seed: 11)
        for pairs in [1, 2, 5, 64] {
            let rowCount = 16 * 40
            let matrix = Self.matrix(rows: rowCount, columns: 2 * pairs) { _, _ in Self.normal(&generator) }
            let codes = (0..<2 * pairs).map { _ in Int16.random(in: -32_766...32_766, using: &generator) }
            CompressedRows(FactorRows(matrix)).blocks.withUnsafeBuffer { blocks in
                codes.withUnsafeBufferPointer { codes in
                    var rows = wicker_factor_rows(blocks: blocks.baseAddress, pairs: pairs)
                    var query = wicker_factor_query(codes: codes.baseAddress, scale: 1e-4, length: 2)
                    for threshold in [-.infinity, -3, 0.5, 4, .infinity] as [Float] {
                        var found = [[UInt32]](repeating: Array(repeating: 0, count: rowCount), count: 2)
                        var bounds = [[Float]](repeating: Array(repeating: 0, count: rowCount), count: 2)
                        let wide = wicker_factor_candidates(&rows, &query, 0, 40, threshold, &found[0], &bounds[0])
                        let plain = wicker_factor_candidates_plain(
                            &rows, &query, 0, 40, threshold, &found[1], &bounds[1])
                        #expect(wide == plain)
                        #expect(found[0] == found[1])
                        #expect(zip(bounds[0], bounds[1]).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($0)) })
                    }
                }
            }
        }
    }
}
