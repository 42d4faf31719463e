// SPDX-License-Identifier: Apache-2.0

import Mining

/// Mines baskets for sets and rules, all of them or group by group.
struct RuleStudy {
    /// Fewest baskets of a rule of a segment or window where the support is a share: of a handful of baskets, each is a
    /// large one.
    private static let leastOfGroup = 5

    let named: NamedBaskets
    let hierarchy: ItemHierarchy?
    let sets: ItemSetOptions
    let rules: RuleOptions
    let threadCount: Int

    /// Item sets, and rules if they are asked for.
    func plain() -> MinedBaskets {
        let baskets = named.baskets
        let config = sets.config(least: sets.minSupport.count(of: baskets.count), threadCount: threadCount)
        let listed = ItemSetMiner(config, hierarchy: hierarchy).mine(baskets)
        var found = MinedBaskets(names: named.names, basketCount: baskets.count)
        (found.sets, found.setCount, found.stop) = (listed, listed.count, listed.stop)
        if let minimum = rules.minConfidence, listed.stop == nil {
            let all = config.unabridged
            let frequent = config == all ? listed : ItemSetMiner(all, hierarchy: hierarchy).mine(baskets)
            found.stop = frequent.stop
            found.rules = RuleTable(divided(frequent, minimum, of: baskets))
        }
        return found
    }

    /// The rules found in any window of a segment, counted in all of its windows and over all segments.
    func compared(by options: ComparisonOptions, _ minimum: Share) throws -> MinedBaskets {
        let windows = try options.windows(of: named)
        var whole = RuleCensus(named.baskets)
        var found = MinedBaskets(names: named.names, basketCount: named.baskets.count)
        var rows: [RuleRow] = []
        for segment in try options.segments(of: named) {
            let own = named.baskets.selecting(segment.baskets)
            let groups = segment.baskets.map { windows.ofBasket[$0] }
            let sides = sides(own, groups, windows.names.count, minimum, &found)
            var census = RuleCensus(own, groups: groups, count: windows.names.count)
            rows += sides.map { sides in
                let counts = census.counts(antecedent: sides.antecedent, consequent: sides.consequent)
                var row = RuleRow(antecedent: sides.antecedent, consequent: sides.consequent, counts: counts.sum)
                row.windows = options.every == nil ? [] : counts
                guard options.hasSegments else { return row }
                row.segment = segment.name
                row.overall = whole.counts(antecedent: sides.antecedent, consequent: sides.consequent).sum
                return row
            }
        }
        found.rules = RuleTable(
            rows, hasSegments: options.hasSegments, windows: options.every == nil ? [] : windows.names)
        return found
    }

    private struct Sides: Hashable {
        var antecedent: [UInt32]
        var consequent: [UInt32]
    }

    /// The rules of each group of baskets, one found twice once.
    private func sides(
        _ baskets: Baskets, _ groups: [Int], _ count: Int, _ minimum: Share, _ found: inout MinedBaskets
    ) -> [Sides] {
        var (sides, known): ([Sides], Set<Sides>) = ([], [])
        for group in 0..<count {
            let part = count == 1 ? baskets : baskets.selecting(groups.indices.filter { groups[$0] == group })
            let least = sets.minSupport.count(of: part.count, atLeast: Self.leastOfGroup)
            let config = sets.config(least: least, threadCount: threadCount).unabridged
            let frequent = ItemSetMiner(config, hierarchy: hierarchy).mine(part)
            found.setCount += frequent.count
            if let stop = frequent.stop { found.stop = found.stop ?? stop }
            let rules = divided(frequent, minimum, of: part)
            for rule in 0..<rules.count {
                let (antecedent, consequent) = rules.sides(of: rule)
                let own = Sides(antecedent: antecedent, consequent: consequent)
                if known.insert(own).inserted { sides.append(own) }
            }
        }
        return sides
    }

    private func divided(_ frequent: ItemSets, _ minimum: Share, of baskets: Baskets) -> AssociationRules {
        let config = rules.config(minimum, threadCount: threadCount)
        return RuleMiner(config, hierarchy: hierarchy).rules(from: frequent, basketCount: baskets.count)
    }
}

extension ItemSetConfig {
    /// The same for all sets from single items on, which rules are made of.
    fileprivate var unabridged: ItemSetConfig {
        var config = self
        (config.kind, config.lengths) = (.all, 1...lengths.upperBound)
        return config
    }
}

extension [RuleCounts] {
    /// Counts of all groups together.
    fileprivate var sum: RuleCounts {
        reduce(into: RuleCounts(both: 0, antecedent: 0, consequent: 0, baskets: 0)) { sum, counts in
            sum.both += counts.both
            sum.antecedent += counts.antecedent
            sum.consequent += counts.consequent
            sum.baskets += counts.baskets
        }
    }
}
