// SPDX-License-Identifier: Apache-2.0

/// A typed value of an item's or user's attribute.
public enum AttributeValue: Hashable, Sendable {
    /// Free text or a category.
    case text(String)
    /// A finite number.
    case number(Double)
    /// Yes or no.
    case flag(Bool)
    /// Several words, such as genres.
    case list([String])
}
