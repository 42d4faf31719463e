// SPDX-License-Identifier: Apache-2.0

/// The items' categories: a tree whose every node, leaf or not, has a code.
///
/// Invariant: a node's parent has a smaller code, so that one pass in the order of codes goes from the roots down.
public struct CategoryColumn: Sendable {
    /// A category below another.
    public struct Node: Hashable, Sendable {
        /// The category above; none for a root.
        public var parent: WordCode
        /// The last part of the path.
        public var name: String
    }

    /// The categories and their numbers.
    public private(set) var book = CodeBook<Node>()
    /// The items' own categories, the most special ones.
    public private(set) var cells = PagedColumn<WordCode>()

    /// The code of a path from the root; nil when no item ever had it or a category below it.
    public func code(of path: [String]) -> WordCode? {
        var code = WordCode.missing
        for name in path {
            guard let next = book.code(of: Node(parent: code, name: name)) else { return nil }
            code = next
        }
        return code.isMissing ? nil : code
    }

    /// The path from the root; empty for no category.
    public func path(of code: WordCode) -> [String] {
        lineage(of: code).reversed().compactMap { book.word(of: $0)?.name }
    }

    /// The category itself and those above it, the root last.
    public func lineage(of code: WordCode) -> [WordCode] {
        var lineage: [WordCode] = []
        var code = code
        while let node = book.word(of: code) {
            lineage.append(code)
            code = node.parent
        }
        return lineage
    }

    /// By code, whether a category is that one or below it; position 0, "no category", is never.
    ///
    /// - Complexity: O(categories).
    public func descendants(of root: WordCode) -> [Bool] {
        var isBelow = [false]
        isBelow.reserveCapacity(book.count + 1)
        for (position, node) in book.words.enumerated() {
            isBelow.append(position + 1 == Int(root.rawValue) || isBelow[Int(node.parent.rawValue)])
        }
        return isBelow
    }

    /// Whether there was room for the path's categories; an empty path takes the item's category away.
    mutating func set(_ path: [String], at item: ItemIndex, wordLimit: Int) -> Bool {
        var code = WordCode.missing
        for name in path {
            guard let next = book.add(Node(parent: code, name: name), limit: wordLimit) else { return false }
            code = next
        }
        cells.set(code, at: item)
        return true
    }
}
