// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Rules “who has the antecedent has the consequent too”, with the item sets they come from.
public struct AssociationRules: Sendable {
    /// One rule: a set divided in two.
    struct Entry: Sendable, BitwiseCopyable {
        /// Number of the item set of both sides.
        var set: UInt32
        /// Which items of the set, by place, are the consequent.
        var consequent: UInt64
        var antecedentSupport: UInt32
        var consequentSupport: UInt32
    }

    /// All frequent sets.
    public let sets: ItemSets
    /// All baskets, those with no frequent item included.
    public let basketCount: Int
    let entries: SharedArray<Entry>

    /// Number of rules.
    public var count: Int { entries.count }

    /// How often the rule's two sides occur.
    public func counts(of rule: Int) -> RuleCounts {
        let entry = entries[rule]
        return RuleCounts(
            both: Int(sets.supports[Int(entry.set)]), antecedent: Int(entry.antecedentSupport),
            consequent: Int(entry.consequentSupport), baskets: basketCount)
    }

    /// The rule's items, each side ascending.
    public func sides(of rule: Int) -> (antecedent: [UInt32], consequent: [UInt32]) {
        let entry = entries[rule]
        var (antecedent, consequent): ([UInt32], [UInt32]) = ([], [])
        for (place, position) in sets.range(of: Int(entry.set)).enumerated() {
            if entry.consequent >> UInt64(place) & 1 == 1 {
                consequent.append(sets.items[position])
            } else {
                antecedent.append(sets.items[position])
            }
        }
        return (antecedent.sorted(), consequent.sorted())
    }

    /// Fisher's exact p of every rule, one-sided.
    public func fisherP() -> [Double] {
        let test = FisherTest(basketCount: basketCount)
        return (0..<count).map { test.p(counts(of: $0)) }
    }

    /// The rules at those places, in that order.
    func keeping(_ places: [Int]) -> AssociationRules {
        AssociationRules(sets: sets, basketCount: basketCount, entries: SharedArray(places.map { entries[$0] }))
    }
}
