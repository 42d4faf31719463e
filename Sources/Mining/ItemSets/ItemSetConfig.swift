// SPDX-License-Identifier: Apache-2.0

/// Which item sets are wanted, and what a search may cost.
public struct ItemSetConfig: Sendable, Equatable {
    /// Which of the frequent sets are listed.
    public enum Kind: String, Sendable, CaseIterable {
        /// Every frequent set.
        case all
        /// Those without a larger set of the same support: they tell all supports there are.
        case closed
        /// Those without a larger frequent set.
        case maximal
    }

    /// The least number of baskets.
    public var minimumSupport: Int
    /// Which of the frequent sets are listed.
    public var kind = Kind.all
    /// The fewest and the most items of a listed set; whether a set is closed or maximal does not depend on it.
    public var lengths: ClosedRange<Int> = 1...Int.max
    /// Threads to search on; the result is the same with any number.
    public var threadCount = 1
    /// Where the search stops.
    public var bounds = MiningBounds()

    /// Every frequent set of that support or more, which is at least 1.
    public init(minimumSupport: Int) { self.minimumSupport = max(1, minimumSupport) }
}

/// What a search may cost: past it, what was found so far is returned and says so.
public struct MiningBounds: Sendable, Equatable {
    /// Bytes of results kept.
    public var byteCount = 2 << 30
    /// Time from the start; nil for no limit.
    public var duration: Duration?

    /// Two gibibytes and all the time it takes.
    public init() {}
}
