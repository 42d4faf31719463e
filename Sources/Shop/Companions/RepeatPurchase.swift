// SPDX-License-Identifier: Apache-2.0

/// An item that a customer bought before and may buy again.
public struct RepeatPurchase: Sendable, Hashable {
    /// The item's external id.
    public var id: String
    /// The chance that the customer buys it again within the answer's horizon.
    public var probability: Float
    /// Days on which they bought it.
    public var purchases: Int
    /// The last time they did.
    public var lastBought: Timestamp
    /// Days expected from one purchase to the next.
    public var intervalDays: Double
    /// When the interval has passed, or will have.
    public var dueSince: Timestamp

    /// An item with what is expected of it.
    public init(
        id: String, probability: Float, purchases: Int, lastBought: Timestamp, intervalDays: Double,
        dueSince: Timestamp
    ) {
        self.id = id
        self.probability = probability
        self.purchases = purchases
        self.lastBought = lastBought
        self.intervalDays = intervalDays
        self.dueSince = dueSince
    }
}
