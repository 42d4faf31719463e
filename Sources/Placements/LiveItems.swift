// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Everything that requests ask of the items themselves, all of one moment: a value with cheap copies.
///
/// Its parts have the same items by index and are changed together.
public struct LiveItems: Sendable {
    /// Names and availability.
    public private(set) var catalogue = Catalogue()
    /// Prices, brands and whatever else the shop says of its items, as columns.
    public private(set) var attributes = AttributeTable()

    /// No items.
    public init() {}

    /// Adds the next item, whose index is the count before; nil for one that was taken out, which keeps its name.
    public mutating func append(name: String, _ item: Item?) {
        catalogue.append(name: name, availability: item.map(Availability.init(of:)) ?? .never)
        attributes.append(item)
    }

    /// Replaces what is known of an item, which must be one of these; nil when it was taken out.
    public mutating func update(_ index: ItemIndex, _ item: Item?) {
        catalogue.update(index, availability: item.map(Availability.init(of:)) ?? .never)
        attributes.update(index, item)
    }
}
