// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Settings of a weighted mix of other recommenders.
public struct BlendConfig: RecommenderConfig, Equatable {
    /// How a member's scores are made comparable with the others', for each request anew.
    ///
    /// The numbers are taken over every item the member knows, without those of the history; an item it does not score
    /// counts as 0. What would be added to every item alike is left out: it changes no order.
    public enum Normalisation: String, Sendable, CaseIterable {
        /// As they are.
        case none
        /// Divided by their standard deviation.
        case zscore
        /// Divided by the difference between the largest and the smallest.
        case minmax
        /// The best 1,000 items have 1, 0.999, 0.998 … whatever their scores; the others nothing.
        case rank
    }

    /// How the events of a history count, for every member.
    public var eventWeighting = EventWeighting()
    /// Weight by name of a recommender fitted earlier in the recipe; one of 0 is left out.
    public var members: [String: Double] = [:]
    /// By member, the items in a history after which its weight has halved, w · h / (h + items).
    ///
    /// What is known of somebody before they did anything counts less with everything they do. A member that is not named
    /// keeps its weight.
    public var halvedAfter: [String: Double] = [:]
    /// How the members' scores are made comparable.
    public var normalisation = Normalisation.zscore

    /// Names of the settings.
    public static let settingNames = ["members", "halvedAfter", "normalisation"] + EventWeighting.settingNames

    /// Every default; it still needs members.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        members = try settings.numbers("members", in: 0...1e6) ?? [:]
        halvedAfter = try settings.numbers("halvedAfter", in: 1e-3...1e6) ?? [:]
        for name in halvedAfter.keys.sorted() where members[name] == nil {
            throw RecommenderError(
                .invalidSetting,
                "“halvedAfter” names “\(name)”, which is no member"
                    + suggestion(for: name, among: members.keys.sorted()))
        }
        normalisation = try settings.choice("normalisation", default: normalisation)
    }

    /// The members' names in ascending order.
    ///
    /// - Throws: `invalidSetting` when there is none.
    public func requiredMembers() throws(RecommenderError) -> [String] {
        guard members.values.contains(where: { $0 > 0 }) else {
            throw RecommenderError(
                .invalidSetting,
                "“members” names nobody: give recommenders of the recipe and their weights, such as "
                    + "{item-knn: 0.6, ials: 0.4}")
        }
        return members.keys.sorted()
    }
}
