// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

@Suite struct SLIMTests {
    private static let everything: [String: Setting] = ["candidates": 100, "coOccurrences": 100]

    @Test(
        arguments: [
            ["regularization": 3], ["regularization": 0.5, "userDamping": 0.5],
            ["regularization": 2, "itemDamping": 0.25, "popularityDamping": 0.2],
        ] as [[String: Setting]])
    func `with every item a candidate the weights are those of EASE`(settings: [String: Setting]) throws {
        let data = Datasets.random(users: 50, items: 25, seed: 7)
        let expected = try PlainRegression(data, Settings(settings)).weights()
        let model = try RecommenderKind.slim.fit(data, settings: Settings(settings.merging(Self.everything) { $1 }))
        for item in 0..<25 {
            for entry in model.similar(to: item, count: 100) {
                #expect(abs(expected[item][Int(entry.item)] - Double(entry.score)) < 1e-4)
            }
        }
    }

    @Test(arguments: [(0.0, true), (4.0, false), (6.0, true)])
    func `the elastic net is the one found by plain descent`(sparsity: Double, isNonNegative: Bool) throws {
        let data = Datasets.random(users: 150, items: 25, seed: 8)  // every two items have a user in common
        let regression = try PlainRegression(data, Settings(["regularization": 4]))
        let settings = Settings(
            Self.everything.merging(
                ["regularization": 4, "sparsity": .number(sparsity), "nonNegative": .flag(isNonNegative)]) { $1 })
        let model = try RecommenderKind.slim.fit(data, settings: settings)
        for target in 0..<25 {
            let expected = regression.elasticNet(target, sparsity: sparsity, isNonNegative: isNonNegative)
            for item in 0..<25 where item != target {
                let found = model.contributions(
                    of: [WeightedItem(item: ItemIndex(rawValue: UInt32(item)), weight: 1)],
                    to: ItemIndex(rawValue: UInt32(target)))
                #expect(abs(Double(found[0]) - expected[item]) < 2e-3, "\(item) to \(target)")
            }
        }
    }

    @Test func `an item is explained by no more than its candidates`() throws {
        let data = Datasets.random(users: 60, items: 40, seed: 9)
        let model = try RecommenderKind.slim.fit(data, settings: Settings(["candidates": 5, "neighbours": 40]))
        for target in 0..<40 {
            let history = (0..<40).map { WeightedItem(item: ItemIndex(rawValue: $0), weight: 1) }
            let parts = model.contributions(of: history, to: ItemIndex(rawValue: UInt32(target)))
            #expect(parts.count { $0 != 0 } <= 5)
        }
    }

    @Test func `forgotten co-occurrences leave a model or a named error`() throws {
        let data = Datasets.random(users: 60, items: 40, seed: 10)
        for regularization in [1e-6, 1, 1_000] {
            do {
                let settings = Settings([
                    "regularization": .number(regularization), "coOccurrences": 3, "candidates": 20,
                ])
                let model = try RecommenderKind.slim.fit(data, settings: settings)
                #expect(model.itemCount == 40)
            } catch {
                #expect(error.code == .notPositiveDefinite)
            }
        }
    }
}
