// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@testable import Recommenders

/// The search that stops early gives what looking at every row gives.
@Suite struct FeatureSearchTests {
    private let scratch = SearchScratch()

    /// Rows of Zipf features; with `isSigned`, a third of all weights are less than 0.
    private func index(_ items: Int, _ features: Int, isSigned: Bool, seed: UInt64) -> FeatureIndex {
        var generator = SeededGenerator(seed: seed)
        let rows = (0..<items).map { _ in
            row(Int.random(in: 0...12, using: &generator), features, isSigned: isSigned, &generator)
        }
        return FeatureIndex(items: items, features: features, threads: 2) { rows[$0] }
    }

    private func row(
        _ length: Int, _ features: Int, isSigned: Bool, _ generator: inout SeededGenerator
    ) -> FeatureRow {
        var chosen: Set<UInt32> = []
        for _ in 0..<length {
            let place = Int(1 / Double.random(in: (1 / Double(features))...1, using: &generator)) - 1
            chosen.insert(UInt32(min(place, features - 1)))
        }
        var row = FeatureRow()
        for feature in chosen.sorted() {
            let sign: Float = isSigned && Int.random(in: 0..<3, using: &generator) == 0 ? -1 : 1
            row.append(feature, sign * Float.random(in: 0.1...2, using: &generator) * (1 + Float(feature).squareRoot()))
        }
        return row
    }

    /// Every item's row, added up in order.
    private func plain(
        _ index: FeatureIndex, _ query: FeatureRow, _ count: Int, where accepts: (UInt32) -> Bool
    ) -> [Scored] {
        var weights = [Float](repeating: 0, count: index.featureCount)
        query.forEach { if Int($0) < weights.count { weights[Int($0)] = $1 } }
        var all: [Scored] = []
        for item in 0..<index.itemCount where accepts(UInt32(item)) {
            var score: Float = 0
            index.row(of: item).forEach { score += weights[Int($0)] * $1 }
            if score > 0 { all.append(Scored(item: UInt32(item), score: score)) }
        }
        return Array(all.sorted { $0.precedes($1) }.prefix(count))
    }

    @Test(arguments: [false, true])
    func `the lists are those of the plain scan, bit for bit`(isSigned: Bool) {
        var generator = SeededGenerator(seed: 11)
        for seed in 0..<12 as Range<UInt64> {
            let index = index(3_000, 400, isSigned: isSigned, seed: seed)
            for length in [1, 2, 4, 9, 60] {
                let query = row(length, 420, isSigned: isSigned, &generator)
                for count in [1, 10, 100] {
                    let accepts = { (item: UInt32) in item % 5 != 2 }
                    var search = FeatureSearch(query, in: index)
                    search.runLength = [300, 16_384][Int(seed) % 2]
                    let found = search.best(count, in: scratch, where: accepts)
                    #expect(found == plain(index, query, count, where: accepts), "seed \(seed), length \(length)")
                }
            }
        }
    }

    @Test func `equal scores are listed by the lower index`() {
        let index = FeatureIndex(items: 500, features: 2, threads: 1) { item in
            var row = FeatureRow()
            row.append(UInt32(item % 2), 1)
            return row
        }
        var query = FeatureRow()
        query.append(0, 0.5)
        query.append(1, 1)
        let found = FeatureSearch(query, in: index).best(3, in: scratch) { _ in true }
        #expect(found.map(\.item) == [1, 3, 5])
        #expect(FeatureSearch(FeatureRow(), in: index).best(3, in: scratch) { _ in true }.isEmpty)
        #expect(FeatureSearch(query, in: index).best(0, in: scratch) { _ in true }.isEmpty)
    }

    /// Rows of a few weights, as short titles have: most scores are met many times over.
    @Test func `equal scores in many runs are listed by the lower index`() {
        var generator = SeededGenerator(seed: 5)
        let rows = (0..<4_000).map { _ in
            var row = FeatureRow()
            for feature in 0..<4 as Range<UInt32> where Bool.random(using: &generator) {
                row.append(feature, [0.3, 0.7][Int.random(in: 0...1, using: &generator)])
            }
            return row
        }
        let index = FeatureIndex(items: 4_000, features: 4, threads: 1) { rows[$0] }
        for length in 2...4 as ClosedRange<UInt32> {
            var query = FeatureRow()
            for feature in 0..<length { query.append(feature, 1.1) }
            for accepts in [{ $0 > 100 }, { $0 % 1_000 == 7 }, { _ in false }] as [(UInt32) -> Bool] {
                var search = FeatureSearch(query, in: index)
                search.runLength = 256
                #expect(
                    search.best(20, in: scratch, where: accepts) == plain(index, query, 20, where: accepts),
                    "\(length) features")
            }
        }
    }

    @Test func `an index has the same bytes on any number of threads`() {
        var (one, two) = (MemorySections(), MemorySections())
        let index = index(9_000, 50, isSigned: true, seed: 3)
        let rows = (0..<9_000).map { index.row(of: $0) }
        FeatureIndex(items: 9_000, features: 50, threads: 1) { rows[$0] }.write(to: &one, as: "x")
        FeatureIndex(items: 9_000, features: 50, threads: 4) { rows[$0] }.write(to: &two, as: "x")
        #expect(one == two)
    }
}
