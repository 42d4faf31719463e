// SPDX-License-Identifier: Apache-2.0

/// Reads one JSON text (RFC 8259), strictly.
///
/// Text is handed out as a view of the row where it has no escapes, else as a copy in the scratch, which is never
/// longer than the row. Lists and objects nest up to `depthLimit` deep.
struct JSONParser {
    private static let depthLimit = 32
    private let scratch: Scratch
    private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    private var offset = 0

    init(limit: Int = BufferSize.record) { scratch = Scratch(capacity: limit + 1) }

    /// The members of the object that `row` holds, in the order written.
    ///
    /// - Throws: ``RowProblem``, naming the byte, counted from 1.
    mutating func object(_ row: UnsafeRawBufferPointer) throws(RowProblem) -> [JSONMember] {
        (bytes, offset) = (row, 0)
        scratch.removeAll()
        skipSpace()
        guard case .object(let members) = try value(depth: 0) else {
            throw RowProblem(nil, "the row is no JSON object")
        }
        skipSpace()
        guard offset == bytes.count else { throw problem("text after the object") }
        return members
    }

    private mutating func value(depth: Int) throws(RowProblem) -> JSONValue {
        guard depth < Self.depthLimit else { throw problem("nesting deeper than \(Self.depthLimit)") }
        switch peek {
        case UInt8(ascii: "{"): return .object(try members(depth))
        case UInt8(ascii: "["): return .list(try elements(depth))
        case Ascii.quote: return .text(try string())
        case UInt8(ascii: "t"): return try literal("true", .flag(true))
        case UInt8(ascii: "f"): return try literal("false", .flag(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func members(_ depth: Int) throws(RowProblem) -> [JSONMember] {
        var members: [JSONMember] = []
        offset += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return members }
        members.reserveCapacity(8)
        while true {
            guard peek == Ascii.quote else { throw problem("no key in quotes") }
            let key = try string()
            guard let name = String(validUTF8: key) else { throw problem("a key is not UTF-8 text") }
            skipSpace()
            guard take(Ascii.colon) else { throw problem("no colon after the key \(name)") }
            skipSpace()
            members.append(JSONMember(key: name, value: try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: "}")) { return members }
            guard take(Ascii.comma) else { throw problem("no comma between members") }
            skipSpace()
        }
    }

    private mutating func elements(_ depth: Int) throws(RowProblem) -> [JSONValue] {
        var elements: [JSONValue] = []
        offset += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(Ascii.comma) else { throw problem("no comma between elements") }
            skipSpace()
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(RowProblem) -> JSONValue {
        let expected = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[offset...].starts(with: expected) else { throw problem("no JSON value") }
        offset += expected.count
        return value
    }

    /// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    private mutating func number() throws(RowProblem) -> UnsafeRawBufferPointer {
        let start = offset
        _ = take(Ascii.minus)
        let startsWithZero = peek == Ascii.zero
        let whole = skipDigits()
        guard whole == 1 || (whole > 1 && !startsWithZero) else { throw problem("no JSON value") }
        if take(Ascii.point), skipDigits() == 0 { throw problem("no digit after the point") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(Ascii.plus) || take(Ascii.minus)
            if skipDigits() == 0 { throw problem("no digit in the exponent") }
        }
        return bytes.slice(start, offset)
    }

    private mutating func string() throws(RowProblem) -> UnsafeRawBufferPointer {
        offset += 1
        let (start, began) = (offset, scratch.count)
        var (piece, isCopied) = (start, false)
        while let byte = peek, byte != Ascii.quote {
            guard byte >= Ascii.space else { throw problem("a control character inside text") }
            offset += 1
            if byte == Ascii.backslash {
                scratch.append(bytes.slice(piece, offset - 1))
                try appendEscape()
                (piece, isCopied) = (offset, true)
            }
        }
        guard peek != nil else { throw problem("text that nothing closes") }
        let rest = bytes.slice(piece, offset)
        offset += 1
        guard isCopied else { return rest }
        scratch.append(rest)
        return scratch.bytes(from: began)
    }

    /// Resolves what follows a backslash.
    private mutating func appendEscape() throws(RowProblem) {
        guard let byte = peek else { throw problem("text that nothing closes") }
        offset += 1
        switch byte {
        case Ascii.quote, Ascii.backslash, UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0c)
        case UInt8(ascii: "n"): scratch.append(Ascii.newline)
        case UInt8(ascii: "r"): scratch.append(Ascii.carriageReturn)
        case UInt8(ascii: "t"): scratch.append(Ascii.tab)
        case UInt8(ascii: "u"): try appendCodePoint()
        default: throw problem("an escape that JSON does not have")
        }
    }

    private mutating func appendCodePoint() throws(RowProblem) {
        var code = try hexDigits()
        if (0xd800...0xdbff).contains(code) {
            guard take(Ascii.backslash), take(UInt8(ascii: "u")), case let low = try hexDigits(),
                (0xdc00...0xdfff).contains(low)
            else { throw problem("half of a surrogate pair") }
            code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw problem("half of a surrogate pair") }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { scratch.append(byte) }
    }

    private mutating func hexDigits() throws(RowProblem) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw problem("\\u without four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
            offset += 1
        }
        return code
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == Ascii.space || (0x09...0x0d).contains(byte) && byte != 0x0b && byte != 0x0c {
            offset += 1
        }
    }

    private mutating func skipDigits() -> Int {
        let start = offset
        while let byte = peek, byte &- Ascii.zero < 10 { offset += 1 }
        return offset - start
    }

    private func problem(_ reason: String) -> RowProblem {
        RowProblem(nil, "not JSON at byte \(offset + 1): \(reason)")
    }
}
