// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Divides frequent item sets into rules.
///
/// - Complexity: O(sets · length) look-ups for consequents of one item.
/// - Source: Agrawal, Srikant, "Fast Algorithms for Mining Association Rules", VLDB 1994, section 3: consequents grow
///   only while the rule is confident enough, because moving an item to the consequent never raises confidence.
public struct RuleMiner: Sendable {
    /// What is wanted.
    public let config: RuleConfig
    private let hierarchy: ItemHierarchy?

    /// A miner with those settings.
    ///
    /// - Parameter hierarchy: what the sets were mined with.
    public init(_ config: RuleConfig = RuleConfig(), hierarchy: ItemHierarchy? = nil) {
        precondition(
            hierarchy != nil || config.minimumInterest == nil, "interest beyond what is above, without a hierarchy")
        (self.config, self.hierarchy) = (config, hierarchy)
    }

    /// The rules that the sets hold, in the sets' order.
    ///
    /// - Parameters:
    ///   - sets: all frequent sets of a support, not only closed or maximal ones, of every length from 1.
    ///   - basketCount: all baskets.
    public func rules(from sets: ItemSets, basketCount: Int) -> AssociationRules {
        let index = ItemSetIndex(sets, threads: config.threadCount)
        let division = SetDivision(sets: sets, index: index, config: config, basketCount: basketCount)
        let parts = parallelMap(sets.count, threads: config.threadCount, chunk: 1_024, scratch: {}) { range, _ in
            var entries: [AssociationRules.Entry] = []
            for position in range { division.divide(position, into: &entries) }
            return entries
        }
        var rules = AssociationRules(
            sets: sets, basketCount: basketCount, entries: SharedArray(parts, threads: config.threadCount))
        if config.prunesRedundant { rules = rules.withoutRedundant() }
        if let rate = config.falseDiscoveryRate { rules = rules.significant(falseDiscoveryRate: rate) }
        if let factor = config.minimumInterest, let hierarchy {
            rules = rules.interesting(by: factor, beyond: hierarchy)
        }
        return rules
    }
}

/// Finds the rules of one set after the other.
struct SetDivision: Sendable {
    let sets: ItemSets
    let index: ItemSetIndex
    let config: RuleConfig
    let basketCount: Int

    /// Longest set that is divided: one that long has 2⁶⁴ subsets, so that no search ever lists it.
    private static let lengthLimit = 63

    func divide(_ position: Int, into entries: inout [AssociationRules.Entry]) {
        let range = sets.range(of: position)
        guard range.count <= Self.lengthLimit else { return }
        let all = UInt64(1) << UInt64(range.count) - 1
        var consequents: [UInt64] = []
        for place in 0..<range.count {
            let consequent = UInt64(1) << UInt64(place)
            if add(position, range, all: all, consequent: consequent, to: &entries) { consequents.append(consequent) }
        }
        var length = 1
        while length < min(config.consequentLength, range.count), !consequents.isEmpty {
            consequents = grown(consequents).filter {
                add(position, range, all: all, consequent: $0, to: &entries)
            }
            length += 1
        }
    }

    /// Each confident consequent with one more item behind its last, if that item alone could be one.
    private func grown(_ consequents: [UInt64]) -> [UInt64] {
        let members = consequents.reduce(0, |)
        var grown: [UInt64] = []
        for consequent in consequents {
            var rest = members & ~((UInt64(2) << UInt64(63 - consequent.leadingZeroBitCount)) &- 1)
            while rest != 0 {
                grown.append(consequent | (rest & (0 &- rest)))
                rest &= rest - 1
            }
        }
        return grown
    }

    /// Adds the rule if it is wanted; whether it is confident enough to move more items to its consequent.
    private func add(
        _ position: Int, _ range: Range<Int>, all: UInt64, consequent: UInt64,
        to entries: inout [AssociationRules.Entry]
    ) -> Bool {
        let antecedent = all & ~consequent
        let both = Int(sets.supports[position])
        guard let before = support(range, antecedent) else { return false }
        guard Double(both) >= config.minimumConfidence * Double(before) * (1 - 1e-12) else { return false }
        guard antecedent != 0 || config.allowsEmptyAntecedent, let after = support(range, consequent) else {
            return true
        }
        let counts = RuleCounts(both: both, antecedent: before, consequent: after, baskets: basketCount)
        if counts.lift >= config.minimumLift {
            entries.append(
                AssociationRules.Entry(
                    set: UInt32(truncatingIfNeeded: position), consequent: consequent,
                    antecedentSupport: UInt32(truncatingIfNeeded: before),
                    consequentSupport: UInt32(truncatingIfNeeded: after)))
        }
        return true
    }

    /// How many baskets hold those items of the set; nil when the sets do not say.
    private func support(_ range: Range<Int>, _ members: UInt64) -> Int? {
        guard members != 0 else { return basketCount }
        var key: UInt64 = 0
        var rest = members
        while rest != 0 {
            key &+= ItemSetIndex.key(of: sets.items[range.lowerBound + rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        return index.find(range, members: members, key: key).map { Int(sets.supports[$0]) }
    }
}
