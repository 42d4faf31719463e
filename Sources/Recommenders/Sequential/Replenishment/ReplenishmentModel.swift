// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Says which of a user's own items are due.
///
/// - Sections: `intervals` (days) and `repeatRates`, one a known item; `coefficients` [6]; `configuration`
///   [horizon in days, weight of the item's interval, event type].
public struct ReplenishmentModel: RepeatModel {
    private let intervals: SharedArray<Float>
    private let repeatRates: SharedArray<Float>
    private let weights: SharedArray<Double>
    private let configuration: SharedArray<Double>
    private let coefficients: SIMD8<Double>

    init(_ rhythms: ItemRhythms, coefficients: SIMD8<Double>, type: EventType, config: ReplenishmentConfig) {
        intervals = SharedArray(rhythms.intervals)
        repeatRates = SharedArray(rhythms.repeatRates)
        weights = SharedArray((0..<RepeatFeatures.count).map { coefficients[$0] })
        configuration = SharedArray([config.horizonDays, config.intervalShrinkage, Double(type.rawValue)])
        self.coefficients = coefficients
    }

    /// Items known when it was trained.
    public var itemCount: Int { intervals.count }

    /// Days that a probability looks ahead.
    public var horizonDays: Double { configuration[0] }

    /// The type of event that is a purchase.
    public var purchaseType: EventType { EventType(rawValue: UInt8(configuration[2])) }

    /// The user's items by the chance that they buy them again, as ``RepeatFeatures`` says.
    ///
    /// - Complexity: O(n · log n) for n interactions.
    public func due(_ history: [Interaction], at now: Timestamp) -> [DueItem] {
        var purchases: [(item: UInt32, time: Int64)] = []
        for interaction in history
        where interaction.type == purchaseType && interaction.timestamp <= now
            && Int(interaction.item.rawValue) < itemCount
        {
            purchases.append((interaction.item.rawValue, interaction.timestamp.milliseconds))
        }
        let items = PurchaseRecord.gather(&purchases).map { due($0, at: now) }
        return items.sorted { ($1.probability, $0.item) < ($0.probability, $1.item) }
    }

    private func due(_ record: PurchaseRecord, at now: Timestamp) -> DueItem {
        let item = Int(record.item)
        let interval = RepeatFeatures.interval(
            of: record, itemInterval: Double(intervals[item]), shrinkage: configuration[1])
        let values = RepeatFeatures.values(
            of: record, at: now.milliseconds, interval: interval, repeatRate: Double(repeatRates[item]))
        return DueItem(
            item: ItemIndex(rawValue: record.item),
            probability: Float(RepeatFeatures.probability(values, coefficients)), purchases: record.purchases,
            lastBought: Timestamp(milliseconds: record.last), intervalDays: interval)
    }

    /// Adds each item's repeat rate by its weight: what is left to say without moments.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        for entry in history where entry.weight > 0 && Int(entry.item.rawValue) < itemCount {
            board.add(entry.weight * repeatRates[Int(entry.item.rawValue)], to: entry.item.rawValue)
        }
    }

    /// Nothing: an item says nothing of another.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {}

    /// What the item itself contributes, if it is in the history.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        history.map { entry in
            guard entry.item == item, entry.weight > 0, Int(item.rawValue) < itemCount else { return 0 }
            return entry.weight * repeatRates[Int(item.rawValue)]
        }
    }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(intervals, as: "intervals")
        sections.write(repeatRates, as: "repeatRates")
        sections.write(weights, as: "coefficients")
        sections.write(configuration, as: "configuration")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        intervals = try sections.read("intervals", as: Float.self)
        repeatRates = try sections.read("repeatRates", as: Float.self)
        weights = try sections.read("coefficients", as: Double.self)
        configuration = try sections.read("configuration", as: Double.self)
        guard intervals.count == repeatRates.count, weights.count == RepeatFeatures.count, configuration.count == 3,
            (0...255).contains(configuration[2])
        else {
            throw RecommenderError(
                .malformedSection,
                "\(intervals.count) intervals with \(repeatRates.count) repeat rates, "
                    + "\(weights.count) coefficients and \(configuration.count) settings")
        }
        var coefficients = SIMD8<Double>(repeating: 0)
        for place in 0..<RepeatFeatures.count { coefficients[place] = weights[place] }
        self.coefficients = coefficients
    }
}
