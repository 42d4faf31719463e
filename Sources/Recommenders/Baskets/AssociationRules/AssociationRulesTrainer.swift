// SPDX-License-Identifier: Apache-2.0

internal import Mining

/// Mines rules of the baskets that were bought: those between two items, longer ones, and if wanted those from a category
/// to an item, each at a support of their own.
///
/// - Complexity: as `ItemSetMiner` and `RuleMiner` say, and O(rules · log rules).
/// - Source: Agrawal, Srikant, "Fast Algorithms for Mining Association Rules", VLDB 1994.
public struct AssociationRulesTrainer: RecommenderTrainer {
    /// The settings.
    public let config: AssociationRulesConfig

    /// A trainer with those settings.
    public init(_ config: AssociationRulesConfig = AssociationRulesConfig()) { self.config = config }

    /// Learns the rules.
    ///
    /// - Throws: `emptyDataset` when no basket has anything in it; `tooLarge` when there are too many frequent sets.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> AssociationRulesModel {
        let baskets = try Baskets(boughtIn: dataset, weighting: config.eventWeighting, threads: context.threadCount)
        context.progress(0.1)
        let pairs = Search(named: "pairSupport", config.pairSupport, lengths: 1...2)
        var mined = try rules(of: baskets, by: pairs, threads: context.threadCount)
        context.progress(0.5)
        if config.maximumLength > 2 {
            let long = Search(named: "minimumSupport", config.minimumSupport, lengths: 1...config.maximumLength)
            mined += try rules(of: baskets, by: long, threads: context.threadCount).filter { $0.antecedent.count > 1 }
        }
        var supports = baskets.supports()
        let categories = config.categories ? RuleCategories(dataset.items, itemCount: dataset.itemCount) : nil
        if let categories {
            let extended = categories.hierarchy.extended(baskets)
            supports = extended.supports()
            var search = Search(named: "categorySupport", config.categorySupport, lengths: 1...2)
            search.hierarchy = categories.hierarchy
            let items = UInt32(truncatingIfNeeded: dataset.itemCount)
            mined += try rules(of: extended, by: search, threads: context.threadCount)
                .filter { $0.antecedent.last >= items && $0.consequent < items }
        }
        var builder = RuleBookBuilder(
            mined, itemSupports: supports, basketCount: baskets.count, ranking: config.ranking,
            prunes: config.prunes, categories: categories)
        let book = builder.finish()
        context.progress(1)
        return AssociationRulesModel(book)
    }

    /// The baskets, and with their categories some four levels more; 14 bytes a frequent pair, its index and rules; 64
    /// bytes a rule while the best are kept.
    ///
    /// How many pairs are frequent only the data say: at most what the search may hold, at most the pairs of the
    /// baskets over the support.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let basketLength = size.interactions / max(1, size.users) + 1
        let least = AssociationRulesConfig.count(config.pairSupport, of: size.users)
        let pairs = min(
            config.setByteLimit / 14, size.items * size.items / 2, size.interactions * basketLength / (2 * least))
        return (config.categories ? 116 : 16) * size.interactions + 200 * pairs + 24 * size.items
    }

    /// One search for rules.
    private struct Search {
        var setting: String
        var support: Double
        var lengths: ClosedRange<Int>
        var hierarchy: ItemHierarchy?

        init(named setting: String, _ support: Double, lengths: ClosedRange<Int>) {
            (self.setting, self.support, self.lengths) = (setting, support, lengths)
        }
    }

    private func rules(of baskets: Baskets, by search: Search, threads: Int) throws(RecommenderError) -> [MinedRule] {
        var wanted = ItemSetConfig(
            minimumSupport: AssociationRulesConfig.count(
                search.support, of: baskets.count, atLeast: search.lengths.upperBound > 2 ? 10 : 1))
        (wanted.lengths, wanted.threadCount, wanted.bounds.byteCount) = (search.lengths, threads, config.setByteLimit)
        let sets = ItemSetMiner(wanted, hierarchy: search.hierarchy).mine(baskets)
        if sets.stop != nil {
            throw RecommenderError(
                .tooLarge,
                "item sets in \(wanted.minimumSupport) baskets or more take more than the \(config.memoryLimit) GiB of "
                    + "“memoryLimit”; raise that or “\(search.setting)”, or lower “maximumLength”")
        }
        let rules = RuleMiner(ruleConfig(threads: threads)).rules(from: sets, basketCount: baskets.count)
        return (0..<rules.count).map { rules.minedRule($0) }
    }

    private func ruleConfig(threads: Int) -> RuleConfig {
        var wanted = RuleConfig()
        wanted.minimumConfidence = config.minimumConfidence
        wanted.minimumLift = 1
        wanted.falseDiscoveryRate = config.falseDiscoveryRate < 1 ? config.falseDiscoveryRate : nil
        wanted.threadCount = threads
        return wanted
    }
}

extension AssociationRules {
    /// One rule of one consequent.
    fileprivate func minedRule(_ rule: Int) -> MinedRule {
        let (sides, counts) = (sides(of: rule), counts(of: rule))
        return MinedRule(
            antecedent: Antecedent(sides.antecedent), consequent: sides.consequent[0],
            support: UInt32(clamping: counts.both), antecedentSupport: UInt32(clamping: counts.antecedent))
    }
}
