// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Asks what goes with a basket.
public struct CrossSellQuery: Sendable, Equatable {
    /// What the basket is.
    public enum Basket: Sendable, Equatable {
        /// These external ids.
        case items([String])
        /// What this user last put into the cart and has not bought since.
        case cart(of: String)
    }

    /// What the basket is.
    public var basket: Basket
    /// Name of the recommender that alone is asked; nil for the first that has rules of baskets, then one of what follows.
    public var recommender: String?
    /// Whether a short list is filled up with what everybody likes.
    public var fills: Bool
    /// Places at the end of the list that are kept for what tends to follow.
    public var following: Int
    /// Length and exclusions.
    public var options: ListOptions

    /// A question for a basket's list.
    public init(
        _ basket: Basket, recommender: String? = nil, fills: Bool = false, following: Int = 0,
        options: ListOptions = ListOptions()
    ) {
        self.basket = basket
        self.recommender = recommender
        self.fills = fills
        self.following = following
        self.options = options
    }
}

/// What goes with a basket: best first, ties by item index.
public struct CrossSellAnswer: Sendable, Equatable {
    /// Version of the snapshot that answered; 0 while none is published.
    public var snapshot: UInt64 = 0
    /// Name of the recommender that answered.
    public var recommender = ""
    /// The list; shorter than asked for when too few items qualify.
    public var items: [CrossSoldItem] = []
    /// Items of the basket that the shop never named.
    public var unknown: [String] = []
    /// The cart, when one was asked for.
    public var cart: [String] = []
}
