// SPDX-License-Identifier: Apache-2.0

/// One thing a customer did, as a line of events.tsv or orders.tsv.
struct Deed: Sendable, BitwiseCopyable {
    /// The event's type.
    enum Sort: UInt8, Sendable {
        case view, cart, wishlist, rating, `return`, purchase

        /// The name in the files.
        var name: String {
            switch self {
            case .view: "view"
            case .cart: "cart"
            case .wishlist: "wishlist"
            case .rating: "rating"
            case .return: "return"
            case .purchase: "purchase"
            }
        }
    }

    var sort: Sort
    /// Stars of a rating; 0 for the other sorts.
    var stars: UInt8 = 0
    /// Position of the customer; above the last one for a guest.
    var customer: Int32
    var item: Int32
    /// The customer's visits, from 1; 0 outside a visit.
    var visit: Int32 = 0
    /// The customer's orders, from 1; 0 outside an order.
    var order: Int32 = 0
    /// Pieces; 0 where it does not matter.
    var quantity: Int32 = 0
    /// Price of one piece; 0 where it does not matter.
    var cents: Int32 = 0
    /// Seconds since the story's first midnight.
    var time: Int64

    /// Days since the story's first.
    var day: Int { Int(time / Day.seconds) }
}

/// A visit to the shop, and what the customer comes for.
struct Visit: Sendable {
    /// Seconds since the story's first midnight.
    var time: Int64
    /// Items bought for certain, if they are still on the shelf.
    var wanted: [Int] = []
}
