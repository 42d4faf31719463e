// SPDX-License-Identifier: Apache-2.0

public import Snapshots

/// What a training run did, and what it took.
public struct TrainingSummary: Sendable {
    /// One recommender that was fitted on everything.
    public struct Fitted: Sendable {
        /// Its name in the recipe.
        public var name: String
        /// Its kind's name.
        public var kind: String
        /// Time of the fit.
        public var seconds: Double
        /// What the model says of itself; see `RemarkingModel`.
        public var remark: String?
    }

    /// Name of the recipe.
    public var recipeName: String
    /// The snapshot's version.
    public var version: UInt64
    /// Whether the server answers from it.
    public var isActive: Bool
    /// What was learnt from.
    public var dataset: DatasetFingerprint
    /// The recommenders, in the recipe's order.
    public var recommenders: [Fitted]
    /// How they were judged, by name such as `item-knn/ndcg@10`.
    public var metrics: [String: Double]
    /// Time from the first event's read to the published snapshot.
    public var seconds: Double
    /// The most memory the process had resident at any time.
    public var peakByteCount: Int
}
