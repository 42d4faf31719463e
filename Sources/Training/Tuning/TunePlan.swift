// SPDX-License-Identifier: Apache-2.0

public import Evaluation

/// What `tune` searches for, and how: the `tune:` part of a recipe.
public struct TunePlan: Sendable, Equatable {
    /// How the next trial is chosen.
    public enum Strategy: String, Sendable, CaseIterable {
        /// Evenly over the space, whatever came out before.
        case random
        /// Near what did well and far from what did not: a tree of Parzen estimators.
        case tpe
    }

    /// Name of the recommender whose settings vary; what it is made of is fitted as the recipe says.
    public var recommender: String
    /// The settings that vary, by name.
    public var space: [SearchedSetting]
    /// What is to become large.
    public var metric: Metric = .ndcg
    /// Length of the lists that are judged.
    public var cutoff = 20
    /// How the events to judge by are held back when no file of them is given.
    public var validation = SplitPlan(.random)
    /// Trials beside the recipe's own settings.
    public var trials = 30
    /// Where random numbers start.
    public var seed: UInt64 = 42
    /// How the next trial is chosen.
    public var strategy: Strategy = .tpe
    /// What is taken of the users, rung by rung; the last is 1.
    public var halving = Halving()

    /// A search over that space.
    public init(recommender: String, space: [SearchedSetting]) {
        self.recommender = recommender
        self.space = space.sorted { $0.name < $1.name }
    }

    /// The metric's name, such as `ndcg@20`.
    public var metricName: String { metric.name(at: cutoff) }
}
