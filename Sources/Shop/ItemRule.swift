// SPDX-License-Identifier: Apache-2.0

/// A rule “who has the antecedent has the consequent too”, in the shop's own names.
public struct ItemRule: Hashable, Sendable {
    /// The items in front.
    public var antecedent: [String]
    /// The category in front instead, from the root down.
    public var antecedentCategory: [String] = []
    /// The item behind.
    public var consequent: String
    /// When the consequent tends to follow; nil for what is in the same basket.
    public var delay: RuleDelay?
    /// Baskets with both sides; of what follows, customers.
    public var count = 0
    /// Baskets with the antecedent.
    public var antecedentCount = 0
    /// Baskets with the consequent.
    public var consequentCount = 0
    /// What it says, by number.
    public var measures = RuleMeasures()

    /// A rule without counts yet.
    public init(antecedent: [String], consequent: String) {
        self.antecedent = antecedent
        self.consequent = consequent
    }
}

/// What a rule's counts say; each is defined where rules are mined.
public struct RuleMeasures: Hashable, Sendable {
    /// Part of all baskets that hold both sides.
    public var support = 0.0
    /// Part of the antecedent's baskets that hold the consequent.
    public var confidence = 0.0
    /// How many times as often as in all baskets that is.
    public var lift = 0.0
    /// Support beyond that of independent sides.
    public var leverage = 0.0
    /// How much more often it would fail by chance; infinite when it never fails.
    public var conviction = 0.0
    /// From −1, never together, over 0, independent, to 1.
    public var zhang = 0.0
    /// Pearson's χ².
    public var chiSquared = 0.0
    /// What lists are ranked by.
    public var score = 0.0

    /// All 0.
    public init() {}
}

/// One of a rule's measures, by the name it has on the command line and on the wire.
public enum RuleMeasure: String, Sendable, CaseIterable {
    /// What lists are ranked by.
    case score
    /// See ``RuleMeasures``.
    case support, confidence, lift, leverage, conviction, zhang
    /// Pearson's χ².
    case chiSquared = "chi-squared"
}

/// Where in a rule an item stands.
public enum RuleSide: String, Sendable, CaseIterable {
    /// In front.
    case antecedent
    /// Behind.
    case consequent
    /// Anywhere.
    case either
}
