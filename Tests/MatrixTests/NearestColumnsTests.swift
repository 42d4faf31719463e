// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

/// Every pair of columns compared whole, in double precision.
private struct PlainPairs {
    let rows: [[Double]]
    let measure: PairMeasure

    init(_ matrix: SparseMatrix, _ measure: PairMeasure) {
        rows = (0..<matrix.rowCount).map { row in
            var line = [Double](repeating: 0, count: matrix.columnCount)
            for position in matrix.range(ofRow: row) {
                line[Int(matrix.columns[position])] = Double(matrix.values[position])
            }
            return line
        }
        self.measure = measure
    }

    func similarity(_ own: Int, _ other: Int) -> Double {
        let product = rows.reduce(0) { $0 + $1[own] * $1[other] }
        let denominator =
            Double(measure.ownFactor[own]) * Double(measure.otherFactor[other]) + Double(measure.ownTerm[own])
            + Double(measure.otherTerm[other]) + Double(measure.productTerm) * product
        return product / denominator
    }
}

/// What the values of a random matrix have in common: the search reads fewer of them the more it is.
private enum Values: CaseIterable { case one, byRow, free }

@Suite struct NearestColumnsTests {
    /// Wide and thin enough for columns with few products, narrow and full enough for those with many.
    private static let shapes = [(30, 25, 3), (60, 300, 40), (90, 70, 2), (40, 900, 60)]

    private static func matrix(_ shape: (Int, Int, Int), _ values: Values, seed: UInt64) -> SparseMatrix {
        var generator = SeededGenerator(seed: seed)
        var entries = SparseEntries(rowCount: shape.0, columnCount: shape.1)
        for row in 0..<shape.0 {
            let ofRow = Float.random(in: 0.5...2, using: &generator)
            for column in 0..<shape.1 where Int.random(in: 0..<shape.2, using: &generator) == 0 {
                let value: Float =
                    switch values {
                    case .one: 3
                    case .byRow: ofRow
                    case .free: Float.random(in: 0.1...3, using: &generator)
                    }
                entries.append(row: UInt32(row), column: UInt32(column), value: value)
            }
        }
        return SparseMatrix(entries)
    }

    private static func measure(_ columns: Int, isSum: Bool, seed: UInt64) -> PairMeasure {
        var generator = SeededGenerator(seed: seed)
        func numbers() -> [Float] { (0..<columns).map { _ in Float.random(in: 1...4, using: &generator) } }
        return isSum
            ? PairMeasure(ownTerm: numbers(), otherTerm: numbers(), productTerm: 0.25)
            : PairMeasure(ownFactor: numbers(), otherFactor: numbers(), constant: 0.5)
    }

    @Test(arguments: shapes.indices, [false, true])
    func `lists hold the best of the plain comparison, best first`(shape: Int, isSum: Bool) {
        for (seed, values) in Values.allCases.enumerated() {
            let matrix = Self.matrix(Self.shapes[shape], values, seed: UInt64(seed))
            let measure = Self.measure(matrix.columnCount, isSum: isSum, seed: 7)
            let plain = PlainPairs(matrix, measure)
            let lists = matrix.nearestColumns(9, by: measure, threads: 1)
            for column in stride(from: 0, to: matrix.columnCount, by: 1 + matrix.columnCount / 10) {
                let expected = (0..<matrix.columnCount).filter { $0 != column }
                    .map { plain.similarity(column, $0) }.filter { $0 > 0 }.sorted(by: >).prefix(9)
                let found = lists.range(of: column).map { lists.scores[$0] }
                #expect(found.count == expected.count)
                for (place, position) in lists.range(of: column).enumerated() {
                    let other = Int(lists.items[position])
                    #expect(abs(Double(found[place]) / plain.similarity(column, other) - 1) < 1e-5)
                    #expect(abs(Double(found[place]) / expected[place] - 1) < 1e-5)
                }
            }
        }
    }

    @Test(arguments: shapes.indices) func `lists do not depend on the number of threads`(shape: Int) {
        let matrix = Self.matrix(Self.shapes[shape], .free, seed: 5)
        let measure = Self.measure(matrix.columnCount, isSum: false, seed: 8)
        let (one, three) = (
            matrix.nearestColumns(5, by: measure, threads: 1), matrix.nearestColumns(5, by: measure, threads: 3)
        )
        #expect(one.items.array == three.items.array)
        #expect(one.scores.array == three.scores.array)
    }

    @Test func `of equals the lower column is kept, and it comes first`() {
        var entries = SparseEntries(rowCount: 3, columnCount: 2_000)
        for row in 0..<3 {
            for column in 0..<2_000 { entries.append(row: UInt32(row), column: UInt32(column), value: 1) }
        }
        let ones = [Float](repeating: 1, count: 2_000)
        let lists = SparseMatrix(entries).nearestColumns(
            4, by: PairMeasure(ownFactor: ones, otherFactor: ones), threads: 2)
        #expect(lists.range(of: 0).map { lists.items[$0] } == [1, 2, 3, 4])
        #expect(lists.range(of: 1_999).map { lists.items[$0] } == [0, 1, 2, 3])
    }

    @Test func `what cannot be divided is in no list`() {
        var entries = SparseEntries(rowCount: 1, columnCount: 3)
        for column in 0..<3 { entries.append(row: 0, column: UInt32(column), value: 1) }
        let lists = SparseMatrix(entries).nearestColumns(
            2, by: PairMeasure(ownFactor: [1, 1, 1], otherFactor: [0, .nan, 2]), threads: 1)
        #expect(lists.range(of: 0).map { lists.items[$0] } == [2])
    }

    @Test(arguments: [0, 1, 2]) func `the smallest matrices are no error`(columns: Int) {
        let ones = [Float](repeating: 1, count: columns)
        let lists = SparseMatrix(SparseEntries(rowCount: 0, columnCount: columns)).nearestColumns(
            10, by: PairMeasure(ownFactor: ones, otherFactor: ones), threads: 2)
        #expect(lists.count == columns)
        #expect(lists.items.count == 0)
    }

    @Test(arguments: 0..<5) func `turning lists round twice gives them back`(seed: UInt64) {
        let matrix = Self.matrix((30, 25, 3), .free, seed: seed)
        let lists = matrix.nearestColumns(6, by: Self.measure(25, isSum: false, seed: seed), threads: 1).normalised()
        for list in 0..<25 where !lists.range(of: list).isEmpty {
            #expect(abs(lists.range(of: list).reduce(0) { $0 + lists.scores[$1] } - 1) < 1e-5)
        }
        let (turned, back) = (lists.transposed(), lists.transposed().transposed())
        #expect(back.items.array == lists.items.array)
        #expect(back.scores.array == lists.scores.array)
        for list in 0..<25 {
            for position in turned.range(of: list) {
                let owner = Int(turned.items[position])
                #expect(lists.range(of: owner).contains { lists.items[$0] == UInt32(list) })
            }
        }
    }
}
