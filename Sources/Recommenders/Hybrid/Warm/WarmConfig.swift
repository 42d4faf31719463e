// SPDX-License-Identifier: Apache-2.0

/// Settings of the map from what an item is to where a collaborative model would have put it.
public struct WarmConfig: RecommenderConfig, Equatable {
    /// How far mapped items reach in a list beside learned ones.
    public enum Calibration: String, Sendable, CaseIterable {
        /// As far as learned items: mapped factors are lengthened until they are as long as learned ones on average.
        case spread
        /// As the map has them: shrunk towards the mean, the more the less the features say.
        case expected
    }

    /// How the events of a history count, for the member too.
    public var eventWeighting = EventWeighting()
    /// Name of a recommender with item factors, fitted earlier in the recipe.
    public var member = ""
    /// λ, against learning single items by heart.
    public var regularization = 3.0
    /// How far mapped items reach.
    public var calibration = Calibration.spread
    /// Which features are made of items.
    public var features = FeatureConfig()

    /// The items' own descriptions.
    public static let needs: DatasetParts = .items

    /// Names of the settings.
    public static let settingNames =
        ["member", "regularization", "calibration"] + FeatureConfig.settingNames + EventWeighting.settingNames

    /// Every default; it still needs a member.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        member = try settings.text("member") ?? ""
        regularization = try settings.number("regularization", in: 1e-6...1e9, default: regularization)
        calibration = try settings.choice("calibration", default: calibration)
        features = try FeatureConfig(settings)
    }

    /// The member.
    ///
    /// - Throws: `invalidSetting` when there is none.
    public func requiredMembers() throws(RecommenderError) -> [String] {
        guard !member.isEmpty else {
            throw RecommenderError(
                .invalidSetting,
                "“member” names nobody: give a recommender of the recipe that has item factors, such as ials or bpr")
        }
        return [member]
    }
}
