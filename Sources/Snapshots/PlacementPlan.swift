// SPDX-License-Identifier: Apache-2.0

/// A named slot of the shop's pages as a recipe describes it: which recommender fills it, and on what terms.
public struct PlacementPlan: Codable, Hashable, Sendable {
    /// The name a caller asks for, such as `home`.
    public var name: String
    /// Name of the snapshot's recommender that proposes items.
    public var recommender: String
    /// Whether items of the user's history are left out.
    public var excludesSeen: Bool
    /// Newest events of a user that the recommender scores from.
    public var historyLimit: Int
    /// Name of the recommender that fills up a list that stays short; nil for none.
    public var fallback: String?

    /// Events of a user that count when a recipe does not say.
    public static let standardHistoryLimit = 100

    /// A placement; by default seen items are left out and nothing fills up.
    public init(
        name: String, recommender: String, excludesSeen: Bool = true, historyLimit: Int = standardHistoryLimit,
        fallback: String? = nil
    ) {
        self.name = name
        self.recommender = recommender
        self.excludesSeen = excludesSeen
        self.historyLimit = historyLimit
        self.fallback = fallback
    }
}
