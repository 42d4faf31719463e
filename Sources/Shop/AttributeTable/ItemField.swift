// SPDX-License-Identifier: Apache-2.0

/// The fields of an item that can be asked for like attributes.
public enum ItemField: String, Sendable, CaseIterable {
    /// A number, in the shop's currency.
    case price
    /// A number of pieces.
    case stock
    /// A number of milliseconds since 1970: how new the item is.
    case availableFrom = "available_from"
    /// Text.
    case brand
    /// Text: variants of one product have the same.
    case variantGroup = "variant_group"
    /// A list.
    case tags
    /// A path.
    case category

    /// Of what kind the field is.
    public var kind: AttributeKind {
        switch self {
        case .price, .stock, .availableFrom: .number
        case .brand, .variantGroup: .text
        case .tags: .list
        case .category: .category
        }
    }
}

extension Item {
    /// Calls for each of the item's values but its category: its own fields first, then its attributes.
    ///
    /// An attribute with the name of a field is left out.
    func forEachValue(_ body: (String, AttributeValue) -> Void) {
        if let price { body(ItemField.price.rawValue, .number(price)) }
        if let stock { body(ItemField.stock.rawValue, .number(Double(stock))) }
        if let availableFrom {
            body(ItemField.availableFrom.rawValue, .number(Double(availableFrom.milliseconds)))
        }
        if !brand.isEmpty { body(ItemField.brand.rawValue, .text(brand)) }
        if !variantGroup.isEmpty { body(ItemField.variantGroup.rawValue, .text(variantGroup)) }
        if !tags.isEmpty { body(ItemField.tags.rawValue, .list(tags)) }
        for (name, value) in attributes where ItemField(rawValue: name) == nil { body(name, value) }
    }
}

extension AttributeValue {
    /// Whether it says nothing: no text, no word, or no finite number.
    var isEmpty: Bool {
        switch self {
        case .number(let number): !number.isFinite
        case .flag: false
        case .text(let text): text.isEmpty
        case .list(let words): words.allSatisfy(\.isEmpty)
        }
    }

    var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    var flag: FlagCell? {
        if case .flag(let flag) = self { flag ? .yes : .no } else { nil }
    }

    var words: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let words): words
        case .number, .flag: []
        }
    }
}
