// SPDX-License-Identifier: Apache-2.0

/// Settings of the random walk from an item to its users to their items.
public struct RP3BetaConfig: RecommenderConfig, Equatable {
    /// How the scores of an item's list are scaled once it is cut.
    public enum Normalisation: String, Sendable, CaseIterable {
        /// Not at all.
        case none
        /// They add up to 1.
        case l1
    }

    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// Exponent of every step's probability: below 1 it evens out how often the ways are taken.
    public var alpha = 0.5
    /// Exponent of the popularity that a reached item is divided by; 0 is P3α.
    public var beta = 0.3
    /// Most neighbours kept of an item, itself not counted.
    public var neighbours = 100
    /// How the scores of a list are scaled; with `l1` the exponent of the first step has no effect.
    public var normalisation = Normalisation.l1

    /// Names of the settings.
    public static let settingNames = ["alpha", "beta", "neighbours", "normalisation"] + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        alpha = try settings.number("alpha", in: 0...4, default: alpha)
        beta = try settings.number("beta", in: 0...4, default: beta)
        neighbours = try settings.integer("neighbours", in: 1...10_000, default: neighbours)
        normalisation = try settings.choice("normalisation", default: normalisation)
    }
}
