// SPDX-License-Identifier: Apache-2.0

/// Settings of sequential rules: which are mined, which are kept, and how they are ranked.
public struct SequentialRulesConfig: RecommenderConfig, Equatable {
    /// How much each event counts: an item is bought when it weighs more than 0.
    public var eventWeighting = EventWeighting()
    /// Days after an item in which another must not follow: what one visit leaves in two orders does not follow.
    public var afterDays = 0.5
    /// Days after an item within which another must follow.
    public var withinDays = 30.0
    /// The least number of customers with both in this order, or below 1 share of them.
    public var minimumSupport = 5.0
    /// The least part of the antecedent's customers for whom the consequent follows.
    public var minimumConfidence = 0.05
    /// The least lift: against the part of all customers who ever buy the consequent.
    public var minimumLift = 1.0
    /// How the rules are ranked, and how many are kept.
    public var ranking = RuleRanking()
    /// Most GiB of patterns that the search may find.
    public var memoryLimit = 0.5

    /// Names of the settings.
    public static let settingNames =
        [
            "afterDays", "withinDays", "minimumSupport", "minimumConfidence", "minimumLift", "memoryLimit",
        ] + RuleRanking.settingNames + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        withinDays = try settings.number("withinDays", in: 1e-6...1e4, default: withinDays)
        afterDays = try settings.number("afterDays", in: 0...withinDays, default: min(afterDays, withinDays))
        minimumSupport = try settings.number("minimumSupport", in: 1e-9...1e9, default: minimumSupport)
        minimumConfidence = try settings.number("minimumConfidence", in: 0...1, default: minimumConfidence)
        minimumLift = try settings.number("minimumLift", in: 0...1e9, default: minimumLift)
        ranking = try RuleRanking(settings)
        memoryLimit = try settings.number("memoryLimit", in: 1e-3...1024, default: memoryLimit)
    }

    /// Bytes of patterns that the search may find.
    var patternByteLimit: Int { Int(memoryLimit * 0x1p30) }
}
