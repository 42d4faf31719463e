// SPDX-License-Identifier: Apache-2.0

/// Settings of the linear graph filter.
///
/// d_u and d_i are the sums of a user's and of an item's weights: counts when every weight is 1. The defaults are those
/// of GF-CF, but for the number of neighbours, which the paper does not limit.
public struct GraphFilterConfig: RecommenderConfig, Equatable {
    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// a: a user's row is divided by d_u^a.
    public var userDamping = 0.5
    /// b: an item's column is divided by d_i^b.
    public var itemDamping = 0.5
    /// Weight of the linear filter, which looks at direct neighbours.
    public var linearWeight = 1.0
    /// What the linear filter says for item j is divided by d_j^popularityDamping; below 0 the much-wanted gain.
    public var popularityDamping = 0.5
    /// γ: weight of the low-pass filter, which sees the whole graph, but only its coarsest patterns.
    public var lowPassWeight = 0.3
    /// c: the low-pass filter divides what the history's item i says by d_i^c.
    public var lowPassDamping = 0.5
    /// o: the low-pass filter multiplies what it says for item j by d_j^o.
    public var lowPassPopularity = 0.5
    /// How many of the largest singular vectors the low-pass filter lets through.
    public var factors = 256
    /// p: the low-pass filter lets factor f through with (σ_f / σ_1)^2p; 0 is the ideal filter, all or nothing.
    public var spectralExponent = 0.0
    /// How often the singular vectors are improved.
    public var iterations = 5
    /// Most neighbours kept of an item, by magnitude.
    public var neighbours = 500

    /// Names of the settings.
    public static let settingNames =
        [
            "userDamping", "itemDamping", "linearWeight", "popularityDamping", "lowPassWeight", "lowPassDamping",
            "lowPassPopularity", "factors", "spectralExponent", "iterations", "neighbours",
        ] + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        userDamping = try settings.number("userDamping", in: 0...2, default: userDamping)
        itemDamping = try settings.number("itemDamping", in: 0...2, default: itemDamping)
        linearWeight = try settings.number("linearWeight", in: 0...1e6, default: linearWeight)
        popularityDamping = try settings.number("popularityDamping", in: -2...2, default: popularityDamping)
        lowPassWeight = try settings.number("lowPassWeight", in: 0...1e6, default: lowPassWeight)
        lowPassDamping = try settings.number("lowPassDamping", in: -2...2, default: lowPassDamping)
        lowPassPopularity = try settings.number("lowPassPopularity", in: -2...2, default: lowPassPopularity)
        factors = try settings.integer("factors", in: 1...4_096, default: factors)
        spectralExponent = try settings.number("spectralExponent", in: 0...4, default: spectralExponent)
        iterations = try settings.integer("iterations", in: 1...100, default: iterations)
        neighbours = try settings.integer("neighbours", in: 1...100_000, default: neighbours)
        if linearWeight == 0, lowPassWeight == 0 {
            throw RecommenderError(
                .invalidSetting, "“linearWeight” and “lowPassWeight” are both 0: one of them must be above it")
        }
    }
}
