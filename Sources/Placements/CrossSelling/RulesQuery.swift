// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Asks for a snapshot's rules, a page at a time.
public struct RulesQuery: Sendable, Equatable {
    /// Name of the recommender; nil for the first that has rules of baskets.
    public var recommender: String?
    /// External id that a rule must name; nil for any.
    public var item: String?
    /// Where the item, or one of the category, must stand.
    public var side = RuleSide.either
    /// Category path, from the root down, of which a rule must name an item; empty for any.
    public var category: [String] = []
    /// Fewest baskets with both sides.
    public var minimumCount = 0
    /// Least confidence.
    public var minimumConfidence = 0.0
    /// Least lift.
    public var minimumLift = 0.0
    /// What the best is by.
    public var sort = RuleMeasure.score
    /// Rules of a page.
    public var pageSize = 100
    /// Where the page before ended; nil for the first.
    public var after: RulePosition?

    /// All rules, best score first.
    public init() {}
}

/// A rule's place in one snapshot's order: the last one of a page.
public struct RulePosition: Sendable, Equatable {
    /// The snapshot.
    public var snapshot: UInt64
    /// Value of the measure that is sorted by.
    public var value: Float
    /// The rule's number.
    public var rule: UInt32

    /// A place.
    public init(snapshot: UInt64, value: Float, rule: UInt32) {
        self.snapshot = snapshot
        self.value = value
        self.rule = rule
    }
}

/// One page of rules, best first, ties by number.
public struct RulePage: Sendable, Equatable {
    /// Version of the snapshot that answered; 0 while none is published.
    public var snapshot: UInt64 = 0
    /// Name of the recommender that answered.
    public var recommender = ""
    /// Baskets that were mined; of sequential rules, customers.
    public var basketCount = 0
    /// Rules that fit, on all pages together.
    public var total = 0
    /// The page.
    public var rules: [ItemRule] = []
    /// Where the next page begins; nil on the last.
    public var next: RulePosition?
}
