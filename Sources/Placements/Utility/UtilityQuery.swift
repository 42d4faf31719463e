// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Asks for the items of most utility.
public struct UtilityQuery: Sendable, Equatable {
    /// What to judge by; none means what a model has learned.
    public var criteria: [Criterion]
    /// External id of whose profile or segment counts.
    public var user: String?
    /// The segment whose learned weights count, instead of the user's.
    public var segment: String?
    /// Only items of this category or below it, from the root; empty for all.
    public var category: [String]
    /// Whose learned weights, by the name in the recipe; nil for the first that has any.
    public var recommender: String?
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for a list.
    public init(
        criteria: [Criterion] = [], user: String? = nil, segment: String? = nil, category: [String] = [],
        recommender: String? = nil, options: ListOptions = ListOptions()
    ) {
        self.criteria = criteria
        self.user = user
        self.segment = segment
        self.category = category
        self.recommender = recommender
        self.options = options
    }
}

/// An answer: best first, ties by item index.
public struct UtilityList: Sendable, Equatable {
    /// Where weights come from.
    public enum Source: String, Sendable {
        /// They stood in the question.
        case request
        /// The user's attributes `weight.…` say them.
        case profile
        /// They were learned from choices.
        case learned
    }

    /// Version of the snapshot whose learned weights counted; 0 where none did.
    public var snapshot: UInt64
    /// Where the weights come from.
    public var source: Source
    /// Whose learned weights; nil for those of all customers.
    public var segment: String?
    /// What each attribute counts.
    public var attributes: [UtilityAttribute]
    /// The list; shorter than asked for when too few items qualify.
    public var items: [UtilityItem]
}
