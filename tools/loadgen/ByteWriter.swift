// SPDX-License-Identifier: Apache-2.0

/// Writes frames and the few protobuf fields that a load is made of.
///
/// The generator speaks the protocol from PROTOCOL.md on its own: requests are encoded once, before the clock starts,
/// and a mistake in the server's codec cannot hide on both sides.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    /// Appends a whole number, most significant byte first.
    mutating func integer<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends a base-128 number, least significant group first.
    mutating func varint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Appends a string, bytes or message field.
    mutating func field(_ number: UInt64, _ value: some Collection<UInt8>) {
        varint(number << 3 | 2)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Appends a number field.
    mutating func field(_ number: UInt64, _ value: UInt64) {
        varint(number << 3)
        varint(value)
    }

    /// Appends bytes as they are.
    mutating func raw(_ value: some Sequence<UInt8>) { bytes.append(contentsOf: value) }

    /// Bytes written by `body`, such as a message for ``field(_:_:)``.
    static func message(_ body: (inout ByteWriter) -> Void) -> [UInt8] {
        var writer = ByteWriter()
        body(&writer)
        return writer.bytes
    }
}
