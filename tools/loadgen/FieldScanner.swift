// SPDX-License-Identifier: Apache-2.0

/// Finds single fields in the protobuf messages of a server's answers.
struct FieldScanner {
    private var rest: UnsafeRawBufferPointer.SubSequence

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes[...] }

    /// The number in that field; nil when the message does not have it or cannot be read.
    static func number(_ field: UInt64, in bytes: UnsafeRawBufferPointer) -> UInt64? {
        var scanner = FieldScanner(bytes)
        while let (found, number, _) = scanner.next() {
            if found == field { return number }
        }
        return nil
    }

    /// The text in that field; nil when the message does not have it or cannot be read.
    static func text(_ field: UInt64, in bytes: UnsafeRawBufferPointer) -> String? {
        var scanner = FieldScanner(bytes)
        while let (found, _, text) = scanner.next() {
            if found == field { return text.map { String(decoding: $0, as: UTF8.self) } }
        }
        return nil
    }

    /// The next field: a number, or bytes; nil at the end and at what cannot be read.
    private mutating func next() -> (field: UInt64, number: UInt64?, bytes: UnsafeRawBufferPointer.SubSequence?)? {
        guard let tag = varint() else { return nil }
        switch tag & 7 {
        case 0:
            guard let number = varint() else { return nil }
            return (tag >> 3, number, nil)
        case 2:
            guard let count = varint(), count <= UInt64(rest.count) else { return nil }
            let bytes = rest.prefix(Int(count))
            rest = rest.dropFirst(Int(count))
            return (tag >> 3, nil, bytes)
        default:
            return nil
        }
    }

    private mutating func varint() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }
}
