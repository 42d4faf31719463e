// SPDX-License-Identifier: Apache-2.0

/// Settings of the user-based nearest-neighbour recommender.
public struct UserKNNConfig: RecommenderConfig, Equatable {
    /// How two users are compared by the items they wanted; n(u) items were wanted by u, n(u, v) by both.
    public enum Similarity: String, Sendable, CaseIterable {
        /// r_u · r_v / (‖r_u‖ ‖r_v‖).
        case cosine
        /// r_u · r_v / (‖r_u‖^(2·asymmetry) ‖r_v‖^(2·(1 − asymmetry))), u being the user who asks.
        case asymmetric = "asymmetric-cosine"
        /// n(u, v) / (n(u) + n(v) − n(u, v)).
        case jaccard
        /// n(u, v) / (n(u, v) + tverskyAlpha · (n(u) − n(u, v)) + tverskyBeta · (n(v) − n(u, v))).
        case tversky
    }

    /// How much a want says about a user, for the two cosines.
    public enum Weighting: String, Sendable, CaseIterable {
        /// The event weights as they are.
        case none
        /// √weight · ln(users / users of the item).
        case tfidf = "tf-idf"
        /// Okapi BM25 over a user's items, with `k1` and `b`.
        case bm25
    }

    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// How two users are compared.
    public var similarity = Similarity.cosine
    /// How much a want says about a user.
    public var weighting = Weighting.none
    /// Most similar users whose items are recommended.
    public var neighbours = 100
    /// Added to the denominator of a similarity, so that few common items count for little.
    public var shrinkage = 0.0
    /// α of `asymmetric-cosine`: 0.5 is the cosine, 1 ignores how much the neighbour wanted besides.
    public var asymmetry = 0.5
    /// `tversky`: how much what only the asking user wanted counts against the neighbour.
    public var tverskyAlpha = 1.0
    /// `tversky`: how much what only the neighbour wanted counts against them.
    public var tverskyBeta = 1.0
    /// BM25: how soon more weight stops to count.
    public var k1 = 1.2
    /// BM25: how much the wants of a user with many are discounted, 0 to 1.
    public var b = 0.75
    /// A neighbour speaks with similarity to this power; above 1 the nearest ones speak louder.
    public var amplification = 1.0
    /// An item's sum is divided by its number of users to this power.
    public var popularityDamping = 0.0
    /// Whether a score is divided by the neighbours' similarities, so that it is what they wanted on average.
    public var normalized = false
    /// Items of a history that are looked at, the newest.
    public var newestItems = 1_000
    /// Users of an item that are looked at: those to whom it says most, by its share of their length.
    public var usersPerItem = 20_000

    /// Names of the settings.
    public static let settingNames =
        [
            "similarity", "weighting", "neighbours", "shrinkage", "asymmetry", "tverskyAlpha", "tverskyBeta", "k1", "b",
            "amplification", "popularityDamping", "normalized", "newestItems", "usersPerItem",
        ] + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        try takeSimilarity(settings)
        neighbours = try settings.integer("neighbours", in: 1...100_000, default: neighbours)
        amplification = try settings.number("amplification", in: 0...100, default: amplification)
        popularityDamping = try settings.number("popularityDamping", in: 0...2, default: popularityDamping)
        normalized = try settings.flag("normalized", default: normalized)
        newestItems = try settings.integer("newestItems", in: 1...1_000_000, default: newestItems)
        usersPerItem = try settings.integer("usersPerItem", in: 1...1_000_000_000, default: usersPerItem)
    }

    private mutating func takeSimilarity(_ settings: Settings) throws(RecommenderError) {
        similarity = try settings.choice("similarity", default: similarity)
        weighting = try settings.choice("weighting", default: weighting)
        shrinkage = try settings.number("shrinkage", in: 0...1e9, default: shrinkage)
        asymmetry = try settings.number("asymmetry", in: 0...1, default: asymmetry)
        tverskyAlpha = try settings.number("tverskyAlpha", in: 0...1e3, default: tverskyAlpha)
        tverskyBeta = try settings.number("tverskyBeta", in: 0...1e3, default: tverskyBeta)
        k1 = try settings.number("k1", in: 0...1e6, default: k1)
        b = try settings.number("b", in: 0...1, default: b)
        if weighting != .none, similarity == .jaccard || similarity == .tversky {
            throw RecommenderError(
                .invalidSetting,
                "“weighting” is “\(weighting.rawValue)”, but “\(similarity.rawValue)” only counts items: "
                    + "leave it out, or use cosine or asymmetric-cosine")
        }
    }
}
