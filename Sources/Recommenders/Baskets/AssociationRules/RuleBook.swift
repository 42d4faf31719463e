// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Mining
public import Shop

/// Rules “who has the antecedent also takes the consequent”, found by what is in a basket.
///
/// The antecedents lie in a prefix tree of ascending item numbers. Its nodes stand level by level, the children of a node
/// next to each other and ascending, so that a walk with a basket in hand meets its rules alone:
///
///     node 0, the root ─ children: single items ─ children: pairs …
///     children of n   childOffsets[n] ..< childOffsets[n + 1]
///     rules of n      ruleOffsets[n] ..< ruleOffsets[n + 1], best score first, ties by the lower consequent
///
/// A node without rules is there for the longer antecedents behind it.
///
/// One object, so that handing it on copies nothing.
///
/// - Sections: `itemCount` [1]; `basketCount` [1]; `itemSupports` and `firstNodes` (0 for none), one an item; `nodeItems`,
///   `nodeParents`, `nodeSupports`, one a node; `childOffsets`, `ruleOffsets`, one a node and one; `consequents`,
///   `supports`, `scores`, one a rule.
///
///   A book whose rules may have a category in front has `categoryParents`, `categoryNameEnds` and `categoryNames` of
///   ``RuleCategories``; categories are numbers like items behind the last item.
///
///   A book of sequential rules, whose baskets are customers, has `withinDays` [1] and `delays`, three a rule: quartiles.
/// - Memory: 12 bytes a rule, 24 a sequential one, 20 a node, 8 an item, used in place.
public final class RuleBook: Sendable {
    /// Items known when the rules were mined.
    public let itemCount: Int
    /// All baskets that were mined.
    public let basketCount: Int
    let itemSupports: SharedArray<UInt32>
    let firstNodes: SharedArray<UInt32>
    let nodeItems: SharedArray<UInt32>
    let nodeParents: SharedArray<UInt32>
    let nodeSupports: SharedArray<UInt32>
    let childOffsets: SharedArray<UInt32>
    let ruleOffsets: SharedArray<UInt32>
    let consequents: SharedArray<UInt32>
    let supports: SharedArray<UInt32>
    let scores: SharedArray<Float>
    /// When the consequents follow; nil where they are in the same basket.
    let delays: RuleDelays?
    /// What stands in front of rules beside items; nil where that is nothing.
    let categories: RuleCategories?

    init(
        itemCount: Int, basketCount: Int, itemSupports: SharedArray<UInt32>, firstNodes: SharedArray<UInt32>,
        nodeItems: SharedArray<UInt32>, nodeParents: SharedArray<UInt32>, nodeSupports: SharedArray<UInt32>,
        childOffsets: SharedArray<UInt32>, ruleOffsets: SharedArray<UInt32>, consequents: SharedArray<UInt32>,
        supports: SharedArray<UInt32>, scores: SharedArray<Float>,
        delays: RuleDelays?, categories: RuleCategories?
    ) {
        (self.itemCount, self.basketCount) = (itemCount, basketCount)
        (self.itemSupports, self.firstNodes) = (itemSupports, firstNodes)
        (self.nodeItems, self.nodeParents, self.nodeSupports) = (nodeItems, nodeParents, nodeSupports)
        (self.childOffsets, self.ruleOffsets) = (childOffsets, ruleOffsets)
        (self.consequents, self.supports, self.scores) = (consequents, supports, scores)
        (self.delays, self.categories) = (delays, categories)
    }

    /// Number of rules.
    public var count: Int { consequents.count }

    /// Number of nodes, the root included.
    var nodeCount: Int { nodeItems.count }

    /// Whether any antecedent has two items or more.
    var hasLongAntecedents: Bool { Int(childOffsets[0]) < nodeCount && Int(childOffsets[1]) < nodeCount }

    func children(of node: Int) -> Range<Int> { Int(childOffsets[node])..<Int(childOffsets[node + 1]) }

