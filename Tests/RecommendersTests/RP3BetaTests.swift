// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

/// Walks counted one by one, in double precision.
private struct PlainWalks {
    let wants: [[Double]]
    let alpha: Double
    let beta: Double

    func reached(from item: Int, _ other: Int) -> Double {
        let (own, others) = (degree(item), degree(other))
        let walks = wants.reduce(0.0) { sum, row in
            guard row[item] > 0, row[other] > 0 else { return sum }
            return sum + pow(row[item] / own, alpha) * pow(row[other] / row.reduce(0, +), alpha)
        }
        return walks / pow(others, beta)
    }

    private func degree(_ item: Int) -> Double { wants.reduce(0) { $0 + $1[item] } }
}

@Suite struct RP3BetaTests {
    private static let exponents = [(1.0, 0.0), (0.5, 0.3), (1.7, 1), (0, 0.5)]

    @Test(arguments: exponents, 0..<3)
    func `scores are those of the plain walks, best first`(exponents: (Double, Double), seed: Int) throws {
        let data = Datasets.random(users: 35, items: 30, seed: UInt64(seed))
        let plain = PlainWalks(
            wants: data.matrix(weighting: EventWeighting()).dense, alpha: exponents.0, beta: exponents.1)
        let model = try RecommenderKind.rp3beta.fitted(
            data,
            settings: Settings([
                "alpha": .number(exponents.0), "beta": .number(exponents.1), "normalisation": "none",
            ]))
        for item in 0..<data.itemCount {
            var found: [UInt32: Float] = [:]
            for entry in model.similar(to: item, count: 100) { found[entry.item] = entry.score }
            for other in 0..<data.itemCount where other != item {
                let (expected, actual) = (plain.reached(from: item, other), Double(found[UInt32(other)] ?? 0))
                #expect(abs(actual - expected) < 1e-5 * max(1, expected), "\(item) and \(other)")
            }
        }
    }

    @Test func `with l1 every list adds up to 1, in the same order`() throws {
        let data = Datasets.random(users: 35, items: 30, seed: 8)
        let plain = try RecommenderKind.rp3beta.fitted(
            data, settings: Settings(["neighbours": 7, "normalisation": "none"]))
        let scaled = try RecommenderKind.rp3beta.fitted(data, settings: Settings(["neighbours": 7]))
        for item in 0..<data.itemCount {
            let list = scaled.similar(to: item, count: 100)
            #expect(list.isEmpty || abs(list.reduce(0) { $0 + $1.score } - 1) < 1e-5)
            #expect(list.map(\.item) == plain.similar(to: item, count: 100).map(\.item))
        }
    }
}
