// SPDX-License-Identifier: Apache-2.0

/// Settings of EASE^R.
public struct EASEConfig: RecommenderConfig, Equatable {
    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// λ: added to the diagonal of the Gram matrix; larger trusts few common users less.
    public var regularization = 200.0
    /// Strongest weights kept of an item, for or against; nil for a twentieth of the items, or of the users if they
    /// are fewer, at least 500.
    public var neighbours: Int?
    /// Exponents of the scaling before and after the fit.
    var scaling = WantScaling()
    /// The dense matrix may not be larger, in GiB.
    public var memoryLimit = 16.0

    /// Names of the settings.
    public static let settingNames =
        ["regularization", "neighbours", "userDamping", "itemDamping", "popularityDamping", "memoryLimit"]
        + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        regularization = try settings.number("regularization", in: 1e-9...1e12, default: regularization)
        neighbours = try settings.optionalInteger("neighbours", in: 1...100_000)
        scaling = try WantScaling(settings)
        memoryLimit = try settings.number("memoryLimit", in: 1e-6...1e6, default: memoryLimit)
    }
}

extension EASEConfig {
    /// Weights kept of each item, of an inverse of so many rows.
    func neighbours(items: Int, inverseSize: Int) -> Int { min(items, neighbours ?? max(500, inverseSize / 20)) }
}

extension WantScaling {
    /// Takes the exponents out of a recipe's settings.
    init(_ settings: Settings, default standard: WantScaling = WantScaling()) throws(RecommenderError) {
        userDamping = try settings.number("userDamping", in: -1...2, default: standard.userDamping)
        itemDamping = try settings.number("itemDamping", in: -1...2, default: standard.itemDamping)
        popularityDamping = try settings.number("popularityDamping", in: -1...2, default: standard.popularityDamping)
    }
}
