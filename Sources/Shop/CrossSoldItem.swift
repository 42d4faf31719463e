// SPDX-License-Identifier: Apache-2.0

/// An item that goes with a basket, and the rule that says so.
public struct CrossSoldItem: Hashable, Sendable {
    /// The item's external id.
    public var id: String
    /// Higher is better; of a fallback it is another scale, and 0 of what a rule of the shop's names.
    public var score: Float
    /// The items of the basket that speak for it; none for a fallback.
    public var antecedent: [String] = []
    /// The shop's own rule by which those are of no use without it; empty for what was learned.
    public var rule = ""
    /// When it tends to follow the antecedent; nil for what goes into the same basket.
    public var delay: RuleDelay?
    /// Baskets that held the antecedent and the item; of what follows, customers.
    public var count = 0
    /// The same as a share of all baskets.
    public var support: Float = 0
    /// The part of the antecedent's baskets that held the item.
    public var confidence: Float = 0
    /// How many times as often as in all baskets that is.
    public var lift: Float = 0
    /// Whether no rule speaks for it.
    public var isFallback = false

    /// An item without a rule yet.
    public init(id: String, score: Float, isFallback: Bool = false) {
        self.id = id
        self.score = score
        self.isFallback = isFallback
    }
}
