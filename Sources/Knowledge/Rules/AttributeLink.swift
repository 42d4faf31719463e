// SPDX-License-Identifier: Apache-2.0

import Shop

/// What an attribute of one item has to do with an attribute of another: `mount = mount`, `fits contains model`.
struct AttributeLink: Hashable, Sendable {
    /// How the two values stand to each other.
    enum Relation: String, Sendable, CaseIterable {
        /// The same number, text or flag.
        case equals = "="
        /// The first one's list has the other's text, or one of its words.
        case contains
        /// The first one's text, or one of its words, is in the other's list.
        case isIn = "in"
        /// Numbers, the first one below the other.
        case less = "<"
        /// Numbers, the first one not above the other.
        case atMost = "<="
        /// Numbers, the first one above the other.
        case more = ">"
        /// Numbers, the first one not below the other.
        case atLeast = ">="
    }

    var first: String
    var relation: Relation
    var second: String

    /// What the other item must meet beside a first one; nil when the first one says nothing of it.
    func requirement(beside first: ItemIndex, in table: AttributeTable) -> Requirement? {
        guard let value = table.value(of: self.first, for: first) else { return nil }
        return Self.condition(relation.turned, value).map { Requirement(second, $0) }
    }

    /// What the first item must meet beside another; nil when the other says nothing of it.
    func requirement(before second: ItemIndex, in table: AttributeTable) -> Requirement? {
        guard let value = table.value(of: self.second, for: second) else { return nil }
        return Self.condition(relation, value).map { Requirement(first, $0) }
    }

    /// The condition "stands so to the value" for an attribute.
    private static func condition(
        _ relation: Relation, _ value: AttributeValue
    ) -> Condition? {
        switch (relation, value) {
        case (.equals, .number), (.equals, .text), (.equals, .flag): .equals(value)
        case (.less, .number(let bound)): .compares(.less, bound)
        case (.atMost, .number(let bound)): .compares(.atMost, bound)
        case (.more, .number(let bound)): .compares(.more, bound)
        case (.atLeast, .number(let bound)): .compares(.atLeast, bound)
        case (.contains, .text(let word)), (.isIn, .text(let word)): .oneOf([.text(word)])
        case (.contains, .list(let words)), (.isIn, .list(let words)): .oneOf(words.map(AttributeValue.text))
        default: nil
        }
    }
}

extension AttributeLink.Relation {
    /// The relation seen from the other side.
    fileprivate var turned: Self {
        switch self {
        case .equals: .equals
        case .contains: .isIn
        case .isIn: .contains
        case .less: .more
        case .atMost: .atLeast
        case .more: .less
        case .atLeast: .atMost
        }
    }
}
