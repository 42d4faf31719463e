// SPDX-License-Identifier: Apache-2.0

internal import Shop

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Turns a field's bytes into a value, or says what is wrong with it.
enum FieldValue {
    /// Text of at most `limit` bytes, which must be UTF-8; empty is text too.
    @inline(__always)
    static func text(_ field: UnsafeRawBufferPointer, _ column: String, limit: Int) throws(RowProblem) -> String {
        guard field.count <= limit else {
            throw RowProblem(column, "is \(field.count) bytes long, at most \(limit) are allowed")
        }
        guard let text = String(validUTF8: field) else { throw RowProblem(column, "is not UTF-8 text") }
        return text
    }

    /// An id, which must be there.
    @inline(__always)
    static func id(_ field: UnsafeRawBufferPointer, _ column: String) throws(RowProblem) -> String {
        guard !field.isEmpty else { throw RowProblem(column, "is empty") }
        return try text(field, column, limit: Limits.idByteCount)
    }

    /// An id, nil when the field is empty.
    @inline(__always)
    static func optionalID(_ field: UnsafeRawBufferPointer, _ column: String) throws(RowProblem) -> String? {
        field.isEmpty ? nil : try text(field, column, limit: Limits.idByteCount)
    }

    /// A finite number, nil when the field is empty.
    @inline(__always)
    static func number(_ field: UnsafeRawBufferPointer, _ column: String) throws(RowProblem) -> Double? {
        if field.isEmpty { return nil }
        guard let number = NumberParser.number(field) else {
            throw RowProblem(column, "\(quoted(field)) is not a number")
        }
        return number
    }

    /// A moment, nil when the field is empty.
    @inline(__always)
    static func timestamp(_ field: UnsafeRawBufferPointer, _ column: String) throws(RowProblem) -> Timestamp? {
        if field.isEmpty { return nil }
        guard let timestamp = TimestampParser.timestamp(field) else {
            throw RowProblem(
                column, "\(quoted(field)) is no time; give epoch seconds, milliseconds or ISO 8601, years 1 to 9999")
        }
        return timestamp
    }

    /// Words with `separator` between, without the spaces around them; empty ones are left out.
    static func words(
        _ field: UnsafeRawBufferPointer, _ column: String, separator: Character, limit: Int
    ) throws(RowProblem) -> [String] {
        let whole = try text(field, column, limit: Limits.textByteCount)
        let words = whole.split(separator: separator).map { $0.trimmingSpaces }.filter { !$0.isEmpty }
        return try checked(words, column, limit: limit)
    }

    /// The words themselves, when there are not too many and none is too long.
    static func checked(_ words: [String], _ column: String, limit: Int) throws(RowProblem) -> [String] {
        guard words.count <= limit else {
            throw RowProblem(column, "has \(words.count) parts, at most \(limit) are allowed")
        }
        guard words.allSatisfy({ $0.utf8.count <= Limits.idByteCount }) else {
            throw RowProblem(column, "has a part longer than \(Limits.idByteCount) bytes")
        }
        return words
    }

    /// A field as messages show it: its beginning, in quotes.
    static func quoted(_ field: UnsafeRawBufferPointer) -> String { "\"\(shown(field, limit: 40))\"" }

    /// The beginning of some bytes, with nothing in it that a terminal would act on.
    static func shown(_ bytes: UnsafeRawBufferPointer, limit: Int = 100) -> String {
        let scalars = String(decoding: bytes.prefix(limit), as: UTF8.self).unicodeScalars.map { scalar in
            scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) ? (scalar == "\t" ? " " : "\u{FFFD}") : scalar
        }
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: scalars)
        return String(shown) + (bytes.count > limit ? "…" : "")
    }
}

extension String {
    /// The text that `bytes` encode; nil where they are not UTF-8.
    ///
    /// Decoding replaces what is wrong, so that text of the same bytes is proof that nothing was. Four times as fast as
    /// `String(validating:as:)`, whose generic code the standard library keeps to itself.
    @inline(__always)
    init?(validUTF8 bytes: UnsafeRawBufferPointer) {
        self.init(decoding: bytes.assumingMemoryBound(to: UInt8.self), as: UTF8.self)
        guard utf8.count == bytes.count else { return nil }
        let isSame = withUTF8 { text in
            guard let decoded = text.baseAddress, let given = bytes.baseAddress else { return true }
            return memcmp(decoded, given, bytes.count) == 0
        }
        guard isSame else { return nil }
    }
}

extension Substring {
    /// Without the spaces at both ends.
    fileprivate var trimmingSpaces: String {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else {
            return ""
        }
        return String(self[first...last])
    }
}
