// SPDX-License-Identifier: Apache-2.0

/// An item that goes with another, or can stand for it, and why.
public struct Companion: Sendable, Hashable {
    /// The item's external id.
    public var id: String
    /// Higher is better; comparable within one answer only.
    public var score: Float
    /// Counts of the pair; nil where the recommender keeps none.
    public var pair: PairEvidence?
    /// Why it can stand for the item asked about; nil where the recommender does not say.
    public var substitute: SubstituteEvidence?

    /// An item with its score and what speaks for it.
    public init(id: String, score: Float, pair: PairEvidence? = nil, substitute: SubstituteEvidence? = nil) {
        self.id = id
        self.score = score
        self.pair = pair
        self.substitute = substitute
    }
}
