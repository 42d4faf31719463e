// SPDX-License-Identifier: Apache-2.0

/// Settings of pairs of items that belong to one order, session or user.
///
/// “Bought together” is the default; “viewed also viewed” is `within: session, from: view, to: view`; “viewed, then
/// bought” is `within: session, from: view, to: purchase, ordered: true`.
public struct CoOccurrenceConfig: RecommenderConfig, Equatable {
    /// What two events must have in common to count as together.
    public enum Scope: String, Sendable, CaseIterable {
        /// The order.
        case order
        /// The session.
        case session
        /// The user, whenever it was; `windowDays` bounds the time between.
        case user
    }

    /// What a list is ordered by.
    public enum Measure: String, Sendable, CaseIterable {
        /// count / √(from · to).
        case cosine
        /// count / from.
        case confidence
        /// count · groups / (from · to).
        case lift
        /// count / (from + to − count).
        case jaccard
        /// Dunning's G².
        case logLikelihood = "log-likelihood"
        /// The number of groups with both.
        case count
    }

    /// How much each event of a history counts.
    public var eventWeighting = EventWeighting()
    /// Where pairs are looked for.
    public var within = Scope.order
    /// Event type of the item that is asked about.
    public var from = "purchase"
    /// Event type of the item that is listed.
    public var to = "purchase"
    /// Whether the listed item must come later.
    public var isOrdered = false
    /// The most time between the two events; nil for any.
    public var windowDays: Double?
    /// What lists are ordered by.
    public var measure = Measure.cosine
    /// The fewest groups with both items.
    public var minimumCount = 3
    /// The largest share of pairs that may be chance alone; 1 for no test.
    public var falseDiscoveryRate = 0.05
    /// Most items of a list.
    public var neighbours = 100
    /// Of a longer group only its latest events count.
    public var eventsPerGroup = 1_000

    /// Names of the settings.
    public static let settingNames =
        [
            "within", "from", "to", "ordered", "windowDays", "measure", "minimumCount", "falseDiscoveryRate",
            "neighbours", "eventsPerGroup",
        ] + EventWeighting.settingNames

    /// Orders and sessions.
    public static let needs: DatasetParts = [.orders, .sessions]

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        within = try settings.choice("within", default: within)
        from = try settings.word("from", default: from)
        to = try settings.word("to", default: to)
        isOrdered = try settings.flag("ordered", default: isOrdered)
        windowDays = try settings.optionalNumber("windowDays", in: 1e-5...1e5)
        measure = try settings.choice("measure", default: measure)
        minimumCount = try settings.integer("minimumCount", in: 1...1_000_000_000, default: minimumCount)
        falseDiscoveryRate = try settings.number("falseDiscoveryRate", in: 1e-12...1, default: falseDiscoveryRate)
        neighbours = try settings.integer("neighbours", in: 1...10_000, default: neighbours)
        eventsPerGroup = try settings.integer("eventsPerGroup", in: 2...1_000_000, default: eventsPerGroup)
    }
}
