// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds two or three items that are bought together more often than by chance, whichever of them is left out.
///
/// A set counts when each of its items goes with the others: every rule with one item behind passes Fisher's test under
/// one false discovery rate for all rules.
public struct BundleMiner: Sendable {
    /// What is wanted, and what a search may cost.
    public struct Config: Sendable, Equatable {
        /// The least number of baskets.
        public var minimumSupport: Int
        /// Most items, 2 or more.
        public var longest = 3
        /// The largest share of rules that may be chance alone.
        public var falseDiscoveryRate = 0.01
        /// The least lift of the whole set.
        public var minimumLift = 1.0
        /// Most bundles listed; all are counted.
        public var listLength = Int.max
        /// Threads to search on.
        public var threadCount = 1
        /// Where the search stops.
        public var bounds = MiningBounds()

        /// Bundles of two or three in so many baskets.
        public init(minimumSupport: Int) { self.minimumSupport = minimumSupport }
    }

    /// What is wanted.
    public let config: Config

    /// A miner with those settings.
    public init(_ config: Config) { self.config = config }

    /// The bundles, by how many baskets more than by chance hold them; ties by their items.
    ///
    /// - Complexity: that of the item sets and of their rules, O(bundles · log bundles).
    public func mine(_ baskets: Baskets, _ money: ItemPrices) -> FoundBundles {
        var setConfig = ItemSetConfig(minimumSupport: config.minimumSupport)
        setConfig.lengths = 1...max(2, config.longest)
        (setConfig.threadCount, setConfig.bounds) = (config.threadCount, config.bounds)
        let sets = ItemSetMiner(setConfig).mine(baskets)
        var ruleConfig = RuleConfig()
        (ruleConfig.minimumConfidence, ruleConfig.minimumLift) = (0, 1)
        (ruleConfig.falseDiscoveryRate, ruleConfig.threadCount) = (config.falseDiscoveryRate, config.threadCount)
        let rules = RuleMiner(ruleConfig).rules(from: sets, basketCount: baskets.count)
        let supports = baskets.supports().map(Int.init)
        var found: [Candidate] = []
        for (set, tested) in Self.tests(of: sets, rules).enumerated()
        where sets.range(of: set).count > 1 && tested.rules == sets.range(of: set).count {
            let lift = lift(of: sets, set, supports, baskets.count)
            guard lift >= config.minimumLift else { continue }
            found.append(Candidate(set: set, excess: Double(sets.support(of: set)) * (1 - 1 / lift), p: tested.p))
        }
        found.sort { one, other in
            one.excess != other.excess
                ? one.excess > other.excess : sets[one.set].lexicographicallyPrecedes(sets[other.set])
        }
        let listed = found.prefix(config.listLength).map {
            bundle(sets[$0.set], sets.support(of: $0.set), p: $0.p, supports, baskets.count, money)
        }
        return FoundBundles(bundles: listed, count: found.count, stop: sets.stop)
    }

    /// A set that counts.
    private struct Candidate {
        var set: Int
        /// Baskets beyond what chance would give, which favours neither the rare nor the common.
        var excess: Double
        var p: Double
    }

    /// Of each set, how many of its rules passed the tests, and the largest p of those.
    private static func tests(of sets: ItemSets, _ rules: AssociationRules) -> [(rules: Int, p: Double)] {
        var tests = [(rules: Int, p: Double)](repeating: (0, 0), count: sets.count)
        for (rule, p) in rules.fisherP().enumerated() {
            let set = Int(rules.entries[rule].set)
            tests[set] = (tests[set].rules + 1, max(tests[set].p, p))
        }
        return tests
    }

    private func lift(of sets: ItemSets, _ set: Int, _ supports: [Int], _ basketCount: Int) -> Double {
        let expected = sets.range(of: set).reduce(Double(basketCount)) {
            $0 * Double(supports[Int(sets.items[$1])]) / Double(basketCount)
        }
        return Double(sets.support(of: set)) / expected
    }

    private func bundle(
        _ items: [UInt32], _ support: Int, p: Double, _ supports: [Int], _ basketCount: Int, _ money: ItemPrices
    ) -> Bundle {
        let anchor = items.max { (supports[Int($0)], $1) < (supports[Int($1)], $0) } ?? items[0]
        let expected = items.reduce(Double(basketCount)) { $0 * Double(supports[Int($1)]) / Double(basketCount) }
        let prices = items.map { money.prices[Int($0)] }
        let margins = items.map { money.prices[Int($0)] - money.costs[Int($0)] }
        let rest = zip(items, margins).reduce(0) { $0 + ($1.0 == anchor ? 0 : $1.1) }
        let confidence = Double(support) / Double(supports[Int(anchor)])
        let knowsMargin = margins.allSatisfy(\.isFinite)
        return Bundle(
            items: items, anchor: anchor, support: support, lift: Double(support) / expected, confidence: confidence,
            p: p, price: prices.allSatisfy(\.isFinite) ? prices.reduce(0, +) : nil,
            margin: knowsMargin ? margins.reduce(0, +) : nil,
            savingBound: knowsMargin ? max(0, (1 - confidence) * rest) : nil)
    }
}
