// SPDX-License-Identifier: Apache-2.0

/// Settings of items that stand for one another.
public struct SubstitutesConfig: RecommenderConfig, Equatable {
    /// How much each event of a history counts.
    public var eventWeighting = EventWeighting()
    /// Event type by which customers show that they look at an item, in sessions.
    public var view = "view"
    /// Event type by which they show that they take it, in orders and over their whole history.
    public var purchase = "purchase"
    /// Whether only dearer items of the same category are listed, by how often they were bought after a look at the
    /// cheaper one.
    public var isUpSell = false
    /// Price ratio, as a natural logarithm, over which closeness falls to 1/e.
    public var priceTolerance = 0.5
    /// The highest price ratio of an up-sell.
    public var priceLimit = 2.0
    /// From how many times as many orders together as expected two items complete one another.
    public var complementLift = 1.5
    /// The fewest orders together for that, and the fewest sessions of an up-sell.
    public var minimumCount = 3
    /// Most items of a list.
    public var neighbours = 50
    /// Of a longer order, session or history only its latest events count.
    public var eventsPerGroup = 500

    /// Names of the settings.
    public static let settingNames =
        [
            "view", "purchase", "upSell", "priceTolerance", "priceLimit", "complementLift", "minimumCount",
            "neighbours", "eventsPerGroup",
        ] + EventWeighting.settingNames

    /// Orders, sessions, and what the shop says of items.
    public static let needs: DatasetParts = [.orders, .sessions, .items]

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        view = try settings.word("view", default: view)
        purchase = try settings.word("purchase", default: purchase)
        isUpSell = try settings.flag("upSell", default: isUpSell)
        priceTolerance = try settings.number("priceTolerance", in: 0.01...100, default: priceTolerance)
        priceLimit = try settings.number("priceLimit", in: 1...1e6, default: priceLimit)
        complementLift = try settings.number("complementLift", in: 1...1e6, default: complementLift)
        minimumCount = try settings.integer("minimumCount", in: 1...1_000_000_000, default: minimumCount)
        neighbours = try settings.integer("neighbours", in: 1...10_000, default: neighbours)
        eventsPerGroup = try settings.integer("eventsPerGroup", in: 2...1_000_000, default: eventsPerGroup)
    }
}
