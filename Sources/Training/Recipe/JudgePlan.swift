// SPDX-License-Identifier: Apache-2.0

public import Evaluation

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
        /// The latest part of each user's events.
        case userTimeSplit
        /// A random part of each user's items.
        case random
        /// Some users are not learnt from at all: a part of their items is shown, the rest asked for.
        case strong
        /// A random half of each of the latest orders.
        case basket
        /// Some items are not learnt from at all, and known by what is said of them.
        case coldItems
        /// Some users are not learnt from at all, and known by their attributes.
        case coldUsers
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
    /// Part held back, between 0 and 1: of all events, of each user's events or items, or of the users (`strong`).
    public var testFraction = 0.2
    /// Part of a held-out user's items that is asked for, in `strong`.
    public var heldOutFraction = 0.2
    /// Days at the end whose orders are judged, in `basket`.
    public var testDays = 30.0
    /// Days after those that are left out, in `basket`.
    public var skippedDays = 0.0
    /// Lengths of the lists that are judged.
    public var cutoffs: [Int] = [10]
    /// Demands; all must be met.
    public var gates: [Gate] = []

    /// No judgement.
    public init() {}

    /// The same as a division of a dataset; nil for `none`.
    public func splitPlan(seed: UInt64) -> SplitPlan? {
        let splitProtocol: SplitProtocol? =
            switch splitting {
            case .none: nil
            case .leaveLast: .leaveLast
            case .timeSplit: .time
            case .userTimeSplit: .userTime
            case .random: .random
            case .strong: .strong
            case .basket: .basket
            case .coldItems: .coldItems
            case .coldUsers: .coldUsers
            }
        guard let splitProtocol else { return nil }
        var plan = SplitPlan(splitProtocol)
        plan.testFraction = testFraction
        plan.heldOutFraction = heldOutFraction
        plan.testDays = testDays
        plan.skippedDays = skippedDays
        plan.seed = seed
        return plan
    }
}
