// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

@Suite struct UtilityScorerTests {
    @Test(arguments: [
        (ValueFunction.plain, [(-3.0, -3.0), (0, 0), (7.5, 7.5)]),
        (.linear(from: 10, to: 20), [(5, 0), (10, 0), (15, 0.5), (20, 1), (99, 1)]),
        (.linear(from: 100, to: 0), [(120, 0), (100, 0), (25, 0.75), (0, 1), (-5, 1)]),
        (.target(at: 42, tolerance: 4), [(42, 1), (40, 0.5), (44, 0.5), (46, 0), (10, 0)]),
        (.diminishing(from: 0, half: 8), [(-1, 0), (0, 0), (8, 0.5), (24, 0.75), (72, 0.9)]),
    ])
    func `functions of numbers give what their equations say`(
        function: ValueFunction, expected: [(Double, Double)]
    ) throws {
        try function.check()
        for (number, value) in expected { #expect(function.value(of: number) == value) }
        #expect(function.value(of: Double.nan) == nil)
        #expect(function.value(of: "word") == nil)
    }

    @Test func `functions of words give what they list`() {
        let ordinal = ValueFunction.ordinal(["poor", "fair", "good"])
        #expect(["poor", "fair", "good", "odd"].map { ordinal.value(of: $0) } == [0, 0.5, 1, nil])
        let table = ValueFunction.table(["red": 0.9, "blue": -0.2], otherwise: 0.1)
        #expect(["red", "blue", "odd"].map { table.value(of: $0) } == [0.9, -0.2, 0.1])
        #expect(table.value(of: 3) == nil)
    }

    @Test(arguments: [
        (ValueFunction.linear(from: 1, to: 1), "to"), (.linear(from: .nan, to: 1), "from"),
        (.target(at: 1, tolerance: 0), "tolerance"), (.target(at: .infinity, tolerance: 1), "at"),
        (.diminishing(from: 0, half: -1), "half"), (.ordinal([]), "words"), (.ordinal(["a", "b", "a"]), "words"),
        (.table([:], otherwise: 0), "values"), (.table(["a": .nan], otherwise: 0), "values"),
        (.table(["a": 1], otherwise: .infinity), "otherwise"),
    ])
    func `parameters that make no sense are named`(function: ValueFunction, parameter: String) {
        let flaw = #expect(throws: ValueFunction.Flaw.self) { try function.check() }
        #expect(flaw?.parameter == parameter)
    }

    @Test func `the best are those of a plain sum over all items, in pages or one by one`() throws {
        var generator = SeededGenerator(seed: 11)
        for count in [1, 100, 4_096, 5_000] {
            let shop = Shelf.random(count, using: &generator)
            let weights = [-0.4, 1.5, 0.7, 0.9, 0.5, 0.3, 0.2]
            let scorer = try UtilityScorer(Shelf.criteria, weights: weights, table: shop.table)
            let mean = shop.meanPrice
            let utilities = shop.items.map { item in
                zip(Shelf.criteria, weights).reduce(0) { $0 + $1.1 * Shelf.plainValue($1.0, item, meanPrice: mean) }
            }
            let accepted = { (item: ItemIndex) in item.rawValue % 3 != 1 }
            let expected = utilities.indices.filter { accepted(ItemIndex(rawValue: UInt32($0))) }
                .sorted { (Float(utilities[$0]), $1) > (Float(utilities[$1]), $0) }.prefix(25)
            let best = scorer.best(25, where: accepted)
            #expect(best.count == expected.count)
            for (found, wanted) in zip(best, expected) {
                #expect(abs(Double(found.score) - utilities[wanted]) < 1e-5)
                let parts = scorer.partWorths(of: ItemIndex(rawValue: found.item))
                #expect(abs(parts.reduce(0, +) - utilities[Int(found.item)]) < 1e-9)
            }
        }
    }

    @Test func `criteria that do not go with the catalogue are refused by their field`() throws {
        var generator = SeededGenerator(seed: 2)
        let table = Shelf.random(50, using: &generator).table
        func refusal(_ criterion: Criterion, weight: Double = 1) -> CriterionError? {
            #expect(throws: CriterionError.self) {
                try UtilityScorer(
                    [Criterion(attribute: "price", function: .plain), criterion], weights: [1, weight], table: table)
            }
        }
        let unknown = refusal(Criterion(attribute: "brnd", function: .ordinal(["a"])))
        #expect(unknown?.part == "attribute" && unknown?.position == 1)
        #expect(unknown?.reason.contains("did you mean “brand”?") == true)
        let mismatch = refusal(Criterion(attribute: "brand", function: .linear(from: 0, to: 1)))
        #expect(mismatch?.part == "function")
        #expect(mismatch?.reason.contains("takes numbers, but “brand” is a text") == true)
        #expect(refusal(Criterion(attribute: "price", function: .ordinal(["a"])))?.part == "function")
        #expect(
            refusal(Criterion(attribute: "price", function: .target(at: 1, tolerance: 0)))?.part == "function.tolerance"
        )
        #expect(refusal(Criterion(attribute: "price", function: .plain, missing: .nan))?.part == "missing")
        for weight in [Double.nan, .infinity, -.infinity] {
            #expect(refusal(Criterion(attribute: "price", function: .plain), weight: weight)?.part == "weight")
        }
    }

    @Test func `what is missing is the worst, on a plain scale the mean, or what the criterion says`() throws {
        let items = [3.0, nil, 5].map { price in
            var item = Item(id: "x")
            item.price = price
            return item
        }
        let table = Shelf(items).table
        func value(_ criterion: Criterion) throws -> Double {
            try UtilityScorer([criterion], weights: [1], table: table).values(of: ItemIndex(rawValue: 1))[0]
        }
        #expect(try value(Criterion(attribute: "price", function: .plain)) == 4)
        #expect(try value(Criterion(attribute: "price", function: .linear(from: 10, to: 0))) == 0)
        #expect(try value(Criterion(attribute: "price", function: .plain, missing: 9)) == 9)
    }

    @Test func `a category that is not named is worth what the one above it is`() throws {
        let items = [["Home"], ["Home", "Lamps"], ["Home", "Lamps", "Desk"], ["Garden"], []].map { path in
            var item = Item(id: "x")
            item.category = path
            return item
        }
        let criterion = Criterion(attribute: "category", function: .table(["Home": 0.2, "Lamps": 0.8], otherwise: 0.1))
        let scorer = try UtilityScorer([criterion], weights: [1], table: Shelf(items).table)
        #expect((0..<5).map { scorer.values(of: ItemIndex(rawValue: $0))[0] } == [0.2, 0.8, 0.8, 0.1, 0])
    }
}
