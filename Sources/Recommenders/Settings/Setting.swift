// SPDX-License-Identifier: Apache-2.0

/// One value from a recipe or a command line, before a recommender says what it must be.
public enum Setting: Sendable, Hashable {
    /// A number, whole or not.
    case number(Double)
    /// A word.
    case text(String)
    /// Yes or no.
    case flag(Bool)
    /// Several values in order.
    case list([Setting])
    /// Values by name.
    case map([String: Setting])

    /// Reads what was typed behind `key=`: a finite number, `true` or `false`, else a word.
    public init(parsing text: String) {
        if let number = Double(text), number.isFinite {
            self = .number(number)
        } else if let flag = Bool(text) {
            self = .flag(flag)
        } else {
            self = .text(text)
        }
    }

    /// The value as a message shows it, shortened.
    var description: String {
        switch self {
        case .number(let number): "the number \(number)"
        case .text(let text): "the word “\(text.prefix(40))”"
        case .flag(let flag): flag.description
        case .list: "a list"
        case .map: "a map"
        }
    }
}

extension Setting: Codable {
    /// Reads a plain YAML or JSON value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([Setting].self) {
            self = .list(list)
        } else {
            self = .map(try container.decode([String: Setting].self))
        }
    }

    /// Writes the plain value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        case .list(let list): try container.encode(list)
        case .map(let map): try container.encode(map)
        }
    }
}

extension Setting: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// A word.
    public init(stringLiteral value: String) { self = .text(value) }
    /// Yes or no.
    public init(booleanLiteral value: Bool) { self = .flag(value) }
    /// Several values.
    public init(arrayLiteral elements: Setting...) { self = .list(elements) }
    /// Values by name; of a repeated name the last counts.
    public init(dictionaryLiteral elements: (String, Setting)...) {
        self = .map(Dictionary(elements) { $1 })
    }
}
