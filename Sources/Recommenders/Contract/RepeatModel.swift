// SPDX-License-Identifier: Apache-2.0

public import Shop

/// A model that says which of a user's own items they will want again, and when.
///
/// It looks at moments, which a weighed history has lost: a user's interactions and the time of asking.
public protocol RepeatModel: RecommenderModel {
    /// The user's items by how likely each is to be bought again in the coming `horizon`, best first, ties by the lower
    /// index.
    ///
    /// - Parameters:
    ///   - history: interactions of one user in any order; what is no purchase, or lies after `now`, does not count.
    ///   - now: the moment of asking.
    func due(_ history: [Interaction], at now: Timestamp) -> [DueItem]

    /// How far ahead a probability looks.
    ///
    /// - Units: days of 24 hours.
    var horizonDays: Double { get }

    /// The type of event that is a purchase.
    var purchaseType: EventType { get }
}

/// An item that a user bought before, and when they are expected back for it.
public struct DueItem: Sendable, Hashable, BitwiseCopyable {
    /// What.
    public var item: ItemIndex
    /// The chance that the user buys it again within the model's horizon.
    public var probability: Float
    /// Days on which the user bought it.
    public var purchases: Int
    /// The last time they did.
    public var lastBought: Timestamp
    /// The expected time from one purchase to the next.
    ///
    /// - Units: days of 24 hours.
    public var intervalDays: Double

    /// When the expected interval has passed, or will have.
    public var dueSince: Timestamp {
        Timestamp(milliseconds: lastBought.milliseconds &+ Int64(intervalDays * Self.millisecondsPerDay))
    }

    static let millisecondsPerDay = 86_400_000.0
}
