// SPDX-License-Identifier: Apache-2.0

extension AssociationRules {
    /// The rules that say more than the more general ones listed here let expect.
    ///
    /// - Complexity: O(rules · their generalisations by one step up, and those not listed).
    func interesting(by factor: Double, beyond hierarchy: ItemHierarchy) -> AssociationRules {
        var search = InterestSearch(self, hierarchy: hierarchy, factor: factor)
        return keeping((0..<count).filter { search.isInteresting($0) })
    }
}

/// Compares rules with those in which items are replaced by what is above them.
///
/// Of the rule A → C, and a more general one Â → Ĉ of as many items, with n(z) the baskets that hold z,
///
///     expected support     n(Â ∪ Ĉ) · Π n(z) / n(ẑ) over all items
///     expected confidence  n(Â ∪ Ĉ) / n(Â) · Π n(z) / n(ẑ) over the consequent
///
/// A rule is interesting when its support or its confidence is at least the factor times the expected one, of every
/// closest rule above it that is interesting itself; without one, it is.
///
/// - Source: Srikant, Agrawal, "Mining Generalized Association Rules", VLDB 1995, section 2.2.
private struct InterestSearch {
    private struct Sides: Hashable {
        var antecedent: Set<UInt32>
        var consequent: Set<UInt32>
    }

    private let rules: AssociationRules
    private let hierarchy: ItemHierarchy
    private let factor: Double
    private let sides: [Sides]
    private let numbers: [Sides: Int]
    private let supports: [UInt32: Double]
    private var verdicts: [Bool?]
    private var known: [Sides: Set<Int>] = [:]

    init(_ rules: AssociationRules, hierarchy: ItemHierarchy, factor: Double) {
        (self.rules, self.hierarchy, self.factor) = (rules, hierarchy, factor)
        sides = (0..<rules.count).map {
            let (antecedent, consequent) = rules.sides(of: $0)
            return Sides(antecedent: Set(antecedent), consequent: Set(consequent))
        }
        numbers = Dictionary(uniqueKeysWithValues: zip(sides, 0...))
        verdicts = [Bool?](repeating: nil, count: rules.count)
        var supports: [UInt32: Double] = [:]
        for set in 0..<rules.sets.count where rules.sets.range(of: set).count == 1 {
            supports[rules.sets[set][0]] = Double(rules.sets.support(of: set))
        }
        self.supports = supports
    }

    mutating func isInteresting(_ rule: Int) -> Bool {
        if let verdict = verdicts[rule] { return verdict }
        let above = interesting(above: sides[rule])
        let closest = above.filter { rule in !above.contains { $0 != rule && isAbove(rule, $0) } }
        let verdict = closest.allSatisfy { exceeds(rule, whatLetsExpect: $0) }
        verdicts[rule] = verdict
        return verdict
    }

    /// Interesting rules met on the way up, item by item, each way up to its first one.
    private mutating func interesting(above specific: Sides) -> Set<Int> {
        if let found = known[specific] { return found }
        var found: Set<Int> = []
        for item in specific.antecedent.union(specific.consequent) {
            guard let general = raised(item, in: specific) else { continue }
            if let rule = numbers[general], isInteresting(rule) {
                found.insert(rule)
            } else {
                found.formUnion(interesting(above: general))
            }
        }
        known[specific] = found
        return found
    }

    /// The sides with the item's nearest above in its place; nil where there is none, or one that is above another item,
    /// which no rule holds, nor any further up.
    private func raised(_ item: UInt32, in sides: Sides) -> Sides? {
        guard let parent = hierarchy.ancestors(of: item).first else { return nil }
        let others = sides.antecedent.union(sides.consequent).subtracting([item])
        if others.contains(where: { $0 == parent || hierarchy.ancestors(of: $0).contains(parent) }) { return nil }
        var raised = sides
        if raised.antecedent.remove(item) != nil {
            raised.antecedent.insert(parent)
        } else {
            raised.consequent.remove(item)
            raised.consequent.insert(parent)
        }
        return raised
    }

    /// Whether the first of two different rules has, on each side, all items of the other or what is above them.
    private func isAbove(_ general: Int, _ specific: Int) -> Bool {
        func covers(_ side: KeyPath<Sides, Set<UInt32>>) -> Bool {
            let (general, specific) = (sides[general][keyPath: side], sides[specific][keyPath: side])
            let met = specific.compactMap { item in
                ([item] + hierarchy.ancestors(of: item)).first(where: general.contains)
            }
            return met.count == specific.count && general.count == specific.count && Set(met) == general
        }
        return covers(\.antecedent) && covers(\.consequent)
    }

    private func exceeds(_ rule: Int, whatLetsExpect general: Int) -> Bool {
        let (counts, above) = (rules.counts(of: rule), rules.counts(of: general))
        func share(_ side: KeyPath<Sides, Set<UInt32>>) -> Double {
            product(sides[rule][keyPath: side]) / product(sides[general][keyPath: side])
        }
        let consequent = share(\.consequent)
        let support = Double(above.both) * consequent * share(\.antecedent)
        return Double(counts.both) >= factor * support * (1 - 1e-12)
            || counts.confidence >= factor * above.confidence * consequent * (1 - 1e-12)
    }

    private func product(_ items: Set<UInt32>) -> Double { items.reduce(1) { $0 * (supports[$1] ?? 1) } }
}
