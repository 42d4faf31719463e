// SPDX-License-Identifier: Apache-2.0

/// Settings of the item-based nearest-neighbour recommender.
public struct ItemKNNConfig: RecommenderConfig, Equatable {
    /// How two items are compared by the users who wanted them; n(i) users wanted i, n(i, j) wanted both.
    public enum Similarity: String, Sendable, CaseIterable {
        /// r_i · r_j / (‖r_i‖ ‖r_j‖).
        case cosine
        /// r_i · r_j / (‖r_i‖^2α ‖r_j‖^2(1−α)): with binary wants α = 1 is the probability of wanting j given i.
        case asymmetricCosine = "asymmetric-cosine"
        /// r_i · r_j; with `bm25` this is what implicit calls BM25Recommender.
        case dot
        /// n(i, j) / (n(i) + n(j) − n(i, j)).
        case jaccard
        /// n(i, j) / (n(i, j) + α (n(i) − n(i, j)) + β (n(j) − n(i, j))): α = β = 1 is Jaccard's, 0.5 is Dice's.
        case tversky
        /// n(i, j) / (n(i) · n(j)^popularityDamping): the probability of wanting j given i, damped for popular j.
        case conditional
    }

    /// How the similarities of a list are scaled once it is cut.
    public enum Normalisation: String, Sendable, CaseIterable {
        /// Not at all.
        case none
        /// They add up to 1.
        case l1
    }

    /// Whose nearest neighbours are kept.
    public enum ListOwner: String, Sendable, CaseIterable {
        /// Those of the item that somebody wanted: every item of a history speaks for as many others.
        case source
        /// Those of the item that may be recommended: every item is spoken for by as many others.
        case target
    }

    /// How much a user's want says about an item, for `cosine`, `asymmetric-cosine` and `dot`.
    public enum Weighting: String, Sendable, CaseIterable {
        /// The event weights as they are.
        case none
        /// √weight · ln(items / (1 + items of the user)).
        case tfidf = "tf-idf"
        /// Okapi BM25 over a user's items, with `k1` and `b`.
        case bm25
    }

    /// How much each event counts.
    public var eventWeighting = EventWeighting()
    /// How two items are compared.
    public var similarity = Similarity.cosine
    /// How much a user's want says about an item.
    public var weighting = Weighting.none
    /// Most neighbours kept of an item, itself not counted.
    public var neighbours = 300
    /// Added to the denominator of a similarity, so that few common users count for little.
    public var shrinkage = 0.0
    /// How much of the denominator is the wanted item's, for `asymmetric-cosine` and `tversky`.
    public var alpha = 0.5
    /// How much of the denominator is the recommended item's, for `tversky`.
    public var beta = 0.5
    /// Whose nearest neighbours are kept.
    public var neighboursOf = ListOwner.source
    /// How the similarities of a list are scaled.
    public var normalisation = Normalisation.none
    /// Whether a want counts by how far it is above the item's mean over all users, and the mean is added to the score.
    public var averageBias = false
    /// Exponent of the popularity in `conditional`: 0 for none, 1 for none of it left.
    public var popularityDamping = 0.5
    /// BM25: how soon more weight stops to count.
    public var k1 = 1.2
    /// BM25: how much a much-wanted item's wants are discounted, 0 to 1.
    public var b = 0.75

    /// Names of the settings.
    public static let settingNames =
        [
            "similarity", "weighting", "neighbours", "shrinkage", "popularityDamping", "k1", "b", "alpha", "beta",
            "neighboursOf", "normalisation", "averageBias",
        ]
        + EventWeighting.settingNames

    /// Every default.
    public init() {}

    /// Takes the config out of a recipe's settings.
    ///
    /// - Throws: `invalidSetting`.
    public init(_ settings: Settings) throws(RecommenderError) {
        try settings.allow(only: Self.settingNames)
        eventWeighting = try EventWeighting(settings)
        similarity = try settings.choice("similarity", default: similarity)
        weighting = try settings.choice("weighting", default: weighting)
        neighbours = try settings.integer("neighbours", in: 1...10_000, default: neighbours)
        shrinkage = try settings.number("shrinkage", in: 0...1e9, default: shrinkage)
        popularityDamping = try settings.number("popularityDamping", in: 0...2, default: popularityDamping)
        k1 = try settings.number("k1", in: 0...1e6, default: k1)
        b = try settings.number("b", in: 0...1, default: b)
        alpha = try settings.number("alpha", in: 0...100, default: alpha)
        beta = try settings.number("beta", in: 0...100, default: beta)
        neighboursOf = try settings.choice("neighboursOf", default: neighboursOf)
        normalisation = try settings.choice("normalisation", default: normalisation)
        averageBias = try settings.flag("averageBias", default: averageBias)
        try refuseContradictions()
    }

    private func refuseContradictions() throws(RecommenderError) {
        if similarity == .asymmetricCosine, alpha > 1 {
            throw RecommenderError(
                .invalidSetting, "“alpha” is \(alpha); with asymmetric-cosine it must be from 0 to 1")
        }
        if weighting != .none, similarity.countsUsers {
            throw RecommenderError(
                .invalidSetting,
                "“weighting” is “\(weighting.rawValue)”, but “\(similarity.rawValue)” only counts users: "
                    + "leave it out, or use cosine, asymmetric-cosine or dot")
        }
    }
}

extension ItemKNNConfig.Similarity {
    /// Whether only who wanted an item counts, not how much.
    var countsUsers: Bool {
        switch self {
        case .cosine, .asymmetricCosine, .dot: false
        case .jaccard, .tversky, .conditional: true
        }
    }
}
