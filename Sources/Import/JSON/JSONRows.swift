// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Rows that are JSON objects, laid out as fields in the order of the known columns.
struct JSONRows<Decoder: JSONFieldDecoder>: RowDecoder {
    private var parser = JSONParser()
    private let fields = FieldTable(capacity: Decoder.Column.allCases.count)
    private let places: [String: JSONPlace]
    private var decoder: Decoder

    /// A decoder whose keys are renamed as `--columns` say: their name → ours.
    init(renaming ours: [String: String], _ context: DecodingContext) {
        var places: [String: JSONPlace] = [:]
        for (name, column) in Decoder.Column.names { places[name] = .known(column.rawValue) }
        for name in ours.keys { places[name] = .nothing }
        for (name, key) in ours { places[key] = Decoder.Column.named(name).map { .known($0.rawValue) } ?? .other(name) }
        self.places = places
        decoder = Decoder(ColumnPlan(), context)
    }

    mutating func decode(_ row: UnsafeRawBufferPointer) throws(RowProblem) -> Decoder.Value {
        fields.clearAll()
        var extra = JSONExtra()
        for member in try parser.object(row) { try place(member, &extra) }
        return try decoder.decode(fields, extra)
    }

    private func place(_ member: JSONMember, _ extra: inout JSONExtra) throws(RowProblem) {
        switch places[member.key] ?? .other(member.key) {
        case .known(let column): try set(column, member, &extra)
        case .other(let name): if Decoder.Column.keepsOthers { try extra.add(name, member.value) }
        case .nothing: break
        }
    }

    private func set(_ column: Int, _ member: JSONMember, _ extra: inout JSONExtra) throws(RowProblem) {
        switch member.value {
        case .null: break
        case .text(let bytes), .number(let bytes): fields.set(column, bytes)
        case .flag(let flag): fields.set(column, flag ? Self.yes : Self.no)
        case .list(let elements) where Decoder.listColumns.contains(column):
            extra.lists[column] = try JSONExtra.words(elements, member.key)
        case .list, .object: throw RowProblem(member.key, "is \(member.value.kind), not a single value")
        }
    }

    private static var yes: UnsafeRawBufferPointer { bytes("true") }
    private static var no: UnsafeRawBufferPointer { bytes("false") }

    private static func bytes(_ word: StaticString) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    }
}

/// What a key stands for.
///
/// Not nested in ``JSONRows``, where each look-up would ask the runtime for the generic type.
private enum JSONPlace {
    /// A known column, by its raw value.
    case known(Int)
    /// An attribute.
    case other(String)
    /// One of our names, which `--columns` give to another key.
    case nothing
}

/// Makes a value of a JSON object's members.
protocol JSONFieldDecoder: FieldDecoder {
    /// Raw values of the columns that may be lists.
    static var listColumns: Set<Int> { get }

    /// The row's value, from its known columns and what else the object holds.
    mutating func decode(_ fields: FieldTable, _ extra: JSONExtra) throws(RowProblem) -> Value
}

extension EventDecoder: JSONFieldDecoder {
    static let listColumns: Set<Int> = []

    mutating func decode(_ fields: FieldTable, _ extra: JSONExtra) throws(RowProblem) -> Event { try decode(fields) }
}

/// What a JSON object holds beside single values of known columns.
struct JSONExtra {
    /// Lists, by the known column's raw value.
    var lists: [Int: [String]] = [:]
    /// Values of unknown keys, with their own types.
    var attributes: [String: AttributeValue] = [:]

    /// Adds an attribute; the key `attributes` holds an object of further ones.
    mutating func add(_ name: String, _ value: JSONValue) throws(RowProblem) {
        if case .object(let members) = value, name == "attributes" {
            for member in members { try addOne(member.key, member.value) }
        } else {
            try addOne(name, value)
        }
    }

    private mutating func addOne(_ name: String, _ value: JSONValue) throws(RowProblem) {
        switch value {
        case .null: break
        case .flag(let flag): attributes[name] = .flag(flag)
        case .text(let bytes): attributes[name] = .text(try FieldValue.text(bytes, name, limit: Limits.textByteCount))
        case .number(let bytes): attributes[name] = try FieldValue.number(bytes, name).map(AttributeValue.number)
        case .list(let elements): attributes[name] = .list(try Self.words(elements, name))
        case .object:
            throw RowProblem(name, "is an object; an attribute is a text, a number, a flag or a list of texts")
        }
    }

    /// A list's words; numbers count as words.
    static func words(_ elements: [JSONValue], _ name: String) throws(RowProblem) -> [String] {
        var words: [String] = []
        for element in elements {
            switch element {
            case .text(let bytes), .number(let bytes):
                words.append(try FieldValue.text(bytes, name, limit: Limits.idByteCount))
            default: throw RowProblem(name, "holds \(element.kind), where only texts may be")
            }
        }
        return try FieldValue.checked(words, name, limit: Limits.listCount)
    }
}
