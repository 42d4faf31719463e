// SPDX-License-Identifier: Apache-2.0

/// Settings of the session-based nearest-neighbour recommender.
public struct SessionKNNConfig: RecommenderConfig, Equatable {
    /// Which events count; a half-life lets a neighbour speak less the longer ago its session ended.
    public var eventWeighting = EventWeighting()
    /// Most recent sessions that have an item in common with the running one and are compared with it: the paper's m.
    public var sessions = 1_500
    /// Sessions most like the running one whose items are recommended: the paper's k.
    public var neighbours = 250
    /// Newest items of the running session that are looked at.
    public var newestItems = 10
    /// Power of an item's inverse frequency in its score; 0 leaves it out.
    public var inverseFrequency = 1.0
    /// How much a neighbour loses for each place between the running session's end and the first item in common.
    public var matchDecay = 0.1
    /// A neighbour's likeness is divided by its number of items to this power.
    public var lengthDamping = 0.0
    /// Different items of a session that are kept, the newest.
    public var longestSession = 100
    /// Whether the item that a session is at may be listed as its next one.
    public var listsCurrentItem = false

    /// Names of the settings.
    public static let settingNames =
        [
            "sessions", "neighbours", "newestItems", "inverseFrequency", "matchDecay", "lengthDamping",
            "longestSession", "listsCurrentItem",
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
        sessions = try settings.integer("sessions", in: 1...1_000_000, default: sessions)
        neighbours = try settings.integer("neighbours", in: 1...100_000, default: neighbours)
        newestItems = try settings.integer("newestItems", in: 1...100, default: newestItems)
        inverseFrequency = try settings.number("inverseFrequency", in: 0...10, default: inverseFrequency)
        matchDecay = try settings.number("matchDecay", in: 0...1, default: matchDecay)
        lengthDamping = try settings.number("lengthDamping", in: 0...2, default: lengthDamping)
        longestSession = try settings.integer("longestSession", in: 1...10_000, default: longestSession)
        listsCurrentItem = try settings.flag("listsCurrentItem", default: listsCurrentItem)
    }
}
