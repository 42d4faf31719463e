// SPDX-License-Identifier: Apache-2.0

import Matrix
import Mining
import Testing

/// Items 0 to 5 in categories 6, 7, 8 of one level, of which 6 and 7 are in 9 and 8 stands alone.
private enum Shelves {
    static let parents: [UInt32] = [6, 6, 7, 7, 8, ItemHierarchy.none, 9, 9, ItemHierarchy.none, ItemHierarchy.none]
    static let hierarchy = ItemHierarchy(parents: parents)

    static func above(_ item: UInt32) -> [UInt32] {
        let parent = parents[Int(item)]
        return parent == ItemHierarchy.none ? [] : [parent] + above(parent)
    }

    static func extended(_ basket: Set<UInt32>) -> Set<UInt32> { basket.union(basket.flatMap(above)) }

    static func isRelated(_ items: Set<UInt32>) -> Bool {
        items.contains { item in !items.isDisjoint(with: above(item)) }
    }
}

@Suite struct HierarchyTests {
    private struct Sides: Hashable {
        var antecedent: Set<UInt32>
        var consequent: Set<UInt32>
    }

    private func mined(_ baskets: [Set<UInt32>], support: Int, threads: Int = 1) -> ItemSets {
        var config = ItemSetConfig(minimumSupport: support)
        config.threadCount = threads
        return ItemSetMiner(config, hierarchy: Shelves.hierarchy).mine(
            Shelves.hierarchy.extended(RandomBaskets.packed(baskets, itemCount: 6)))
    }

    @Test(arguments: 0..<12) func `sets across levels are those of trying every set`(seed: Int) {
        let baskets = RandomBaskets.make(count: [6, 40, 130, 300][seed % 4], itemCount: 6, seed: UInt64(seed))
        let extended = baskets.map(Shelves.extended)
        for support in [1, 3, 25] {
            let plain = PlainItemSets(extended, itemCount: 10, minimumSupport: support).supports
                .filter { !Shelves.isRelated($0.key) }
            let found = mined(baskets, support: support, threads: 1 + seed % 3)
            #expect(found.count == plain.count, "support \(support), seed \(seed)")
            #expect(found.byItems == plain, "support \(support), seed \(seed)")
        }
    }

    @Test func `levels that are not mined are looked through`() {
        let baskets = RandomBaskets.make(count: 80, itemCount: 6, seed: 4)
        let top: Set<UInt32> = [8, 9]
        let hierarchy = ItemHierarchy(parents: Shelves.parents, isMined: (0..<10).map { top.contains($0) })
        let extended = hierarchy.extended(RandomBaskets.packed(baskets, itemCount: 6))
        #expect(extended.count == baskets.count)
        for (number, basket) in baskets.enumerated() {
            #expect(Set(extended[number]) == Shelves.extended(basket).intersection(top))
        }
    }

    @Test(arguments: 0..<10, [0.8, 1.1, 1.5])
    func `rules that a more general one tells are those of the definition`(seed: Int, factor: Double) {
        let baskets = RandomBaskets.make(count: 150, itemCount: 6, seed: UInt64(seed))
        let sets = mined(baskets, support: 4)
        var config = RuleConfig()
        (config.minimumConfidence, config.consequentLength) = (0.3, 2)
        let all = RuleMiner(config).rules(from: sets, basketCount: baskets.count)
        config.minimumInterest = factor
        let kept = RuleMiner(config, hierarchy: Shelves.hierarchy).rules(from: sets, basketCount: baskets.count)
        let rules = counts(all)
        #expect(Set(counts(kept).keys) == interesting(rules, factor, sets.byItems))
        if factor > 1.2 { #expect(kept.count < all.count) }
    }

    private func counts(_ rules: AssociationRules) -> [Sides: RuleCounts] {
        var counts: [Sides: RuleCounts] = [:]
        for rule in 0..<rules.count {
            let (antecedent, consequent) = rules.sides(of: rule)
            counts[Sides(antecedent: Set(antecedent), consequent: Set(consequent))] = rules.counts(of: rule)
        }
        return counts
    }

    /// The definition word for word: all rules above, the interesting ones among them, the closest of these.
    private func interesting(
        _ rules: [Sides: RuleCounts], _ factor: Double, _ supports: [Set<UInt32>: Int]
    ) -> Set<Sides> {
        func depth(_ sides: Sides) -> Int {
            sides.antecedent.union(sides.consequent).reduce(0) { $0 + Shelves.above($1).count }
        }
        var interesting: Set<Sides> = []
        for sides in rules.keys.sorted(by: { depth($0) < depth($1) }) {
            let above = generalised(sides).filter { interesting.contains($0) }
            let closest = above.filter { general in !above.contains { generalised($0).contains(general) } }
            func share(_ items: Set<UInt32>) -> Double { items.reduce(1) { $0 * Double(supports[[$1]] ?? 0) } }
            let exceedsAll = closest.allSatisfy { general in
                guard let own = rules[sides], let other = rules[general] else { return false }
                let consequent = share(sides.consequent) / share(general.consequent)
                let support = Double(other.both) * consequent * share(sides.antecedent) / share(general.antecedent)
                return Double(own.both) >= factor * support - 1e-9
                    || own.confidence >= factor * other.confidence * consequent - 1e-9
            }
            if exceedsAll { interesting.insert(sides) }
        }
        return interesting
    }

    /// All sides with one item or more replaced by what is above it, as many items as before.
    private func generalised(_ sides: Sides) -> Set<Sides> {
        func choices(_ items: Set<UInt32>) -> Set<Set<UInt32>> {
            items.reduce([[]]) { chosen, item in
                Set(chosen.flatMap { set in ([item] + Shelves.above(item)).map { set.union([$0]) } })
            }.filter { $0.count == items.count }
        }
        var found: Set<Sides> = []
        for antecedent in choices(sides.antecedent) {
            for consequent in choices(sides.consequent) {
                found.insert(Sides(antecedent: antecedent, consequent: consequent))
            }
        }
        return found.subtracting([sides])
    }
}

@Suite struct RuleCensusTests {
    @Test(arguments: 0..<6) func `counts in groups are those of looking at every basket`(seed: Int) {
        let baskets = RandomBaskets.make(count: 120, itemCount: 7, seed: UInt64(seed))
        let groups = baskets.indices.map { ($0 * 7 + seed) % 3 }
        var census = RuleCensus(RandomBaskets.packed(baskets, itemCount: 7), groups: groups, count: 4)
        for (antecedent, consequent) in [([0, 1], [2]), ([3], [4, 5]), ([], [6]), ([6], [0])] as [([UInt32], [UInt32])]
        {
            let counts = census.counts(antecedent: antecedent, consequent: consequent)
            for group in 0..<4 {
                let own = baskets.indices.filter { groups[$0] == group }.map { baskets[$0] }
                #expect(
                    counts[group]
                        == RuleCounts(
                            both: own.count { $0.isSuperset(of: antecedent + consequent) },
                            antecedent: own.count { $0.isSuperset(of: antecedent) },
                            consequent: own.count { $0.isSuperset(of: consequent) }, baskets: own.count))
            }
        }
    }

    @Test func `some of the baskets keep their order and their items`() {
        let baskets = RandomBaskets.make(count: 30, itemCount: 5, seed: 2)
        let chosen = RandomBaskets.packed(baskets, itemCount: 5).selecting([7, 3, 29])
        #expect((0..<chosen.count).map { Set(chosen[$0]) } == [baskets[7], baskets[3], baskets[29]])
        #expect(chosen.itemCount == 5)
    }
}
