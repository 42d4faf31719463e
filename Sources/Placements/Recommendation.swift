// SPDX-License-Identifier: Apache-2.0

/// An item of an answer.
public struct RecommendedItem: Sendable, Equatable {
    /// External id.
    public var id: String
    /// Higher is better, within one recommender's items.
    public var score: Float
    /// Name of the recommender's entry in the snapshot.
    public var recommender: String
    /// Whether it fills up a list that the placement's own recommender left short.
    public var isFallback: Bool
    /// The user's items that speak most for this one, strongest first, up to three.
    public var because: [String] = []
}

/// An answer: best first, ties by item index.
public struct Recommendation: Sendable, Equatable {
    /// Version of the snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// The list; shorter than asked for when too few items qualify.
    public var items: [RecommendedItem]
    /// Whether the list rests on something the user did.
    public var isPersonalised: Bool
}
