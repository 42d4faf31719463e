// SPDX-License-Identifier: Apache-2.0

internal import Mining
internal import Shop

/// Mines rules “who bought this buys that within so many days” of the customers' histories, with their delays.
///
/// - Complexity: as `SequenceMiner` says for patterns of two items, and O(rules · log rules).
/// - Source: as `SequentialRules` of `Mining` says.
public struct SequentialRulesTrainer: RecommenderTrainer {
    /// The settings.
    public let config: SequentialRulesConfig

    /// A trainer with those settings.
    public init(_ config: SequentialRulesConfig = SequentialRulesConfig()) { self.config = config }

    /// Learns the rules; none where all of a customer's events are of one moment.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0; `tooLarge` when there are too many frequent patterns.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> SequentialRulesModel {
        let weights = EventWeights(config.eventWeighting, ownTypes: dataset.ownTypes)
        let histories = Sequences(of: dataset.interactions) { weights.weight(of: $0, now: dataset.now) > 0 }
        guard histories.count > 0 else {
            throw RecommenderError(
                .emptyDataset,
                "none of \(dataset.interactions.count) interactions weighs more than 0; add events, or name their types "
                    + "in “weights”")
        }
        context.progress(0.1)
        let patterns = SequenceMiner(search(customers: histories.count, threads: context.threadCount)).mine(histories)
        if patterns.stop != nil {
            throw RecommenderError(
                .tooLarge,
                "patterns take more than the \(config.memoryLimit) GiB of “memoryLimit”; raise that or “minimumSupport”, "
                    + "or lower “withinDays”")
        }
        context.progress(0.8)
        let rules = SequentialRules(
            patterns, sequenceCount: histories.count, minimumConfidence: config.minimumConfidence,
            minimumLift: config.minimumLift)
        // What follows itself is due again: `replenishment` says when.
        var builder = RuleBookBuilder(
            rules.rules.filter { $0.antecedent != [$0.consequent] }.map(\.mined), itemSupports: histories.supports(),
            basketCount: histories.count, ranking: config.ranking, withinDays: Float(config.withinDays))
        let book = builder.finish()
        context.progress(1)
        return SequentialRulesModel(book)
    }

    /// The histories, twice while they are sorted; the patterns, at most what the search may hold; rules of them.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        60 * size.interactions + min(config.patternByteLimit, 200 * size.interactions) + 24 * size.items
    }

    private func search(customers: Int, threads: Int) -> SequenceConfig {
        var wanted = SequenceConfig(
            minimumSupport: AssociationRulesConfig.count(config.minimumSupport, of: customers))
        wanted.lengths = 1...2
        wanted.minimumGap = max(1, Int64(config.afterDays * RuleDelay.millisecondsPerDay))
        wanted.maximumGap = Int64(config.withinDays * RuleDelay.millisecondsPerDay)
        wanted.threadCount = threads
        wanted.bounds.byteCount = config.patternByteLimit
        return wanted
    }
}

extension RuleDelay {
    fileprivate static let millisecondsPerDay = 86_400_000.0
}

extension SequentialRules.Rule {
    /// The rule on its way into a book.
    fileprivate var mined: MinedRule {
        var rule = MinedRule(
            antecedent: Antecedent(antecedent), consequent: consequent, support: UInt32(clamping: counts.both),
            antecedentSupport: UInt32(clamping: counts.antecedent))
        rule.delay = SIMD3(
            [delay.lower, delay.median, delay.upper].map { Float(Double($0) / RuleDelay.millisecondsPerDay) })
        return rule
    }
}
