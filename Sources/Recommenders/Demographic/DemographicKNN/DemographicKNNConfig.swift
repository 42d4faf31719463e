// SPDX-License-Identifier: Apache-2.0

/// Settings of recommending what the users most like somebody want, by what is said of them.
public struct DemographicKNNConfig: RecommenderConfig, Equatable {
    /// What an attribute counts when users are compared.
    public enum Weighting: String, Sendable, CaseIterable {
        /// As much as users differ by it in what they want.
        case learned
        /// As much as any other.
        case equal
    }

    /// Which attributes count, how they are read, and how events say what a user wants; see ``DemographicConfig``.
    public var segments = DemographicConfig()
    /// The most alike users that are asked.
    public var neighbours = 200
    /// What an attribute counts.
    public var weighting = Weighting.learned
    /// What everybody described wants counts as much as this many users who are alike in everything.
    public var prior = 20.0
    /// Described users that are kept to be neighbours, evenly taken from all.
    public var users = 50_000

    /// The users' attributes.
    public static let needs: DatasetParts = .users

    private static let shared = ["ignoredAttributes", "paths", "bins", "minimumUsers"] + EventWeighting.settingNames

    /// Names of the settings.
    public static let settingNames = shared + ["neighbours", "weighting", "prior", "users"]

    /// How the events count that say what a user wants.
    public var eventWeighting: EventWeighting { segments.eventWeighting }

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        segments = try DemographicConfig(Settings(settings.values.filter { Self.shared.contains($0.key) }))
        neighbours = try settings.integer("neighbours", in: 1...100_000, default: neighbours)
        weighting = try settings.choice("weighting", default: weighting)
        prior = try settings.number("prior", in: 0...1e9, default: prior)
        users = try settings.integer("users", in: 1...10_000_000, default: users)
    }
}
