// SPDX-License-Identifier: Apache-2.0

/// Takes values off the front of bytes that may be anything.
///
/// Every call is nil when the bytes do not hold what is asked for; nothing is allocated before its length is checked.
struct ByteReader {
    private(set) var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    @inline(__always)
    private mutating func take(_ byteCount: Int) -> UnsafeRawBufferPointer? {
        guard byteCount <= rest.count else { return nil }
        let taken = UnsafeRawBufferPointer(rebasing: rest[..<byteCount])
        rest = UnsafeRawBufferPointer(rebasing: rest[byteCount...])
        return taken
    }

    /// An integer in little-endian order.
    @inline(__always)
    mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type) -> Value? {
        take(MemoryLayout<Value>.size).map { Value(littleEndian: $0.loadUnaligned(as: Value.self)) }
    }

    /// A finite number.
    mutating func number() -> Double? {
        guard let bits = integer(UInt64.self) else { return nil }
        let number = Double(bitPattern: bits)
        return number.isFinite ? number : nil
    }

    /// A text whose length, an integer of that type, stands before it.
    mutating func text<Length: FixedWidthInteger & BitwiseCopyable>(_ length: Length.Type) -> String? {
        guard let count = integer(Length.self), let bytes = take(Int(count)) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Texts whose number stands before them.
    mutating func texts() -> [String]? {
        guard let count = integer(UInt16.self), Int(count) * 2 <= rest.count else { return nil }
        var texts: [String] = []
        texts.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let text = text(UInt16.self) else { return nil }
            texts.append(text)
        }
        return texts
    }
}

/// Puts values one after the other, as `ByteReader` takes them.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ number: Double) { put(number.bitPattern) }

    /// A text no longer than the length's type can say.
    mutating func put<Length: FixedWidthInteger & BitwiseCopyable>(_ text: String, length: Length.Type) {
        put(Length(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ texts: [String]) {
        put(UInt16(texts.count))
        for text in texts { put(text, length: UInt16.self) }
    }
}
