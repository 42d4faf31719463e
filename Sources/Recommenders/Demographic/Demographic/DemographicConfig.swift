// SPDX-License-Identifier: Apache-2.0

/// Settings of recommending by who somebody is.
public struct DemographicConfig: RecommenderConfig, Equatable {
    /// How the events count that say what a user wants.
    public var eventWeighting = EventWeighting()
    /// Attributes that are never looked at, such as sensitive ones.
    public var ignoredAttributes: [String] = []
    /// Attributes whose values are paths from the large to the small, such as country, region and town: lists, or texts
    /// with `>` between.
    public var paths: [String] = []
    /// Parts of about equal size that a number's values are cut into.
    public var bins = 8
    /// Users that a segment needs.
    public var minimumUsers = 10
    /// Segments kept, the largest ones.
    public var segments = 512
    /// Items of which a segment's opinion is kept, those where it differs most.
    public var itemsPerSegment = 2_000
    /// What the estimated shrinkage is multiplied by.
    public var shrinkage = 1.0

    /// The users' attributes.
    public static let needs: DatasetParts = .users

    /// Names of the settings.
    public static let settingNames =
        [
            "ignoredAttributes", "paths", "bins", "minimumUsers", "segments", "itemsPerSegment", "shrinkage",
        ] + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        ignoredAttributes = try settings.texts("ignoredAttributes") ?? []
        paths = try settings.texts("paths") ?? []
        bins = try settings.integer("bins", in: 1...1_000, default: bins)
        minimumUsers = try settings.integer("minimumUsers", in: 1...1_000_000, default: minimumUsers)
        segments = try settings.integer("segments", in: 1...4_096, default: segments)
        itemsPerSegment = try settings.integer("itemsPerSegment", in: 1...1_000_000, default: itemsPerSegment)
        shrinkage = try settings.number("shrinkage", in: 1e-6...1e6, default: shrinkage)
    }
}
