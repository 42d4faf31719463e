// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Asks what goes with an item, or can stand for it.
public struct CompanionQuery: Sendable, Equatable {
    /// What is asked.
    public enum Question: Sendable {
        /// What was bought with it.
        case boughtTogether
        /// What those who looked at it looked at, or bought.
        case alsoViewed
        /// What can stand for it.
        case alternatives
    }

    /// What is asked.
    public var question: Question
    /// External id of the item.
    public var item: String
    /// Who is asked, by the name in the recipe; nil for the first that suits the question.
    public var recommender: String?
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for an item's companions.
    public init(
        _ question: Question, item: String, recommender: String? = nil, options: ListOptions = ListOptions()
    ) {
        self.question = question
        self.item = item
        self.recommender = recommender
        self.options = options
    }
}

/// Asks what a user will buy again.
public struct BuyAgainQuery: Sendable, Equatable {
    /// External id; an unknown one has bought nothing.
    public var user: String
    /// Who is asked, by the name in the recipe; nil for the first that knows repeats.
    public var recommender: String?
    /// Whether items whose interval has not passed are left out.
    public var dueOnly: Bool
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for a user's own items.
    public init(
        user: String, recommender: String? = nil, dueOnly: Bool = false, options: ListOptions = ListOptions()
    ) {
        self.user = user
        self.recommender = recommender
        self.dueOnly = dueOnly
        self.options = options
    }
}

/// An answer: best first, ties by item index.
public struct CompanionList: Sendable, Equatable {
    /// Version of the snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Name of the recommender that answered.
    public var recommender: String
    /// The list; shorter than asked for when too few items qualify.
    public var items: [Companion]

    /// What is answered while no snapshot is published.
    static let empty = CompanionList(snapshot: 0, recommender: "", items: [])
}

/// An answer: the likeliest first, ties by item index.
public struct BuyAgainList: Sendable, Equatable {
    /// Version of the snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Name of the recommender that answered.
    public var recommender: String
    /// Days that a probability looks ahead.
    public var horizonDays: Double
    /// The list; shorter than asked for when too few items qualify.
    public var items: [RepeatPurchase]

    /// What is answered while no snapshot is published.
    static let empty = BuyAgainList(snapshot: 0, recommender: "", horizonDays: 0, items: [])
}