    func rules(of node: Int) -> Range<Int> { Int(ruleOffsets[node])..<Int(ruleOffsets[node + 1]) }

    /// The item that the rule speaks for.
    public func consequent(of rule: Int) -> ItemIndex { ItemIndex(rawValue: consequents[rule]) }

    /// What the rule ranks its consequent by.
    public func score(of rule: Int) -> Float { scores[rule] }

    /// Days within which the consequents follow; nil where they are in the same basket.
    public var withinDays: Float? { delays?.withinDays }

    /// When the rule's consequent follows; nil where it is in the same basket.
    public func delay(of rule: Int) -> RuleDelay? { delays?[rule] }

    /// How often the rule's sides occur.
    public func counts(of rule: Int) -> RuleCounts { counts(of: rule, at: node(of: rule)) }

    /// How often the chosen rule's sides occur, without a search for its place in the tree.
    public func counts(of chosen: ChosenRule) -> RuleCounts { counts(of: chosen.rule, at: chosen.node) }

    /// The items in front, ascending.
    public func antecedent(of rule: Int) -> [ItemIndex] {
        var items: [ItemIndex] = []
        forEachAntecedentItem(ofNode: node(of: rule)) { items.append($0) }
        return items.reversed()
    }

    /// Gives counts and each item in front, descending, of a rule, with one search for its place in the tree.
    public func read(_ rule: Int, _ body: (ItemIndex) -> Void) -> RuleCounts {
        let node = node(of: rule)
        forEachAntecedentItem(ofNode: node, body)
        return counts(of: rule, at: node)
    }

    func counts(of rule: Int, at node: Int) -> RuleCounts {
        RuleCounts(
            both: Int(supports[rule]), antecedent: Int(nodeSupports[node]),
            consequent: Int(itemSupports[Int(consequents[rule])]), baskets: basketCount)
    }

    /// The items in front of all rules of a node, descending; none where a category stands there.
    public func forEachAntecedentItem(ofNode node: Int, _ body: (ItemIndex) -> Void) {
        var node = node
        while node != 0 {
            if Int(nodeItems[node]) < itemCount { body(ItemIndex(rawValue: nodeItems[node])) }
            node = Int(nodeParents[node])
        }
    }

    /// The path, from the root down, of the category in front of all rules of a node; nil where items stand there.
    public func antecedentCategory(ofNode node: Int) -> [String]? {
        guard let categories, Int(nodeItems[node]) >= itemCount else { return nil }
        return categories.path(of: nodeItems[node])
    }

    /// The path of the category in front of a rule; nil where items stand there.
    public func antecedentCategory(of rule: Int) -> [String]? {
        categories == nil ? nil : antecedentCategory(ofNode: node(of: rule))
    }

    /// Whether an item is among those in front of a node's rules, or in their category.
    func speaks(_ item: ItemIndex, forNode node: Int) -> Bool {
        var (node, speaks) = (node, false)
        while node != 0, !speaks {
            let number = nodeItems[node]
            speaks = number == item.rawValue
            if Int(number) >= itemCount {
                categories?.forEach(above: item.rawValue) { if $0 == number { speaks = true } }
            }
            node = Int(nodeParents[node])
        }
        return speaks
    }

    /// Adds an item's number, and those of its categories if they stand in front of rules.
    func append(_ item: UInt32, to numbers: inout [UInt32]) {
        numbers.append(item)
        guard let categories, Int(item) < itemCount else { return }
        categories.forEach(above: item) { numbers.append($0) }
    }

    /// The node that a rule belongs to.
    ///
    /// - Complexity: O(log nodes).
    func node(of rule: Int) -> Int {
        var (low, high) = (0, nodeCount)  // the last node whose rules start at or before this one
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(ruleOffsets[middle]) <= rule { low = middle } else { high = middle }
        }
        return low
    }
}
