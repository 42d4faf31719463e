// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Learns from choices what attributes are worth, for all customers and by segment.
///
/// A choice is an event that weighs something, see ``UtilityConfig/eventWeighting``; what it was made from says
/// ``ChoiceGathering``.
///
/// - Source: McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", in Frontiers in Econometrics, 1974.
public struct UtilityTrainer: RecommenderTrainer {
    /// The settings.
    public let config: UtilityConfig

    /// A trainer with those settings.
    public init(_ config: UtilityConfig) { self.config = config }

    /// Learns the weights.
    ///
    /// - Throws: `emptyDataset` without attributes or without a choice between items; `invalidSetting` for attributes that
    ///   the items do not have, or have of another kind; `notPositiveDefinite` without a prior.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> UtilityModel {
        let choices = try gather(dataset, seed: context.seed)
        context.progress(0.5)
        let fit = try config.logit(threads: context.threadCount).fit(
            choices.sets, segmentCount: choices.segmentNames.count)
        let learned = LearnedWeights(
            criteria: choices.scorer.criteria, segmentBy: config.segmentBy, whole: fit.whole,
            segments: zip(choices.segmentNames, fit.segments).compactMap { name, fit in
                fit.map { LearnedWeights.Segment(name: name, fit: $0) }
            })
        context.progress(1)
        return UtilityModel(learned, utilities: choices.utilities(of: dataset, under: fit.whole.coefficients))
    }

    /// The choices that the weights are learned from.
    ///
    /// - Throws: as `fit`.
    public func gather(_ dataset: Dataset, seed: UInt64) throws(RecommenderError) -> GatheredChoices {
        guard !config.criteria.isEmpty else {
            throw RecommenderError(
                .emptyDataset, "“attributes” names none to learn from; give some, such as {price: plain}")
        }
        guard dataset.items.contains(where: { $0 != nil }) else {
            throw RecommenderError(
                .emptyDataset, "nothing is said of the items, so that no attribute explains a choice; put items")
        }
        var table = AttributeTable()
        for item in dataset.items { table.append(item) }
        return try ChoiceGathering(dataset, scorer: scorer(over: table), config: config, seed: seed).gathered()
    }

    private func scorer(over table: AttributeTable) throws(RecommenderError) -> UtilityScorer {
        do throws(CriterionError) {
            return try UtilityScorer(config.criteria, weights: config.criteria.map { _ in 0 }, table: table)
        } catch {
            throw RecommenderError(
                .invalidSetting, "“attributes.\(config.criteria[error.position].attribute)”: \(error.reason)")
        }
    }

    /// Items' features and attributes, and the alternatives of every choice.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let width = max(1, config.criteria.count)
        return size.items * (24 * width + 64) + size.interactions * (8 * config.alternatives + 24)
            + threads * 1_024 * width * 8
    }
}
