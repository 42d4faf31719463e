// SPDX-License-Identifier: Apache-2.0

public import Shop

extension Condition {
    /// The operators by the names they have on the wire.
    public static let operatorNames = [
        "=", "!=", "<", "<=", ">", ">=", "between", "in", "has any", "has all", "within", "near",
    ]

    /// The condition's operator and what stands behind it: for `between` both ends, for `near` the target and the
    /// tolerance, for `within` the path from the root.
    public var parts: (name: String, operands: [AttributeValue]) {
        switch self {
        case .equals(let value): ("=", [value])
        case .differs(let value): ("!=", [value])
        case .compares(let comparison, let bound): (comparison.rawValue, [.number(bound)])
        case .between(let lower, let upper): ("between", [.number(lower), .number(upper)])
        case .oneOf(let values): ("in", values)
        case .hasAny(let words): ("has any", words.map(AttributeValue.text))
        case .hasAll(let words): ("has all", words.map(AttributeValue.text))
        case .within(let path): ("within", path.map(AttributeValue.text))
        case .near(let target, let tolerance): ("near", [.number(target), .number(tolerance)])
        }
    }

    /// The condition of an operator's name and its operands.
    ///
    /// - Parameter field: how the requirement is called in errors, such as `requirements[2]`.
    /// - Throws: ``KnowledgeError``, naming the field.
    public init(_ name: String, _ operands: [AttributeValue], field: String) throws(KnowledgeError) {
        let values = "\(field).values"
        switch name {
        case "=": self = .equals(try Self.single(operands, values))
        case "!=": self = .differs(try Self.single(operands, values))
        case "between":
            let ends = try Self.numbers(operands, values, count: 2)
            self = .between(ends[0], ends[1])
        case "near":
            let parts = try Self.numbers(operands, values, count: 2)
            self = .near(parts[0], tolerance: parts[1])
        case "in": self = .oneOf(operands)
        case "has any": self = .hasAny(try Self.texts(operands, values))
        case "has all": self = .hasAll(try Self.texts(operands, values))
        case "within": self = .within(try Self.texts(operands, values))
        default:
            guard let comparison = Comparison(rawValue: name) else {
                let hint = name.isEmpty ? "" : suggestion(for: name, among: Self.operatorNames)
                let known = Self.operatorNames.joined(separator: " ")
                throw KnowledgeError(
                    .invalidValue, fields: ["\(field).operator"],
                    name.isEmpty ? "required; one of \(known)" : "“\(name)” is no operator\(hint)")
            }
            self = .compares(comparison, try Self.numbers(operands, values, count: 1)[0])
        }
    }

    private static func single(_ operands: [AttributeValue], _ field: String) throws(KnowledgeError) -> AttributeValue {
        guard operands.count == 1 else {
            throw KnowledgeError(.invalidValue, fields: [field], "\(operands.count) of them; 1 is needed")
        }
        return operands[0]
    }

    private static func numbers(
        _ operands: [AttributeValue], _ field: String, count: Int
    ) throws(KnowledgeError) -> [Double] {
        let numbers = operands.compactMap { operand -> Double? in
            if case .number(let number) = operand { number } else { nil }
        }
        guard numbers.count == count, operands.count == count else {
            throw KnowledgeError(
                .invalidValue, fields: [field], "\(count == 1 ? "a number is" : "\(count) numbers are") needed")
        }
        return numbers
    }

    private static func texts(_ operands: [AttributeValue], _ field: String) throws(KnowledgeError) -> [String] {
        let texts = operands.compactMap { operand -> String? in
            if case .text(let text) = operand { text } else { nil }
        }
        guard texts.count == operands.count else {
            throw KnowledgeError(.invalidValue, fields: [field], "texts are needed")
        }
        return texts
    }
}
