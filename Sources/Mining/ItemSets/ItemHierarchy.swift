// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Items that stand for others: a category for what is in it, a category above for both.
///
/// Of baskets that hold an item and what it belongs to, sets are mined across all levels, but none that holds an item
/// together with one above it: that one is in every such basket anyway.
///
/// Invariant: what is above has the higher number, so that of two of the same support it has the higher rank.
/// - Source: Srikant, Agrawal, "Mining Generalized Association Rules", VLDB 1995: algorithm Cumulate.
public struct ItemHierarchy: Sendable {
    /// The parent of what is at the top.
    public static let none = UInt32.max

    private let isMined: [Bool]
    private let above: [[UInt32]]

    /// A forest.
    ///
    /// - Parameters:
    ///   - parents: of each number, items first, then categories; higher than the number itself, or `none`.
    ///   - isMined: whether the number takes part; levels that do not are only looked through. Nil for all.
    public init(parents: [UInt32], isMined: [Bool]? = nil) {
        let isMined = isMined ?? [Bool](repeating: true, count: parents.count)
        precondition(isMined.count == parents.count, "\(isMined.count) marks for \(parents.count) numbers")
        var above = [[UInt32]](repeating: [], count: parents.count)
        for (number, parent) in parents.enumerated().reversed() where parent != Self.none {
            precondition(Int(parent) > number && Int(parent) < parents.count, "\(parent) is above \(number)")
            above[number] = (isMined[Int(parent)] ? [parent] : []) + above[Int(parent)]
        }
        (self.isMined, self.above) = (isMined, above)
    }

    /// Numbers there are, items and categories.
    public var count: Int { above.count }

    /// What is mined above a number, nearest first.
    public func ancestors(of number: UInt32) -> [UInt32] { above[Int(number)] }

    /// The baskets with what is mined of their items and of everything above them.
    ///
    /// - Complexity: O(entries · levels).
    public func extended(_ baskets: Baskets) -> Baskets {
        var lines = ItemLinesBuilder()
        for basket in 0..<baskets.count {
            for position in baskets.range(of: basket) {
                let item = baskets.items[position]
                if isMined[Int(item)] { lines.add(item) }
                for ancestor in ancestors(of: item) { lines.add(ancestor) }
            }
            lines.endLine()
        }
        return Baskets(lines.finish(itemCount: count))
    }
}
