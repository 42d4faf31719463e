// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mining
import Testing

@Suite struct RuleTests {
    private struct Sides: Hashable {
        var antecedent: Set<UInt32>
        var consequent: Set<UInt32>
    }

    private func mined(_ baskets: [Set<UInt32>], _ support: Int, _ config: RuleConfig) -> AssociationRules {
        let sets = ItemSetMiner(ItemSetConfig(minimumSupport: support)).mine(RandomBaskets.packed(baskets))
        return RuleMiner(config).rules(from: sets, basketCount: baskets.count)
    }

    private func sides(_ rules: AssociationRules) -> Set<Sides> {
        Set(
            (0..<rules.count).map {
                Sides(antecedent: Set(rules.sides(of: $0).antecedent), consequent: Set(rules.sides(of: $0).consequent))
            })
    }

    @Test(arguments: 0..<8) func `the rules are those of dividing every frequent set every way`(seed: Int) {
        let baskets = RandomBaskets.make(count: 90, itemCount: 7, seed: UInt64(seed))
        let plain = PlainItemSets(baskets, itemCount: 7, minimumSupport: 4).supports
        for (length, allowsEmpty, confidence) in [(1, false, 0.5), (1, true, 0.6), (3, false, 0.4), (6, true, 0.0)] {
            var config = RuleConfig()
            (config.consequentLength, config.allowsEmptyAntecedent) = (length, allowsEmpty)
            config.minimumConfidence = confidence
            var wanted: Set<Sides> = []
            for (items, support) in plain {
                for members in 1..<(1 << items.count) {
                    let consequent = Set(
                        items.sorted().enumerated().filter { members >> $0.offset & 1 == 1 }.map(\.element))
                    let antecedent = items.subtracting(consequent)
                    let before = antecedent.isEmpty ? baskets.count : plain[antecedent] ?? 0
                    guard consequent.count <= length, allowsEmpty || !antecedent.isEmpty else { continue }
                    if Double(support) / Double(before) >= confidence {
                        wanted.insert(Sides(antecedent: antecedent, consequent: consequent))
                    }
                }
            }
            let rules = mined(baskets, 4, config)
            #expect(rules.count == wanted.count)
            #expect(sides(rules) == wanted, "length \(length), seed \(seed)")
        }
    }

    @Test func `the measures are those worked out by hand`() {
        // 10 baskets, A in 4, C in 5, both in 3.
        let counts = RuleCounts(both: 3, antecedent: 4, consequent: 5, baskets: 10)
        #expect(counts.support == 0.3)
        #expect(counts.confidence == 0.75)
        #expect(abs(counts.lift - 1.5) < 1e-12)
        #expect(abs(counts.leverage - 0.1) < 1e-12)
        #expect(abs(counts.conviction - 2) < 1e-12)
        #expect(abs(counts.zhang - 0.1 / max(0.3 * 0.6, 0.4 * 0.2)) < 1e-12)
        #expect(abs(counts.chiSquared - 10 * 0.01 / (0.4 * 0.5 * 0.6 * 0.5)) < 1e-12)
        let always = RuleCounts(both: 4, antecedent: 4, consequent: 10, baskets: 10)
        #expect(always.conviction == .infinity)
        #expect(always.zhang == 0)
        #expect(always.chiSquared == 0)
    }

    @Test func `Fisher's p is the sum of the table's tail`() {
        let baskets = RandomBaskets.make(count: 40, itemCount: 6, seed: 3)
        var config = RuleConfig()
        config.minimumConfidence = 0
        let rules = mined(baskets, 1, config)
        func choose(_ n: Int, _ k: Int) -> Double {
            k < 0 || k > n ? 0 : (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
        }
        for (rule, p) in rules.fisherP().enumerated() {
            let (n, a, c, x) = (
                40, rules.counts(of: rule).antecedent, rules.counts(of: rule).consequent, rules.counts(of: rule).both
            )
            let tail = (x...min(a, c)).reduce(0.0) { $0 + choose(a, $1) * choose(n - a, c - $1) / choose(n, c) }
            #expect(abs(p - tail) < 1e-9, "rule \(rule)")
        }
    }

    @Test func `a rule no better than a shorter one is left out`() {
        let baskets = RandomBaskets.make(count: 80, itemCount: 7, seed: 21)
        var config = RuleConfig()
        config.minimumConfidence = 0.3
        let all = mined(baskets, 3, config)
        config.prunesRedundant = true
        let pruned = mined(baskets, 3, config)
        var confidences: [Sides: Double] = [:]
        for rule in 0..<all.count {
            let (antecedent, consequent) = all.sides(of: rule)
            confidences[Sides(antecedent: Set(antecedent), consequent: Set(consequent))] =
                all.counts(of: rule).confidence
        }
        let wanted = confidences.filter { sides, confidence in
            let base = Double(baskets.count { sides.consequent.isSubset(of: $0) }) / Double(baskets.count)
            return confidence > base
                && !confidences.contains {
                    $0.key.consequent == sides.consequent && $0.key.antecedent.isStrictSubset(of: sides.antecedent)
                        && $0.value >= confidence
                }
        }
        #expect(sides(pruned) == Set(wanted.keys))
        #expect(pruned.count < all.count)
    }

    @Test func `of rules between independent items few pass the false discovery rate`() {
        var config = RuleConfig()
        config.minimumConfidence = 0
        config.falseDiscoveryRate = 0.05
        var generator = SystemFreeGenerator(state: 77)
        let chance = (0..<400).map { _ in Set((0..<10).filter { _ in generator.next() % 3 == 0 }.map { UInt32($0) }) }
        let kept = mined(chance, 1, config)
        #expect(kept.count < 30)
        let planted = chance.map { $0.contains(1) ? $0.union([2]) : $0 }
        #expect(sides(mined(planted, 1, config)).contains(Sides(antecedent: [1], consequent: [2])))
    }
}

private struct SystemFreeGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
