// SPDX-License-Identifier: Apache-2.0

/// An item that goes with a basket, and the rule that says so.
public struct CrossSoldItem: Hashable, Sendable {
    /// The item's external id.
    public var id: String
    /// Higher is better; of a fallback it is another scale, and 0 of what a rule of the shop's names.
    public var score: Float
    /// The items of the basket that speak for it; none for a fallback.
    public var antecedent: [String]
    /// The category, from the root down, whose items speak for it instead: the basket has one of them.
    public var antecedentCategory: [String]
    /// The shop's own rule by which those are of no use without it; empty for what was learned.
    public var rule: String
    /// When it tends to follow the antecedent; nil for what goes into the same basket.
    public var delay: RuleDelay?
    /// Baskets that held the antecedent and the item; of what follows, customers.
    public var count: Int
    /// The same as a share of all baskets.
    public var support: Float
    /// The part of the antecedent's baskets that held the item.
    public var confidence: Float
    /// How many times as often as in all baskets that is.
    public var lift: Float
    /// Whether no rule speaks for it.
    public var isFallback: Bool

    /// An item, as far as it is known why.
    @inlinable
    public init(
        id: String, score: Float, antecedent: [String] = [], antecedentCategory: [String] = [], rule: String = "",
        delay: RuleDelay? = nil, count: Int = 0, support: Float = 0, confidence: Float = 0, lift: Float = 0,
        isFallback: Bool = false
    ) {
        (self.id, self.score, self.antecedent) = (id, score, antecedent)
        (self.antecedentCategory, self.rule, self.delay) = (antecedentCategory, rule, delay)
        self.count = count
        (self.support, self.confidence, self.lift) = (support, confidence, lift)
        self.isFallback = isFallback
    }
}
