// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Turns the columns that mean nothing to us into attributes with types.
///
/// A delimited file says nothing of types, so each value tells its own: `true` and `false` are flags; a number is what
/// reads the same when written again, so not `007`, `+1` or twenty digits; a column named as a list has words with `|`
/// between; the rest is text. Empty fields are no attributes.
struct AttributeReader {
    private enum Typing { case guessed, list, text }
    private let columns: [(name: String, position: Int, typing: Typing)]

    init(_ others: [(name: String, position: Int)], _ context: DecodingContext) {
        columns = others.map { name, position in
            let typing: Typing =
                context.listColumns.contains(name) ? .list : context.textColumns.contains(name) ? .text : .guessed
            return (name, position, typing)
        }
    }

    /// The row's attributes.
    func attributes(of fields: FieldTable) throws(RowProblem) -> [String: AttributeValue] {
        var attributes: [String: AttributeValue] = [:]
        for column in columns {
            let field = fields[column.position]
            if field.isEmpty { continue }
            attributes[column.name] =
                switch column.typing {
                case .list:
                    .list(try FieldValue.words(field, column.name, separator: "|", limit: Limits.listCount))
                case .text: .text(try FieldValue.text(field, column.name, limit: Limits.textByteCount))
                case .guessed: try Self.guessed(field, column.name)
                }
        }
        return try Self.checked(attributes)
    }

    /// The attributes themselves, when there are not too many and no name is too long.
    static func checked(_ attributes: [String: AttributeValue]) throws(RowProblem) -> [String: AttributeValue] {
        guard attributes.count <= Limits.attributeCount else {
            throw RowProblem(nil, "has \(attributes.count) attributes, at most \(Limits.attributeCount) are allowed")
        }
        let isTooLong = { (name: String) in name.isEmpty || name.utf8.count > Limits.nameByteCount }
        if let name = attributes.keys.first(where: isTooLong) {
            throw RowProblem(name, "names an attribute with no bytes or more than \(Limits.nameByteCount)")
        }
        return attributes
    }

    private static func guessed(_ field: UnsafeRawBufferPointer, _ column: String) throws(RowProblem) -> AttributeValue
    {
        if readsAsNumber(field), let number = NumberParser.number(field) { return .number(number) }
        let text = try FieldValue.text(field, column, limit: Limits.textByteCount)
        return text == "true" ? .flag(true) : text == "false" ? .flag(false) : .text(text)
    }

    /// Whether the field is `-?(0|[1-9][0-9]*)(\.[0-9]+)?` of at most 15 digits.
    private static func readsAsNumber(_ field: UnsafeRawBufferPointer) -> Bool {
        let unsigned = field.first == Ascii.minus ? field.slice(1, field.count) : field
        let point = unsigned.firstOffset(of: Ascii.point)
        let whole = unsigned.slice(0, point ?? unsigned.count)
        let isDigit = { (byte: UInt8) in byte &- Ascii.zero < 10 }
        guard unsigned.count <= 16, !whole.isEmpty, whole.allSatisfy(isDigit),
            whole.count == 1 || whole[0] != Ascii.zero
        else { return false }
        guard let point else { return unsigned.count <= 15 }
        let decimals = unsigned.slice(point + 1, unsigned.count)
        return !decimals.isEmpty && decimals.allSatisfy(isDigit)
    }
}
