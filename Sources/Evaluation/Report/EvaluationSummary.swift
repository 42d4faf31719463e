// SPDX-License-Identifier: Apache-2.0

public import Recommenders
internal import Shop

/// Everything that was found out about some recommenders on one split.
public struct EvaluationSummary: Sendable {
    /// What was evaluated, such as a recipe's name.
    public var title: String
    /// How.
    public var settings: EvaluationSettings
    /// On what.
    public var counts: EvaluationCounts
    /// The recommenders, in the recipe's order, baselines last.
    public var results: [RecommenderResult]

    /// A summary of these results.
    public init(
        title: String, settings: EvaluationSettings, counts: EvaluationCounts, results: [RecommenderResult]
    ) {
        self.title = title
        self.settings = settings
        self.counts = counts
        self.results = results
    }
}

/// How recommenders were judged: what somebody needs to get the same figures again.
public struct EvaluationSettings: Sendable, Codable, Equatable {
    /// Where the data came from, as the user named it.
    public var source: String
    /// The rule by which interactions were held out; `given` for two files.
    public var splitProtocol: String
    /// Part held out; nil where the protocol has none.
    public var testFraction: Double?
    /// Part of a held-out user's items that was wanted; nil but for `strong`.
    public var heldOutFraction: Double?
    /// Days whose orders were judged; nil but for `basket`.
    public var testDays: Double?
    /// Days after those that were left out; nil but for `basket`.
    public var skippedDays: Double?
    /// Where random numbers started.
    public var seed: UInt64
    /// Lengths of the lists.
    public var cutoffs: [Int]
    /// Names of what was measured.
    public var metrics: [String]
    /// How often users were drawn; 0 for no intervals.
    public var resamples: Int
    /// Part of the drawn means that an interval holds.
    public var confidence: Double
    /// Whom the others are compared with.
    public var reference: String?
    /// Threads worked on; no figure depends on it but times.
    public var threads: Int

    /// All settings.
    public init(
        source: String, splitProtocol: String, seed: UInt64, cutoffs: [Int], metrics: [String], resamples: Int,
        confidence: Double, threads: Int
    ) {
        self.source = source
        self.splitProtocol = splitProtocol
        self.seed = seed
        self.cutoffs = cutoffs
        self.metrics = metrics
        self.resamples = resamples
        self.confidence = confidence
        self.threads = threads
    }
}

/// How much data there was.
public struct EvaluationCounts: Sendable, Codable, Equatable {
    /// Users with something to learn from.
    public var trainingUsers: Int
    /// Items with something to learn from.
    public var trainingItems: Int
    /// Interactions learnt from.
    public var trainingInteractions: Int
    /// Users that were asked for.
    public var judgedUsers: Int
    /// Pairs of a judged user and an item they went on to want.
    public var wantedPairs: Int
    /// Those of them whose item nobody had in training, so that no model could have known it.
    public var unknownPairs: Int
    /// Those of the others whose item nobody had in training either, but which is said to be in the catalogue.
    public var newPairs: Int

    /// Counts of a split.
    public init(_ split: Split) {
        let known = split.training.interactions
        let isLearned = Self.isNamed(by: known.items, count: known.itemCount)
        trainingUsers = Self.isNamed(by: known.users, count: known.userCount).count { $0 }
        trainingItems = isLearned.count { $0 }
        trainingInteractions = split.training.interactions.count
        judgedUsers = split.wanted.count { $0.count > 0 }
        wantedPairs = split.wanted.reduce(0) { $0 + $1.count }
        unknownPairs = split.wanted.reduce(0) { $0 + $1.unknownCount }
        newPairs = split.wanted.reduce(0) { $0 + $1.items.count { !isLearned[Int($0)] } }
    }

    private static func isNamed(by indices: [UInt32], count: Int) -> [Bool] {
        var isNamed = [Bool](repeating: false, count: count)
        for index in indices { isNamed[Int(index)] = true }
        return isNamed
    }
}

/// One recommender's figures.
public struct RecommenderResult: Sendable, Codable {
    /// Its name in the recipe.
    public var recommender: String
    /// Its kind's name.
    public var kind: String
    /// Whether it was added for comparison.
    public var isBaseline: Bool
    /// Time of the fit alone.
    public var fitSeconds: Double
    /// Users ranked for a second, the whole catalogue each, metrics included.
    public var usersPerSecond: Double
    /// The most memory the process had resident until it was judged: the data, and those judged before, included.
    public var peakByteCount: Int
    /// Users that were judged.
    public var users: Int
    /// Means by name, such as `recall@20`.
    public var metrics: [String: Double]
    /// Intervals of the means over users, by the same names.
    public var intervals: [String: Interval] = [:]
    /// By how much the user had done.
    public var userBands: [Band]
    /// By how popular the wanted items were.
    public var itemBands: [Band]
    /// Differences from the reference; none for the reference itself.
    public var comparisons: [Comparison] = []
    /// What each attribute of users is worth, where the recommender says so; all together first.
    public var attributes: [AttributeContribution] = []

    /// Figures of a judgement; the times and the memory are the caller's to know.
    public init(
        _ recommender: String, kind: String, isBaseline: Bool, judgement: Judgement
    ) {
        self.recommender = recommender
        self.kind = kind
        self.isBaseline = isBaseline
        fitSeconds = 0
        usersPerSecond = 0
        peakByteCount = 0
        users = judgement.report.users
        metrics = judgement.report.metrics
        userBands = judgement.userBands
        itemBands = judgement.itemBands
    }

    /// The comparison of one figure.
    public func comparison(of metric: String) -> Comparison? { comparisons.first { $0.metric == metric } }
}
