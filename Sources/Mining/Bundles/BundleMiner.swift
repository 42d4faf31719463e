// SPDX-License-Identifier: Apache-2.0

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
    /// - Complexity: that of the item sets.
    public func mine(_ baskets: Baskets, _ money: ItemPrices) -> (bundles: [Bundle], stop: MiningStop?) {
        var setConfig = ItemSetConfig(minimumSupport: config.minimumSupport)
        setConfig.lengths = 1...max(2, config.longest)
        (setConfig.threadCount, setConfig.bounds) = (config.threadCount, config.bounds)
        let sets = ItemSetMiner(setConfig).mine(baskets)
        var ruleConfig = RuleConfig()
        (ruleConfig.minimumConfidence, ruleConfig.minimumLift) = (0, 1)
        (ruleConfig.falseDiscoveryRate, ruleConfig.threadCount) = (config.falseDiscoveryRate, config.threadCount)
        let rules = RuleMiner(ruleConfig).rules(from: sets, basketCount: baskets.count)
        var worst: [[UInt32]: (rules: Int, p: Double)] = [:]
        for (rule, p) in rules.fisherP().enumerated() {
            let sides = rules.sides(of: rule)
            let items = (sides.antecedent + sides.consequent).sorted()
            let known = worst[items] ?? (0, 0)
            worst[items] = (known.rules + 1, max(known.p, p))
        }
        let supports = baskets.supports().map(Int.init)
        let bundles = (0..<sets.count).compactMap { set -> Bundle? in
            let items = sets[set]
            guard items.count > 1, let tested = worst[items], tested.rules == items.count else { return nil }
            let bundle = bundle(items, sets.support(of: set), p: tested.p, supports, baskets.count, money)
            return bundle.lift >= config.minimumLift ? bundle : nil
        }
        return (bundles.sorted(by: Self.precedes), sets.stop)
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

    /// By support − expected support, which favours neither the rare nor the common.
    private static func precedes(_ one: Bundle, _ other: Bundle) -> Bool {
        let (left, right) = (one.excess, other.excess)
        return left != right ? left > right : one.items.lexicographicallyPrecedes(other.items)
    }
}

extension Bundle {
    /// Baskets beyond what chance would give.
    fileprivate var excess: Double { Double(support) * (1 - 1 / lift) }
}
