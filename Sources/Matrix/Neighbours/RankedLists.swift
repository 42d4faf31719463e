// SPDX-License-Identifier: Apache-2.0

/// Lists of scored items one after another, each best first.
///
/// - Shapes: list n lies at `offsets[n] ..< offsets[n + 1]` in `items` and `scores`.
public struct RankedLists: Sendable {
    /// Where each list starts; the last one is the number of entries.
    public let offsets: SharedArray<UInt64>
    /// What is in the lists.
    public let items: SharedArray<UInt32>
    /// How good each one is.
    public let scores: SharedArray<Float>

    /// Number of lists.
    public var count: Int { offsets.count - 1 }

    /// Wraps arrays that already have the shape described above.
    public init(offsets: SharedArray<UInt64>, items: SharedArray<UInt32>, scores: SharedArray<Float>) {
        precondition(offsets.count > 0 && items.count == scores.count)
        self.offsets = offsets
        self.items = items
        self.scores = scores
    }

    /// Where a list lies.
    public func range(of list: Int) -> Range<Int> { Int(offsets[list])..<Int(offsets[list + 1]) }
}
