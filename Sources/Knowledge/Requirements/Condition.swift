// SPDX-License-Identifier: Apache-2.0

public import Shop

/// What is asked of one attribute of an item.
///
/// An item that does not have the attribute meets no condition on it, not even `differs`: of what is not said nothing
/// is assumed.
public enum Condition: Hashable, Sendable {
    /// How two numbers compare.
    public enum Comparison: String, Sendable, CaseIterable {
        /// Below.
        case less = "<"
        /// Not above.
        case atMost = "<="
        /// Above.
        case more = ">"
        /// Not below.
        case atLeast = ">="
    }

    /// The number, text or flag; of a list, that it has the word.
    case equals(AttributeValue)
    /// Another number, text or flag; of a list, that it does not have the word.
    case differs(AttributeValue)
    /// A number below or above a bound.
    case compares(Comparison, Double)
    /// A number from the first to the second, both included.
    case between(Double, Double)
    /// One of the numbers or texts; of a list, that it has one of the words.
    case oneOf([AttributeValue])
    /// A list with one of the words.
    case hasAny([String])
    /// A list with all the words.
    case hasAll([String])
    /// The category of that path from the root, or one below it.
    case within([String])
    /// A number not farther than the tolerance; as a wish, the nearer the better.
    case near(Double, tolerance: Double)
}

extension Condition: CustomStringConvertible {
    /// The condition as it is written behind an attribute's name.
    public var description: String {
        switch self {
        case .equals(let value): "= \(value.written)"
        case .differs(let value): "!= \(value.written)"
        case .compares(let comparison, let bound): "\(comparison.rawValue) \(bound.written)"
        case .between(let lower, let upper): "between \(lower.written)..\(upper.written)"
        case .oneOf(let values): "in \(values.map(\.written).joined(separator: ","))"
        case .hasAny(let words): "has any \(words.joined(separator: ","))"
        case .hasAll(let words): "has all \(words.joined(separator: ","))"
        case .within(let path): "within \(path.joined(separator: ">"))"
        case .near(let target, let tolerance): "near \(target.written)~\(tolerance.written)"
        }
    }
}

extension Double {
    /// Without a decimal point where there is nothing behind it.
    var written: String { self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String(self) }
}

extension AttributeValue {
    /// The value as it is written in a condition.
    var written: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.written
        case .flag(let flag): String(flag)
        case .list(let words): words.joined(separator: ",")
        }
    }
}

/// A condition on a named attribute, which must be met, or is wished for with a weight.
public struct Requirement: Hashable, Sendable, CustomStringConvertible {
    /// Name of the attribute, or of an item's field.
    public var attribute: String
    /// What is asked of it.
    public var condition: Condition
    /// What it counts when it is met, above 0; nil when it must be met.
    public var weight: Double?

    /// A requirement; without a weight it must be met.
    public init(_ attribute: String, _ condition: Condition, weight: Double? = nil) {
        self.attribute = attribute
        self.condition = condition
        self.weight = weight
    }

    /// The requirement as it is written.
    public var description: String { "\(attribute) \(condition)" }
}
