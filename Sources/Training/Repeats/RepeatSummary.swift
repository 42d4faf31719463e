// SPDX-License-Identifier: Apache-2.0

public import Evaluation

/// How well customers' next repeat purchases were foretold.
public struct RepeatSummary: Sendable, Encodable {
    /// One way to order a customer's items.
    public struct Result: Sendable, Encodable {
        /// The recommender's name in the recipe, or what the baseline does.
        public var name: String
        /// Hits / length of the list, mean over users.
        public var precision: Double
        /// Hits / items bought in the test period, mean over users.
        public var recall: Double
        /// Where the precision probably lies.
        public var precisionInterval: Interval?
        /// Where the recall probably lies.
        public var recallInterval: Interval?
        /// How the precision differs from that of what was bought most, user by user.
        public var comparison: Difference?

        init(name: String, precision: Double, recall: Double) {
            (self.name, self.precision, self.recall) = (name, precision, recall)
        }
    }

    /// How one mean over users differs from another.
    public struct Difference: Sendable, Encodable {
        /// Mean of the differences.
        public var mean: Double
        /// Where it probably lies.
        public var interval: Interval
        /// How often chance alone gives one as large.
        public var pValue: Double
    }

    /// Where the events came from.
    public var source: String
    /// Users judged.
    public var users: Int
    /// Length of the lists.
    public var cutoff: Int
    /// Length of the test period.
    public var testDays: Double
    /// Start of the test period, in milliseconds since the epoch.
    public var from: Int64
    /// The model first, then the baselines.
    public var results: [Result]
    /// Time of the fit.
    public var fitSeconds = 0.0
    /// Hits a list that the model's own probabilities promise, to be held against precision · cutoff.
    public var expectedHits = 0.0
}
