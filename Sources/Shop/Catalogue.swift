// SPDX-License-Identifier: Apache-2.0

/// The items as a request sees them: name and availability by index.
///
/// A value: a request keeps the one it began with while a newer one is made. Items lie in pages, and a change copies
/// only the pages it touches. Beside them stands one byte an item that answers the usual question at once: may it be
/// shown? Only items with a window or without stock take a second look. A table finds items by their names.
///
/// - Complexity: reading O(1); changing one item copies its page and a byte an item,
///   adding one a piece of the table as well.
public struct Catalogue: Sendable {
    private struct Page: Sendable {
        var names: [String] = []
        var availability: [Availability] = []
    }

    private static let pageSize = 1_024
    private var pages: [Page] = []
    private var table = NameTable()
    @usableFromInline private(set) var outlook: [Outlook] = []

    /// What is known of an item's availability without looking at the time or the request.
    @usableFromInline enum Outlook: UInt8, Sendable {
        case never
        case always
        case depends

        init(_ availability: Availability) {
            self = availability == .never ? .never : availability == .always ? .always : .depends
        }
    }

    /// Number of items known.
    public private(set) var count = 0

    /// No items.
    public init() {}

    /// Whether the index is one of this catalogue's.
    public func contains(_ item: ItemIndex) -> Bool { Int(item.rawValue) < count }

    /// The item's external id; the item must be one of this catalogue's.
    public func name(of item: ItemIndex) -> String {
        pages[Int(item.rawValue) / Self.pageSize].names[Int(item.rawValue) % Self.pageSize]
    }

    /// The item of that name; nil for a name that is not one of this catalogue's, and for the empty one.
    public func item(named name: String) -> ItemIndex? { table.item(named: name) { self.name(of: $0) } }

    /// The item's availability; `never` for an index beyond this catalogue.
    public func availability(of item: ItemIndex) -> Availability {
        guard contains(item) else { return .never }
        return pages[Int(item.rawValue) / Self.pageSize].availability[Int(item.rawValue) % Self.pageSize]
    }

    /// Whether the item may be in a list at that moment; never for an index beyond this catalogue.
    @inlinable
    public func allows(_ item: ItemIndex, at now: Timestamp, includingOutOfStock: Bool) -> Bool {
        let position = Int(item.rawValue)
        guard position < outlook.count else { return false }
        switch outlook[position] {
        case .never: return false
        case .always: return true
        case .depends: return availability(of: item).allows(at: now, includingOutOfStock: includingOutOfStock)
        }
    }

    /// Adds the next item: its index is the count before, and its name no other item's.
    public mutating func append(name: String, availability: Availability) {
        if count % Self.pageSize == 0 { pages.append(Page()) }
        pages[pages.count - 1].names.append(name)
        pages[pages.count - 1].availability.append(availability)
        outlook.append(Outlook(availability))
        if !name.isEmpty { table.insert(ItemIndex(rawValue: UInt32(truncatingIfNeeded: count)), named: name) }
        count += 1
    }

    /// Replaces what is known of an item; the item must be one of this catalogue's.
    public mutating func update(_ item: ItemIndex, availability: Availability) {
        precondition(contains(item), "item \(item.rawValue) of \(count)")
        pages[Int(item.rawValue) / Self.pageSize].availability[Int(item.rawValue) % Self.pageSize] = availability
        outlook[Int(item.rawValue)] = Outlook(availability)
    }
}
