// SPDX-License-Identifier: Apache-2.0

/// Sizes of the invented shop, and the shares of what is planted in it.
struct ShopConfig: Sendable {
    var seed: UInt64
    var customerCount: Int
    var itemCount: Int
    var dayCount: Int
    var start: Day

    /// Mean visits of a customer in a year, before churn; single customers spread around it.
    var visitsPerYear = 11.0
    /// Customers whose visits die away.
    var churningShare = 0.25
    /// Days in which a churning customer's visits halve.
    var churnHalfLife = 14.0
    /// Customers who buy mostly in sales, and the cheaper half of what they like.
    var priceSensitiveShare = 0.3
    /// Orders without an account, as a share of the number of customers.
    var guestOrderShare = 0.05
    /// Items that came into the shop during the story.
    var newItemShare = 0.08
    /// Items that came in the last three days and that nobody has met.
    var coldItemShare = 0.01
    /// Items sold out a week before the end.
    var soldOutShare = 0.04
    /// Items taken off the shelf in the middle of the story.
    var hiddenShare = 0.01
    /// Purchases of things that run out which are bought again when they do.
    var replenishedShare = 0.6
    /// Purchases that are rated some days later.
    var ratedShare = 0.08

    /// A small shop for tests.
    static func small(seed: UInt64, customers: Int = 1_500) -> ShopConfig {
        ShopConfig(
            seed: seed, customerCount: customers, itemCount: 400, dayCount: 365,
            start: Day(year: 2025, month: 1, day: 1))
    }
}
