// SPDX-License-Identifier: Apache-2.0

/// How mined rules are ranked, and how many are kept: the settings that all rules have in common.
public struct RuleRanking: Sendable, Equatable {
    /// Baskets or customers that say what shorter rules say, added to those of every antecedent.
    public var shrinkage = 30.0
    /// How much of the consequent's popularity is taken out: 0 ranks by confidence, 1 by lift.
    public var popularityDamping = 0.2
    /// Most rules kept of one antecedent.
    public var rulesPerAntecedent = 100
    /// Most rules kept in all.
    public var maximumRules = 1_000_000

    /// Names of the settings.
    static let settingNames = ["shrinkage", "popularityDamping", "rulesPerAntecedent", "maximumRules"]

    /// Every default.
    public init() {}

    /// Takes them out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    init(_ settings: Settings) throws(RecommenderError) {
        shrinkage = try settings.number("shrinkage", in: 0...1e9, default: shrinkage)
        popularityDamping = try settings.number("popularityDamping", in: 0...1, default: popularityDamping)
        rulesPerAntecedent = try settings.integer(
            "rulesPerAntecedent", in: 1...100_000, default: rulesPerAntecedent)
        maximumRules = try settings.integer("maximumRules", in: 1...100_000_000, default: maximumRules)
    }
}
