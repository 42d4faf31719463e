// SPDX-License-Identifier: Apache-2.0

/// Which sequential patterns are wanted, and what a search may cost.
public struct SequenceConfig: Sendable, Equatable {
    /// The least number of sequences.
    public var minimumSupport: Int
    /// The fewest and the most items of a listed pattern.
    public var lengths: ClosedRange<Int> = 1...Int.max
    /// The least time between an item and the next; 1 means later.
    public var minimumGap: Int64 = 1
    /// The most time between an item and the next; nil for any.
    public var maximumGap: Int64?
    /// The most time from the first item to the last; nil for any.
    public var window: Int64?
    /// Whether it is measured how long the last item of each pattern let wait for itself.
    public var measuresDelays = true
    /// Threads to search on; the result is the same with any number.
    public var threadCount = 1
    /// Where the search stops.
    public var bounds = MiningBounds()

    /// Every pattern of that support or more, which is at least 1.
    public init(minimumSupport: Int) { self.minimumSupport = max(1, minimumSupport) }

    /// Whether a later end of a pattern may reach what its first end does not.
    var isBounded: Bool { maximumGap != nil || window != nil }
}
