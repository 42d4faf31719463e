// SPDX-License-Identifier: Apache-2.0

public import Knowledge
public import Shop

/// Asks for the items that meet requirements.
public struct MatchQuery: Sendable {
    /// What must be met and what is wished for.
    public var requirements: [Requirement]
    /// Whose taste decides between items whose wishes are met equally well; nil for nobody's.
    public var user: String?
    /// The slot whose recommender knows that taste.
    public var placement: String
    /// Only items that the rules let go with this one; nil for any.
    public var goesWith: String?
    /// Items listed for each relaxation.
    public var relaxationItemCount: Int
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for items that meet requirements.
    public init(
        _ requirements: [Requirement], user: String? = nil, placement: String = "home", goesWith: String? = nil,
        relaxationItemCount: Int = 3, options: ListOptions = ListOptions()
    ) {
        self.requirements = requirements
        self.user = user
        self.placement = placement
        self.goesWith = goesWith
        self.relaxationItemCount = relaxationItemCount
        self.options = options
    }
}

/// What was found, with the names that `MatchAnswer`'s items have outside.
public struct NamedMatches: Sendable {
    /// Version of the snapshot whose recommender and popularity decided between equals; 0 while none is published.
    public var snapshot: UInt64
    /// Whether the user's taste had a say.
    public var isPersonalised: Bool
    /// The answer by item index.
    public var answer: MatchAnswer
    /// The external ids of the answer's items.
    public var names: [ItemIndex: String]
}

/// Asks for items like one that was shown, but different.
public struct CritiqueQuery: Sendable {
    /// One round of the chain: the external id of what was shown, and what is to be different.
    public struct Step: Sendable {
        /// External id of the reference.
        public var item: String
        /// What is to be different.
        public var critiques: [UnitCritique]

        /// A round.
        public init(item: String, critiques: [UnitCritique]) {
            self.item = item
            self.critiques = critiques
        }
    }

    /// The rounds so far, the newest last.
    public var steps: [Step]
    /// What must be met and what is wished for besides.
    public var requirements: [Requirement]
    /// Whether only items of the newest reference's category are wanted.
    public var staysInCategory: Bool
    /// Length and exclusions.
    public var options: ListOptions

    /// A chain of critiques.
    public init(
        _ steps: [Step], requirements: [Requirement] = [], staysInCategory: Bool = true,
        options: ListOptions = ListOptions()
    ) {
        self.steps = steps
        self.requirements = requirements
        self.staysInCategory = staysInCategory
        self.options = options
    }
}

/// What remains after critiques, with the names that its items have outside.
public struct NamedCritiques: Sendable {
    /// The answer by item index.
    public var answer: CritiqueAnswer
    /// The external ids of the answer's items.
    public var names: [ItemIndex: String]
}

/// What one rule says of an item.
public struct NamedFinding: Sendable, Equatable {
    /// The rule's name.
    public var rule: String
    /// What it says.
    public var relation: RuleRelation
    /// How many items it names.
    public var count: Int
    /// External ids of the most popular of them.
    public var items: [String]
}
