// SPDX-License-Identifier: Apache-2.0

/// Which association rules are wanted.
public struct RuleConfig: Sendable, Equatable {
    /// The least part of the antecedent's baskets that hold the consequent too, from 0 to 1.
    public var minimumConfidence = 0.5
    /// The least lift; 1 keeps only what occurs together more often than by chance, 0 everything.
    public var minimumLift = 0.0
    /// Most items of a consequent.
    public var consequentLength = 1
    /// Whether rules with nothing in front are listed: how common the consequent is anyway.
    public var allowsEmptyAntecedent = false
    /// Whether a rule is left out when dropping items from its antecedent gives one that is as confident.
    public var prunesRedundant = false
    /// The largest share of rules that may be chance alone, by Benjamini and Hochberg; nil for no test.
    public var falseDiscoveryRate: Double?
    /// By what factor a rule's support or confidence must exceed what a rule of more general items lets expect; nil for no
    /// such test, which needs a hierarchy.
    public var minimumInterest: Double?
    /// Threads to work on; the result is the same with any number.
    public var threadCount = 1

    /// One-item consequents at half the antecedent's baskets or more.
    public init() {}
}
