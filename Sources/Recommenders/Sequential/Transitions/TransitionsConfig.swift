// SPDX-License-Identifier: Apache-2.0

/// Settings of the sequential first-order model.
public struct TransitionsConfig: RecommenderConfig, Equatable {
    /// Which events count.
    public var eventWeighting = EventWeighting()
    /// Items kept that follow an item.
    public var neighbours = 200
    /// Steps ahead at which an item still counts as following.
    public var reach = 10
    /// An item n steps ahead counts 1 / n to this power; 0 counts all alike.
    public var stepDecay = 1.0
    /// Added to the number of times an item was followed, so that few occurrences say little.
    public var shrinkage = 1.0
    /// Newest items of the running session that are looked at; 1 is the first-order chain.
    public var newestItems = 1
    /// An item n places before the session's last counts this to the power of n.
    public var placeDecay = 0.5
    /// Whether the item that a session is at may be listed as its next one.
    public var listsCurrentItem = false

    /// Names of the settings.
    public static let settingNames =
        [
            "neighbours", "reach", "stepDecay", "shrinkage", "newestItems", "placeDecay", "listsCurrentItem",
        ] + EventWeighting.settingNames

    /// Sessions, beside interactions.
    public static let needs: DatasetParts = .sessions

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        neighbours = try settings.integer("neighbours", in: 1...10_000, default: neighbours)
        reach = try settings.integer("reach", in: 1...100, default: reach)
        stepDecay = try settings.number("stepDecay", in: 0...10, default: stepDecay)
        shrinkage = try settings.number("shrinkage", in: 0...1e9, default: shrinkage)
        newestItems = try settings.integer("newestItems", in: 1...100, default: newestItems)
        placeDecay = try settings.number("placeDecay", in: 0...1, default: placeDecay)
        listsCurrentItem = try settings.flag("listsCurrentItem", default: listsCurrentItem)
    }
}
