// SPDX-License-Identifier: Apache-2.0

/// What sort of value an attribute has in the whole catalogue.
public enum AttributeKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// A finite number.
    case number = 1
    /// One word of a limited number of words.
    case text = 2
    /// Yes or no.
    case flag = 3
    /// A set of words.
    case list = 4
    /// A path from the root of the categories.
    case category = 5

    /// The kind of an attribute's value.
    init(of value: AttributeValue) {
        switch value {
        case .number: self = .number
        case .text: self = .text
        case .flag: self = .flag
        case .list: self = .list
        }
    }

    /// The kind as it is called in messages and reports.
    public var description: String {
        switch self {
        case .number: "number"
        case .text: "text"
        case .flag: "flag"
        case .list: "list"
        case .category: "category"
        }
    }
}
