// SPDX-License-Identifier: Apache-2.0

/// Settings of the repeat purchase model.
public struct ReplenishmentConfig: RecommenderConfig, Equatable {
    /// How much each event of a history without times counts; moments alone decide what is due.
    public var eventWeighting = EventWeighting()
    /// Name of the event type that is a purchase.
    public var event = "purchase"
    /// How far ahead a probability looks, and how many of the latest days it is learnt from.
    public var horizonDays = 28.0
    /// How many intervals of the user's own weigh as much as the item's mean one.
    public var intervalShrinkage = 1.0
    /// How many buyers of the item weigh as much as the share of all buyers that come back.
    public var repeatShrinkage = 10.0

    /// Names of the settings.
    public static let settingNames =
        ["event", "horizonDays", "intervalShrinkage", "repeatShrinkage"] + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        event = try settings.word("event", default: event)
        horizonDays = try settings.number("horizonDays", in: 0.01...3_650, default: horizonDays)
        intervalShrinkage = try settings.number("intervalShrinkage", in: 0.01...1e6, default: intervalShrinkage)
        repeatShrinkage = try settings.number("repeatShrinkage", in: 0.01...1e6, default: repeatShrinkage)
    }
}
