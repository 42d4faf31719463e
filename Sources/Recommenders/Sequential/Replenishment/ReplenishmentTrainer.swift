// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Learns how long buyers take to come back to each item, and what the time since the last purchase says.
///
/// The coefficients are learnt from the latest `horizonDays` of the data: what was known before them, and who came back
/// in them. Intervals and repeat rates are then taken from all data.
///
/// - Complexity: O(purchases · log) time, 32 bytes a pair of user and item.
/// - Source: the repeat rate of the item times a rate of the user's own that the item's distribution shrinks is
///   Bhagat, Muralidharan, Lobzhanidze, Vishwanath, "Buy It Again: Modeling Repeat Purchase Recommendations", KDD 2018;
///   here their weights are learnt by a logistic regression instead of assumed.
public struct ReplenishmentTrainer: RecommenderTrainer {
    /// The settings.
    public let config: ReplenishmentConfig

    /// Where the coefficients start, and stay with little data: those of a year of a grocer's receipts, rounded.
    private static let prior = SIMD8<Double>(-1.2, 1, 0.8, -1.4, -1.1, 0.45, 0, 0)
    private static let priorWeight = 10.0

    /// A trainer with those settings.
    public init(_ config: ReplenishmentConfig = ReplenishmentConfig()) { self.config = config }

    /// Learns the rhythm of every item.
    ///
    /// - Throws: `emptyDataset` when nobody bought anything; `invalidSetting` for an event type that there is not.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> ReplenishmentModel {
        let type = try dataset.eventType(named: config.event, setting: "event")
        let purchases = Purchases(dataset.interactions, type: type)
        guard purchases.count > 0 else {
            throw RecommenderError(
                .emptyDataset,
                "none of \(dataset.interactions.count) interactions is a “\(config.event)”; record some, or name "
                    + "another type in “event”")
        }
        let horizon = Int64(config.horizonDays * Double(PurchaseRecord.millisecondsPerDay))
        let cutoff = dataset.now.milliseconds - horizon
        let (earlier, cameBack) = purchases.records(before: cutoff, threads: context.threadCount)
        context.progress(0.4)
        let coefficients = coefficients(earlier, cameBack, at: cutoff, itemCount: dataset.itemCount)
        context.progress(0.7)
        let (records, _) = purchases.records(before: .max, threads: context.threadCount)
        let rhythms = ItemRhythms(records, itemCount: dataset.itemCount, config: config)
        context.progress(1)
        return ReplenishmentModel(rhythms, coefficients: coefficients, type: type, config: config)
    }

    private func coefficients(
        _ records: [PurchaseRecord], _ cameBack: [Bool], at cutoff: Int64, itemCount: Int
    ) -> SIMD8<Double> {
        let rhythms = ItemRhythms(records, itemCount: itemCount, config: config)
        let examples = zip(records, cameBack).map { record, isPositive in
            let item = Int(record.item)
            let interval = RepeatFeatures.interval(
                of: record, itemInterval: Double(rhythms.intervals[item]), shrinkage: config.intervalShrinkage)
            let values = RepeatFeatures.values(
                of: record, at: cutoff, interval: interval, repeatRate: Double(rhythms.repeatRates[item]))
            return (values: values, isPositive: isPositive)
        }
        return LogisticFit(prior: Self.prior, priorWeight: Self.priorWeight).coefficients(examples)
    }

    /// Purchases by user, records of pairs twice, and an example for each.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        12 * size.interactions + 130 * size.interactions + 48 * size.items + 8 * size.users
    }
}
