// SPDX-License-Identifier: Apache-2.0

/// Which features are made of items, and how much each field counts.
public struct FeatureConfig: Sendable, Equatable {
    /// Weight by field; a field that is not named has 1, one of 0 is left out.
    public var fieldWeights: [String: Double] = [:]
    /// Items that must share a feature; a rarer one is dropped.
    public var minimumItems = 2
    /// Parts of about equal size that a number's values are cut into.
    public var bins = 10

    /// Snowball's name of the catalogue's language, `none`, or `detect`: the one whose function words are met most.
    public var language = "detect"

    /// Names of the settings.
    public static let settingNames = ["fieldWeights", "minimumItems", "bins", "language"]

    /// Every default.
    public init() {}

    /// Takes the features' settings out of a recommender's.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        fieldWeights = try settings.numbers("fieldWeights", in: 0...1e6) ?? [:]
        minimumItems = try settings.integer("minimumItems", in: 1...1_000_000, default: minimumItems)
        bins = try settings.integer("bins", in: 1...1_000, default: bins)
        language = try settings.language()
    }

    /// The field's weight.
    func weight(of field: String) -> Float { Float(fieldWeights[field] ?? 1) }
}
