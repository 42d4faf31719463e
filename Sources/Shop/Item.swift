// SPDX-License-Identifier: Apache-2.0

/// What the shop sells.
public struct Item: Hashable, Sendable {
    /// External id, 1-255 bytes.
    public var id: String
    /// Name shown to customers; empty when unknown.
    public var title = ""
    /// From the root to the leaf.
    public var category: [String] = []
    /// Maker; empty when unknown.
    public var brand = ""
    /// In the shop's currency.
    public var price: Double?
    /// Pieces on hand; nil when stock is not tracked, which counts as in stock.
    public var stock: Int64?
    /// Not recommended before.
    public var availableFrom: Timestamp?
    /// Not recommended from then on.
    public var availableUntil: Timestamp?
    /// Items of one group are variants of one product; empty for none.
    public var variantGroup = ""
    /// Words of the shop's own.
    public var tags: [String] = []
    /// Description.
    public var text = ""
    /// Never recommended while true.
    public var isHidden = false
    /// Everything else, by name.
    public var attributes: [String: AttributeValue] = [:]

    /// An item of which only the id is known.
    public init(id: String) { self.id = id }
}

/// A customer.
public struct User: Hashable, Sendable {
    /// External id, 1-255 bytes.
    public var id: String
    /// What is known of them, by name.
    public var attributes: [String: AttributeValue] = [:]

    /// A user of whom only the id is known.
    public init(id: String) { self.id = id }
}
