// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Settings of the content-based recommender.
public struct ContentConfig: RecommenderConfig, Equatable {
    /// How much each event counts; types of negative weight say what the user does not want.
    public var eventWeighting = EventWeighting()
    /// Snowball's name of the catalogue's language, `none`, or `detect`: the one whose function words are met most.
    public var language = "detect"
    /// Quantile bins of each numeric attribute and of the price.
    public var bins = 10
    /// Features of a profile that count: those that can add most.
    public var profileFeatures = 512
    /// What an unwanted item takes off a profile, as a factor of its weight.
    public var negativeWeight = 0.5
    /// Whether words can be searched for, which takes an index of its own.
    public var isSearchable = true
    /// Groups, search and attributes.
    var rules = FeatureRules()

    /// Names of the settings.
    public static let settingNames =
        [
            "language", "bins", "profileFeatures", "negativeWeight", "searchable", "groupWeights", "searchWeights",
            "k1", "b", "attributeWeights", "vector", "vectorLength",
        ] + EventWeighting.settingNames

    /// The items.
    public static let needs: DatasetParts = .items

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        bins = try settings.integer("bins", in: 1...1_000, default: bins)
        profileFeatures = try settings.integer("profileFeatures", in: 1...100_000, default: profileFeatures)
        negativeWeight = try settings.number("negativeWeight", in: 0...1_000, default: negativeWeight)
        isSearchable = try settings.flag("searchable", default: isSearchable)
        language = try settings.language()
        try takeGroups(settings)
        try takeSearch(settings)
        rules.attributeWeights = try settings.numbers("attributeWeights", in: 0...1_000) ?? [:]
        if settings.values["vector"] != nil { rules.vector = try settings.word("vector", default: "") }
        rules.vectorLength = try settings.integer("vectorLength", in: 1...1_000, default: 0)
        if (rules.vector == nil) != (rules.vectorLength == 0) {
            throw RecommenderError(
                .invalidSetting, "“vector” names an attribute and “vectorLength” its numbers: set both or neither")
        }
    }

    private mutating func takeGroups(_ settings: Settings) throws(RecommenderError) {
        let names = FeatureRules.GroupWeights.names
        let weights = try settings.weights("groupWeights", of: names)
        rules.groups.text = weights["text"] ?? rules.groups.text
        rules.groups.category = weights["category"] ?? rules.groups.category
        rules.groups.brand = weights["brand"] ?? rules.groups.brand
        rules.groups.tags = weights["tags"] ?? rules.groups.tags
        rules.groups.attributes = weights["attributes"] ?? rules.groups.attributes
        rules.groups.numbers = weights["numbers"] ?? rules.groups.numbers
        rules.groups.vector = weights["vector"] ?? rules.groups.vector
    }

    private mutating func takeSearch(_ settings: Settings) throws(RecommenderError) {
        let weights = try settings.weights("searchWeights", of: FeatureRules.SearchWeights.names)
        rules.search.title = weights["title"] ?? rules.search.title
        rules.search.text = weights["text"] ?? rules.search.text
        rules.search.brand = weights["brand"] ?? rules.search.brand
        rules.search.category = weights["category"] ?? rules.search.category
        rules.search.tags = weights["tags"] ?? rules.search.tags
        rules.search.k1 = try settings.number("k1", in: 0...1_000, default: rules.search.k1)
        rules.search.b = try settings.number("b", in: 0...1, default: rules.search.b)
    }
}

extension Settings {
    /// Weights from 0 on, by names of that list.
    fileprivate func weights(_ name: String, of names: [String]) throws(RecommenderError) -> [String: Double] {
        let weights = try numbers(name, in: 0...1_000) ?? [:]
        for unknown in weights.keys.sorted() where !names.contains(unknown) {
            throw RecommenderError(
                .invalidSetting, "unknown entry “\(unknown)” in “\(name)”" + suggestion(for: unknown, among: names))
        }
        return weights
    }
}
