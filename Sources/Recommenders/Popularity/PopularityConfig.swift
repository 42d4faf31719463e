// SPDX-License-Identifier: Apache-2.0

/// Settings of the popularity recommender: only how events are weighed.
public struct PopularityConfig: RecommenderConfig, Equatable {
    /// How much each event counts; a window and a half-life make it follow the season.
    public var eventWeighting = EventWeighting()

    /// Names of the settings.
    public static let settingNames = EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
    }
}
