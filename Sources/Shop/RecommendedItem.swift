// SPDX-License-Identifier: Apache-2.0

/// One item of an answer.
public struct RecommendedItem: Hashable, Sendable {
    /// The item's external id.
    public var id: String
    /// Higher is better; comparable within one answer and one source only.
    public var score: Float
    /// Which recommender proposed it, such as `item-knn`.
    public var recommender: String
    /// Whether it fills up a list that the placement's own recommender left short.
    public var isFallback: Bool
    /// The user's own items that speak most for this one, strongest first, up to 3.
    public var because: [String]
    /// The features that speak most for or against it, the largest weight first; only when asked for.
    public var reasons: [FeatureReason]

    /// An item with its score and where both come from.
    @inlinable
    public init(
        id: String, score: Float, recommender: String, isFallback: Bool = false, because: [String] = [],
        reasons: [FeatureReason] = []
    ) {
        self.id = id
        self.score = score
        self.recommender = recommender
        self.isFallback = isFallback
        self.because = because
        self.reasons = reasons
    }
}
