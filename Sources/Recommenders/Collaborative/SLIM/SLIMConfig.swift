// SPDX-License-Identifier: Apache-2.0

/// Settings of the sparse linear model.
public struct SLIMConfig: RecommenderConfig, Equatable {
    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// λ₂: how strongly squared weights are held back.
    public var regularization = 100.0
    /// λ₁: how strongly weights are held at 0; above 0 many of them are exactly 0.
    public var sparsity = 0.0
    /// Whether an item may speak for others only, as in the paper, and not against them.
    public var isNonNegative = false
    /// Items that may explain an item: those of the most similar users, by cosine.
    public var candidates = 100
    /// Co-occurring items remembered of each item; what is beyond them counts as never wanted together.
    public var coOccurrences = 4_000
    /// Strongest weights kept of an item, for or against.
    public var neighbours = 200
    /// Exponents of the scaling before and after the fit.
    var scaling = WantScaling()

    /// Names of the settings.
    public static let settingNames =
        [
            "regularization", "sparsity", "nonNegative", "candidates", "coOccurrences", "neighbours", "userDamping",
            "itemDamping", "popularityDamping",
        ] + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        regularization = try settings.number("regularization", in: 1e-9...1e12, default: regularization)
        sparsity = try settings.number("sparsity", in: 0...1e12, default: sparsity)
        isNonNegative = try settings.flag("nonNegative", default: isNonNegative)
        candidates = try settings.integer("candidates", in: 1...4_096, default: candidates)
        coOccurrences = try settings.integer("coOccurrences", in: 1...1_000_000, default: coOccurrences)
        neighbours = try settings.integer("neighbours", in: 1...100_000, default: neighbours)
        scaling = try WantScaling(settings)
    }
}
