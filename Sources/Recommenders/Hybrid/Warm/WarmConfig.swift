// SPDX-License-Identifier: Apache-2.0

/// Settings of the map from what an item is to where a collaborative model would have put it.
public struct WarmConfig: RecommenderConfig, Equatable {
    /// How the events of a history count, for the member too.
    public var eventWeighting = EventWeighting()
    /// Name of a recommender with item factors, fitted earlier in the recipe.
    public var member = ""
    /// λ, against learning single items by heart.
    public var regularization = 3.0
    /// Part of the places in lists which items without a history get of those that they would get with one.
    ///
    /// 0 leaves them where the map has them, shrunk towards the mean, and hardly ever on top; 1 lets them take as many as if
    /// they were known, and costs hits as they are not.
    public var reach = 0.5
    /// Which features are made of items.
    public var features = FeatureConfig()

    /// The items' own descriptions.
    public static let needs: DatasetParts = .items

    /// Names of the settings.
    public static let settingNames =
        ["member", "regularization", "reach"] + FeatureConfig.settingNames + EventWeighting.settingNames

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
        reach = try settings.number("reach", in: 0...1, default: reach)
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
