// SPDX-License-Identifier: Apache-2.0

/// One attribute's values by item, in pages.
///
/// A value: copies share their pages, and a change copies only the page it touches. A page in which no item has a value
/// takes no memory.
///
/// Invariant: a page is empty or has `pageSize` cells.
///
/// - Complexity: reading O(1); a change O(pageSize) when its page is shared, else O(1).
public struct PagedColumn<Cell: AttributeCell>: Sendable {
    @usableFromInline var pages: [[Cell]] = []

    /// Number of items that have a value.
    public private(set) var valueCount = 0

    init() {}

    /// An item's value; missing for an index beyond those set.
    @inlinable
    public subscript(item: ItemIndex) -> Cell {
        let (number, offset) = (Int(item.rawValue) / columnPageSize, Int(item.rawValue) % columnPageSize)
        guard number < pages.count, !pages[number].isEmpty else { return .missing }
        return pages[number][offset]
    }

    /// The cells of the items from `number * columnPageSize` on; empty where none of them has a value.
    @inlinable
    public func page(_ number: Int) -> [Cell] { number < pages.count ? pages[number] : [] }

    /// Replaces an item's value.
    mutating func set(_ cell: Cell, at item: ItemIndex) {
        let before = self[item]
        if before.isSame(as: cell) { return }
        let (number, offset) = (Int(item.rawValue) / columnPageSize, Int(item.rawValue) % columnPageSize)
        while pages.count <= number { pages.append([]) }
        if pages[number].isEmpty { pages[number] = Array(repeating: .missing, count: columnPageSize) }
        pages[number][offset] = cell
        valueCount += (cell.isMissing ? 0 : 1) - (before.isMissing ? 0 : 1)
    }
}

/// Items of one page of a column.
@inlinable public var columnPageSize: Int { 4_096 }
