// SPDX-License-Identifier: Apache-2.0

public import Matrix

/// A model that scores an item by the inner product of its factors with the user's, and so can score an item whose
/// factors come from elsewhere.
public protocol ItemFactorModel: RecommenderModel {
    /// Items × factors.
    var itemFactors: DenseMatrix { get }

    /// What each item's score has for every user alike; nil when the model has no such thing.
    var itemBiases: SharedArray<Float>? { get }

    /// Whether anything was learned of the item; its factors mean nothing otherwise.
    func hasLearned(_ item: Int) -> Bool

    /// The factors of a user with that history; nil when no item of it is known.
    func userFactors(_ history: [WeightedItem]) -> [Float]?

    /// Adds the scores of every item of which something was learned, for a user with those factors.
    func score(userFactors user: [Float], into board: inout Scoreboard)

    /// Adds the cosine of every learned item's factors with those.
    func scoreSimilar(toFactors factors: UnsafeBufferPointer<Float>, into board: inout Scoreboard)

    /// The items with the largest cosines with those factors that `accepts` lets through; nil when a board finds them as
    /// fast.
    func best(
        _ count: Int, likeFactors factors: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool
    ) -> [Scored]?

    /// What each item of the history adds to the score of an item with those factors and that bias.
    func contributions(
        of history: [WeightedItem], toFactors factors: UnsafeBufferPointer<Float>, bias: Float
    ) -> [Float]
}
