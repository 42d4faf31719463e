// SPDX-License-Identifier: Apache-2.0

/// An item and how good it is.
@frozen
public struct Scored: Sendable, Equatable {
    /// Index of the item (or row, or user) that is scored.
    public var item: UInt32
    /// Higher is better.
    public var score: Float

    /// Pairs an item with its score.
    @inlinable
    public init(item: UInt32, score: Float) {
        self.item = item
        self.score = score
    }

    /// Whether this one stands before the other in a list: the higher score, then the lower index.
    @inlinable
    public func precedes(_ other: Scored) -> Bool {
        score > other.score || (score == other.score && item < other.item)
    }
}
