// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// A model that may find the best items without scoring every one of them onto a board.
///
/// Where `ranksWithoutBoard` says so, ask `best(_:for:where:)` instead of filling a board and ranking it: the items
/// are the same, their scores equal up to rounding.
public protocol RankingModel: RecommenderModel {
    /// Whether that is faster for this catalogue.
    var ranksWithoutBoard: Bool { get }

    /// The best items for a user with that history that `accepts` lets through, best first, ties by the lower index.
    ///
    /// `accepts` is asked only about items that may enter the list. Items of the history may be listed too.
    func best(_ count: Int, for history: [WeightedItem], where accepts: (UInt32) -> Bool) -> [Scored]

    /// The items most like that one which `accepts` lets through, as `scoreSimilar(to:into:)` would rank them, itself
    /// among them; nil when a board finds them as fast.
    func best(_ count: Int, like item: ItemIndex, where accepts: (UInt32) -> Bool) -> [Scored]?
}

extension RankingModel {
    /// Nil: what is known of an item's likes touches few others.
    public func best(_ count: Int, like item: ItemIndex, where accepts: (UInt32) -> Bool) -> [Scored]? { nil }
}
