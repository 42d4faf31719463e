// SPDX-License-Identifier: Apache-2.0

extension AssociationRules {
    /// Two sides, to find a rule by.
    private struct Sides: Hashable {
        var antecedent: [UInt32]
        var consequent: [UInt32]
    }

    /// The rules that say more than every shorter one: no rule here with the same consequent and fewer items in front is
    /// as confident.
    ///
    /// Only rules that are listed can make others redundant; with nothing in front, the consequent's own share counts.
    ///
    /// - Complexity: O(rules · antecedent length): a rule is compared with those of one item less, and takes over the best
    ///   confidence that these have seen below them.
    /// - Source: Bayardo, Agrawal, Gunopulos, "Constraint-Based Rule Mining in Large, Dense Databases", 2000:
    ///   improvement above 0.
    func withoutRedundant() -> AssociationRules {
        let all = (0..<count).map(sides)
        let order = (0..<count).sorted { (all[$0].antecedent.count, $0) < (all[$1].antecedent.count, $1) }
        var best: [Sides: Double] = [:]  // the best confidence of a rule and all below it
        best.reserveCapacity(count)
        var kept: [Int] = []
        for rule in order {
            let counts = counts(of: rule)
            var below = counts.antecedent < basketCount ? Double(counts.consequent) / Double(basketCount) : 0
            for place in all[rule].antecedent.indices {
                var shorter = all[rule].antecedent
                shorter.remove(at: place)
                below = max(below, best[Sides(antecedent: shorter, consequent: all[rule].consequent)] ?? 0)
            }
            best[Sides(antecedent: all[rule].antecedent, consequent: all[rule].consequent)] = max(
                below, counts.confidence)
            if counts.confidence > below || all[rule].antecedent.isEmpty { kept.append(rule) }
        }
        return keeping(kept.sorted())
    }

    /// The rules of which at most that share is expected to be chance: Fisher's p up to the largest that still satisfies
    /// p ≤ rate · rank / rules.
    ///
    /// - Source: Benjamini, Hochberg, "Controlling the False Discovery Rate", J. R. Stat. Soc. B 1995.
    func significant(falseDiscoveryRate rate: Double) -> AssociationRules {
        let p = fisherP()
        let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
        var accepted = 0
        for (rank, rule) in order.enumerated() where p[rule] <= rate * Double(rank + 1) / Double(count) {
            accepted = rank + 1
        }
        return keeping(order[..<accepted].sorted())
    }
}
