// SPDX-License-Identifier: Apache-2.0

public import Shop

/// The items that meet several requirements, asked one by one or all at once.
public struct ItemSelection: Sendable {
    private let requirements: [BoundRequirement]

    /// Nil where no item can meet all: one of them is missing or cannot be asked of the table.
    init?(_ requirements: [Requirement?], in table: AttributeTable) {
        var bound: [BoundRequirement] = []
        for requirement in requirements {
            guard let requirement, let one = try? BoundRequirement(requirement, in: table, field: "") else {
                return nil
            }
            bound.append(one)
        }
        self.requirements = bound
    }

    /// Whether an item is one of them.
    ///
    /// - Complexity: O(requirements), of lists O(the item's words); allocates nothing.
    public func contains(_ item: ItemIndex) -> Bool { requirements.allSatisfy { $0.isMet(by: item) } }

    /// All of them.
    func bits(itemCount: Int) -> ItemBits {
        var bits = ItemBits.all(itemCount)
        for requirement in requirements { requirement.narrow(&bits) }
        return bits
    }
}

/// The items that rules keep out of one answer, for whom and beside what it is given.
public struct Exclusions: Sendable {
    private let selections: [ItemSelection]

    /// Nothing is kept out.
    public init() { selections = [] }

    init(_ selections: [ItemSelection]) { self.selections = selections }

    /// Whether a rule keeps the item out.
    ///
    /// - Complexity: O(1) where no rule speaks, else as the selections; allocates nothing.
    @inline(__always)
    public func contains(_ item: ItemIndex) -> Bool {
        selections.isEmpty ? false : selections.contains { $0.contains(item) }
    }

    /// Takes what is kept out from among items.
    ///
    /// - Complexity: O(items) for each rule that speaks.
    public func remove(from items: inout ItemBits) {
        for selection in selections { items.formDifference(selection.bits(itemCount: items.words.count * 64)) }
    }
}
