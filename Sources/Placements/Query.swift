// SPDX-License-Identifier: Apache-2.0

public import Shop

/// What every question for a list has in common.
public struct ListOptions: Sendable, Equatable {
    /// Longest list wanted, 1-1,000.
    public var count: Int
    /// External ids never to return; unknown ones are ignored.
    public var excluded: [String]
    /// Whether items with stock 0 may be returned.
    public var includesOutOfStock: Bool
    /// For whom: external id of the user whose attributes the shop's rules ask; nil for whom the question names.
    public var user: String?

    /// A list of that many available items.
    public init(
        count: Int = 10, excluded: [String] = [], includesOutOfStock: Bool = false, for user: String? = nil
    ) {
        self.count = count
        self.excluded = excluded
        self.includesOutOfStock = includesOutOfStock
        self.user = user
    }
}

/// Asks what a user should see.
public struct UserQuery: Sendable, Equatable {
    /// External id; an unknown one gets the fallback.
    public var user: String
    /// Slot on the page.
    public var placement: String
    /// Overrides the placement's own choice.
    public var excludesSeen: Bool?
    /// Whether to say which of the user's items speak for each answer.
    public var explains: Bool
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for a user's list.
    public init(
        user: String, placement: String = "home", excludesSeen: Bool? = nil, explains: Bool = false,
        options: ListOptions = ListOptions()
    ) {
        self.user = user
        self.placement = placement
        self.excludesSeen = excludesSeen
        self.explains = explains
        self.options = options
    }
}

/// Asks what is like an item.
public struct ItemQuery: Sendable, Equatable {
    /// External id.
    public var item: String
    /// Slot on the page.
    public var placement: String
    /// What likeness is seen by.
    public var likeness: Likeness
    /// Whether to say which features make each answer like the item.
    public var explains: Bool
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for an item's list.
    public init(
        item: String, placement: String = "product", by likeness: Likeness = .behaviour, explains: Bool = false,
        options: ListOptions = ListOptions()
    ) {
        self.item = item
        self.placement = placement
        self.likeness = likeness
        self.explains = explains
        self.options = options
    }
}

/// Asks for items by words.
public struct SearchQuery: Sendable, Equatable {
    /// Words in any language.
    public var text: String
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for the items that a text is about.
    public init(text: String, options: ListOptions = ListOptions()) {
        self.text = text
        self.options = options
    }
}
