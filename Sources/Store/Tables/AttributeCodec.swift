// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Attributes by name: a count, then name, kind and value of each, sorted by name so that equal values have equal bytes.
///
/// ```
/// | count u16 | { name length u8, name | kind u8 | 0: text u32 length, bytes   1: number f64   2: flag u8   3: texts } … |
/// ```
enum AttributeCodec {
    static func encode(_ attributes: [String: AttributeValue], into writer: inout ByteWriter) {
        writer.put(UInt16(attributes.count))
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            writer.put(name, length: UInt8.self)
            encode(value, into: &writer)
        }
    }

    private static func encode(_ value: AttributeValue, into writer: inout ByteWriter) {
        switch value {
        case .text(let text):
            writer.put(UInt8(0))
            writer.put(text, length: UInt32.self)
        case .number(let number):
            writer.put(UInt8(1))
            writer.put(number)
        case .flag(let flag):
            writer.put(UInt8(2))
            writer.put(UInt8(flag ? 1 : 0))
        case .list(let texts):
            writer.put(UInt8(3))
            writer.put(texts)
        }
    }

    /// Nil when the bytes are not what `encode` writes.
    static func decode(_ reader: inout ByteReader) -> [String: AttributeValue]? {
        guard let count = reader.integer(UInt16.self), count <= Limits.attributeCount else { return nil }
        var attributes: [String: AttributeValue] = [:]
        for _ in 0..<count {
            guard let name = reader.text(UInt8.self), let value = value(&reader) else { return nil }
            guard attributes.updateValue(value, forKey: name) == nil else { return nil }
        }
        return attributes
    }

    private static func value(_ reader: inout ByteReader) -> AttributeValue? {
        switch reader.integer(UInt8.self) {
        case 0: return reader.text(UInt32.self).map(AttributeValue.text)
        case 1: return reader.number().map(AttributeValue.number)
        case 2:
            guard let flag = reader.integer(UInt8.self), flag <= 1 else { return nil }
            return .flag(flag == 1)
        case 3: return reader.texts().map(AttributeValue.list)
        default: return nil
        }
    }
}
