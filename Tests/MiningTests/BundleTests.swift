// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@testable import Mining

@Suite struct BundleTests {
    /// 0, 1 and 2 go together in a third of the baskets; 3 to 9 are bought by chance.
    private static func baskets() -> Baskets {
        var generator = SeededGenerator(seed: 7)
        var lines = ItemLinesBuilder()
        for _ in 0..<900 {
            if Int.random(in: 0..<3, using: &generator) == 0 { for item in 0..<3 as Range<UInt32> { lines.add(item) } }
            for item in 0..<10 as Range<UInt32> where Int.random(in: 0..<6, using: &generator) == 0 { lines.add(item) }
            lines.endLine()
        }
        return Baskets(lines.finish(itemCount: 10))
    }

    private static let money = ItemPrices(
        prices: [10, 6, 4, .nan] + [Double](repeating: 1, count: 6),
        costs: [5, 3, 3, 1] + [Double](repeating: .nan, count: 6))

    @Test func `what goes together is found with its money, what meets by chance is not`() throws {
        let baskets = Self.baskets()
        let found = BundleMiner(BundleMiner.Config(minimumSupport: 5)).mine(baskets, Self.money)
        #expect(found.stop == nil)
        #expect(Set(found.bundles.map(\.items)).isSuperset(of: [[0, 1], [0, 2], [1, 2], [0, 1, 2]]))
        #expect(found.bundles.count { !Set($0.items).isSubset(of: [0, 1, 2]) } <= 2)
        let bundle = try #require(found.bundles.first { $0.items == [0, 1, 2] })
        let supports = baskets.supports().map(Int.init)
        let all = (0..<baskets.count).count { Set(baskets[$0]).isSuperset(of: [0, 1, 2]) }
        #expect(bundle.support == all)
        #expect(bundle.anchor == (0..<3).max { (supports[$0], $1) < (supports[$1], $0) }.map(UInt32.init))
        let product = Double(supports[0]) * Double(supports[1]) * Double(supports[2])
        #expect(abs(bundle.lift - Double(all) * 900 * 900 / product) < 1e-9)
        #expect(bundle.price == 20 && bundle.margin == 9)
        let own = [5.0, 3, 1][Int(bundle.anchor)]
        let bound = try #require(bundle.savingBound)
        #expect(abs(bound - (1 - Double(all) / Double(supports[Int(bundle.anchor)])) * (9 - own)) < 1e-9)
    }

    @Test func `the best are listed, all are counted, and each passes Fisher's test by hand`() throws {
        let baskets = Self.baskets()
        var config = BundleMiner.Config(minimumSupport: 5)
        config.falseDiscoveryRate = 0.2
        let all = BundleMiner(config).mine(baskets, Self.money)
        config.listLength = 3
        let best = BundleMiner(config).mine(baskets, Self.money)
        #expect(all.count == all.bundles.count && all.count > 3)
        #expect(best.count == all.count && best.bundles == Array(all.bundles.prefix(3)))
        let test = FisherTest(basketCount: baskets.count)
        func support(_ items: [UInt32]) -> Int {
            (0..<baskets.count).count { Set(baskets[$0]).isSuperset(of: items) }
        }
        for bundle in all.bundles {
            let p = bundle.items.map { item in
                test.p(
                    RuleCounts(
                        both: bundle.support, antecedent: support(bundle.items.filter { $0 != item }),
                        consequent: support([item]), baskets: baskets.count))
            }
            #expect(abs(bundle.p - (p.max() ?? 1)) < 1e-12 && bundle.support == support(bundle.items))
        }
        let excess = all.bundles.map { Double($0.support) * (1 - 1 / $0.lift) }
        #expect(zip(excess, excess.dropFirst()).allSatisfy { $0 >= $1 - 1e-9 })
    }

    @Test func `prices and costs that are not known leave the money open`() {
        var money = Self.money
        money.costs = money.costs.map { _ in .nan }
        let found = BundleMiner(BundleMiner.Config(minimumSupport: 50)).mine(Self.baskets(), money)
        #expect(found.bundles.contains { $0.price != nil })
        #expect(found.bundles.allSatisfy { $0.margin == nil && $0.savingBound == nil })
    }
}
