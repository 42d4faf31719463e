// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
internal import Shop

/// What is measured of a list cut at k, against the set of items a user went on to want.
public enum Metric: String, Sendable, CaseIterable, Codable {
    /// Hits / k.
    case precision
    /// Hits / wanted.
    case recall
    /// Σ over hits of 1 / log2(rank + 1), over the same sum of the best possible list of k.
    case ndcg
    /// Σ over hits of precision at the hit's rank, over min(k, wanted): average precision, of which MAP is the mean.
    case map
    /// 1 / rank of the first hit, 0 without one.
    case mrr
    /// 1 with a hit, 0 without.
    case hitRate = "hit-rate"
    /// Mean over the list of −log2 p(i), p being the part of the training users that had to do with the item: bits.
    ///
    /// - Source: Zhou et al., "Solving the apparent diversity-accuracy dilemma of recommender systems", PNAS 2010.
    case novelty
    /// Mean popularity of the list over mean popularity of the user's own items, less 1: 0 is as popular as their own.
    ///
    /// - Source: Abdollahpouri et al., "The Connection Between Popularity Bias, Calibration, and Fairness in
    ///   Recommendation", RecSys 2020, with a group for each user.
    case popularityLift = "popularity-lift"
    /// Part of the list that nobody had in training: how far items get of which nothing was learned.
    case newShare = "new-share"
    /// 1 − mean cosine between the training users of any two items of the list.
    ///
    /// - Source: Ziegler et al., "Improving Recommendation Lists Through Topic Diversification", WWW 2005.
    case diversity
    /// Part of the catalogue that is in anybody's list.
    case coverage
    /// How unequally the lists' places are shared among the catalogue's items: 0 equally, towards 1 all to one item.
    ///
    /// - Source: Fleder, Hosanagar, "Blockbuster Culture's Next Rise or Fall", Management Science 2009.
    case gini

    /// The name in reports, such as `recall@20`.
    public func name(at cutoff: Int) -> String { "\(rawValue)@\(cutoff)" }

    /// The metric of that name.
    ///
    /// - Throws: `invalidSetting` naming the metric that was probably meant.
    public init(named name: String) throws(EvaluationError) {
        guard let metric = Self(rawValue: name) else {
            throw EvaluationError(
                .invalidSetting,
                "unknown metric “\(name)”" + suggestion(for: name, among: Self.allCases.map(\.rawValue)))
        }
        self = metric
    }

    /// How well the list met the wishes; larger is better.
    public static let ranking: [Metric] = [.precision, .recall, .ndcg, .map, .mrr, .hitRate]

    /// All but `diversity`, which costs about as much as the ranking itself, and `newShare`, which is 0 of most models.
    public static let standard = allCases.filter { $0 != .diversity && $0 != .newShare }

    /// Those a recipe may demand a smallest value of: larger is better, at most 1.
    public static let gateable = ranking + [.coverage]

    /// Whether it is a mean over users; the others are of all lists together.
    public var isPerUser: Bool { self != .coverage && self != .gini }
}
