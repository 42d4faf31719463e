// SPDX-License-Identifier: Apache-2.0

/// How a recipe's models are judged before they are published.
public struct JudgePlan: Sendable, Equatable {
    /// Which events are held back to judge by.
    public enum Splitting: String, Sendable, CaseIterable {
        /// None: nothing is judged, and there can be no gate.
        case none
        /// Each user's latest item.
        case leaveLast
        /// The latest part of all events.
        case timeSplit
    }

    /// The smallest figure with which a recommender may be published.
    public struct Gate: Sendable, Equatable {
        /// Name of the recommender in the recipe.
        public var recommender: String
        /// Name of the metric, such as `ndcg@10`.
        public var metric: String
        /// The smallest acceptable value.
        public var minimum: Double

        /// A demand on one recommender.
        public init(recommender: String, metric: String, minimum: Double) {
            self.recommender = recommender
            self.metric = metric
            self.minimum = minimum
        }
    }

    /// Which events are held back.
    public var splitting: Splitting = .none
    /// Part of the events held back by `timeSplit`, between 0 and 1.
    public var testFraction = 0.2
    /// Lengths of the lists that are judged.
    public var cutoffs: [Int] = [10]
    /// Demands; all must be met.
    public var gates: [Gate] = []

    /// No judgement.
    public init() {}
}
