// SPDX-License-Identifier: Apache-2.0

/// How often two items came together, and what that says.
public struct PairEvidence: Sendable, Hashable {
    /// Orders, sessions or customers with both, in the order and window that the recommender looks for.
    public var count: Int
    /// Those with the item asked about.
    public var fromCount: Int
    /// Those with the listed item.
    public var toCount: Int
    /// All of them.
    public var groupCount: Int
    /// count / groupCount.
    public var support: Double
    /// count / fromCount.
    public var confidence: Double
    /// How many times as often as by chance.
    public var lift: Double
    /// The chance of a pair at least that frequent, were the two independent; one test, not corrected for many.
    public var p: Double

    /// Evidence out of counts and p; the rest follows.
    public init(count: Int, fromCount: Int, toCount: Int, groupCount: Int, p: Double) {
        (self.count, self.fromCount, self.toCount, self.groupCount, self.p) = (count, fromCount, toCount, groupCount, p)
        support = Double(count) / Double(max(1, groupCount))
        confidence = Double(count) / Double(max(1, fromCount))
        lift = Double(count) * Double(groupCount) / max(1, Double(fromCount) * Double(toCount))
    }
}
