// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Shop

/// An item that goes with a basket, and the rule that says so.
@frozen
public struct ChosenRule: Sendable, Equatable, BitwiseCopyable {
    /// The rule's number in its book.
    public var rule: Int
    /// The node of the book's tree that the rule belongs to: its antecedent.
    public var node: Int
    /// Its consequent.
    public var item: ItemIndex
    /// What it ranks the item by.
    public var score: Float
}

/// Finds the best rule for each item that goes with a basket, in memory that is reused from basket to basket.
///
/// - Ownership: one thread at a time; an event loop has one.
public struct RuleChooser: ~Copyable {
    private var bestRules: [Found] = []  // by item: its best rule so far
    private var touched: [UInt32] = []
    private var ranking: [Scored] = []
    private var basket: [UInt32] = []

    /// An item's best rule plus one, 0 for none, where it was found, and its score.
    private struct Found: BitwiseCopyable {
        var rule: UInt32 = 0
        var node: UInt32 = 0
        var score: Float = 0
    }

    /// A chooser; it grows with the books it is shown.
    public init() {}

    /// Replaces `chosen` with the best items for the basket, best first, ties by the lower index, each with its best rule;
    /// of rules that rank an item alike, one with fewer items in front.
    ///
    /// The rules of an antecedent are ranked already, so that of each list only as many are looked at as are wanted, and
    /// none that ranks below the last one wanted of a list before: that list alone has enough that are better.
    ///
    /// - Parameter accepts: asked about each item looked at; it must refuse those of the basket if they are not wanted.
    /// - Complexity: O(n log n) of n = basket + antecedents found · count, mostly far less; nothing is allocated.
    public mutating func choose(
        _ count: Int, from book: RuleBook, for items: [ItemIndex], into chosen: inout [ChosenRule],
        where accepts: (ItemIndex) -> Bool
    ) {
        chosen.removeAll(keepingCapacity: true)
        let basket = ascending(items, of: book)
        if bestRules.count < book.itemCount {
            bestRules += Array(repeating: Found(), count: book.itemCount - bestRules.count)
        }
        var floor = -Float.infinity
        basket.withUnsafeBufferPointer { basket in
            book.forEachNode(in: basket) { consider($0, of: book, count: count, floor: &floor, where: accepts) }
        }
        self.basket = basket
        rank(count, downTo: floor, into: &chosen)
    }

    /// Notes the first rules of one antecedent, as many as are accepted and wanted, down to `floor`, which the last one
    /// wanted raises.
    private mutating func consider(
        _ node: Int, of book: RuleBook, count: Int, floor: inout Float, where accepts: (ItemIndex) -> Bool
    ) {
        var wanted = count
        for rule in book.rules(of: node) {
            let score = book.score(of: rule)
            if wanted <= 0 || score < floor { return }
            let item = book.consequent(of: rule)
            guard accepts(item) else { continue }
            wanted -= 1
            if wanted == 0 { floor = score }
            let earlier = bestRules[Int(item.rawValue)]
            if earlier.rule == 0 { touched.append(item.rawValue) }
            if earlier.rule == 0 || score > earlier.score {
                bestRules[Int(item.rawValue)] = Found(
                    rule: UInt32(truncatingIfNeeded: rule + 1), node: UInt32(truncatingIfNeeded: node), score: score)
            }
        }
    }

    /// Lists the best of what was noted and is not below `floor`, and forgets it all.
    private mutating func rank(_ count: Int, downTo floor: Float, into chosen: inout [ChosenRule]) {
        ranking.removeAll(keepingCapacity: true)
        for item in touched where bestRules[Int(item)].score >= floor {
            ranking.append(Scored(item: item, score: bestRules[Int(item)].score))
        }
        ranking.sort { $0.precedes($1) }
        for scored in ranking.prefix(max(0, count)) {
            let found = bestRules[Int(scored.item)]
            chosen.append(
                ChosenRule(
                    rule: Int(found.rule) - 1, node: Int(found.node), item: ItemIndex(rawValue: scored.item),
                    score: scored.score))
        }
        for item in touched { bestRules[Int(item)] = Found() }
        touched.removeAll(keepingCapacity: true)
    }

    /// The numbers of the items and their categories in ascending order without repeats, in the memory that is kept for it.
    private mutating func ascending(_ items: [ItemIndex], of book: RuleBook) -> [UInt32] {
        var numbers: [UInt32] = []
        swap(&numbers, &basket)
        numbers.removeAll(keepingCapacity: true)
        for item in items { book.append(item.rawValue, to: &numbers) }
        numbers.sortWithoutRepeats()
        return numbers
    }
}

extension [UInt32] {
    /// Sorts the numbers and drops those that are there already.
    mutating func sortWithoutRepeats() {
        sort()
        var end = 0
        for position in indices where position == 0 || self[position] != self[end - 1] {
            self[end] = self[position]
            end += 1
        }
        removeLast(count - end)
    }
}
