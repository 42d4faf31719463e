// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore

/// Writes a message's fields straight to where they are sent from, with nothing in between.
///
/// The bytes are those that protobuf-c makes of the same message: fields in the order of their numbers, which are below
/// 16, lengths and integers in as few bytes as they need.
///
///     | number << 3 | kind | value …        kind 0: an integer in groups of 7 bits, the lowest first
///            u8                            kind 2: a length as such an integer, then that many bytes
///                                          kind 5: 4 bytes, the lowest first
///
/// Invariant: what a message writes is at most its ``WrittenMessage/byteBound``; more stops the program.
struct MessageWriter: ~Copyable {
    private enum Kind: UInt8 {
        case integer = 0
        case bytes = 2
        case four = 5
    }

    private var next: UnsafeMutableRawPointer
    private let end: UnsafeMutableRawPointer

    /// Appends a message to a buffer.
    static func append(_ message: some WrittenMessage, to buffer: inout ByteBuffer) {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: message.byteBound) { bytes in
            guard let start = bytes.baseAddress else { return 0 }
            var writer = MessageWriter(next: start, end: start + bytes.count)
            message.write(to: &writer)
            return writer.next - start
        }
    }

    /// A text; absent when empty.
    mutating func field(_ number: UInt8, _ text: String) {
        if !text.isEmpty { element(number, text) }
    }

    /// Texts, the empty ones among them.
    mutating func list(_ number: UInt8, _ texts: [String]) {
        texts.withUnsafeBufferPointer { texts in
            for place in texts.indices { element(number, texts[place]) }
        }
    }

    /// Messages.
    mutating func list(_ number: UInt8, _ messages: [some WrittenMessage]) {
        // By address: a copy of each would hold on to its texts and let them go again.
        messages.withUnsafeBufferPointer { messages in
            guard let start = messages.baseAddress else { return }
            for place in 0..<messages.count { element(number, start + place) }
        }
    }

    /// A number.
    mutating func field(_ number: UInt8, _ value: Float) {
        require(Bound.float)
        begin(number, .four)
        next.storeBytes(of: value.bitPattern.littleEndian, as: UInt32.self)
        next += 4
    }

    /// A whole number.
    mutating func field(_ number: UInt8, _ value: UInt64) {
        require(Bound.integer)
        begin(number, .integer)
        integer(value)
    }

    /// A claim that is false when absent.
    mutating func claim(_ number: UInt8, _ flag: Bool) {
        if flag { field(number, 1 as UInt64) }
    }
}

extension MessageWriter {
    private func require(_ byteCount: Int) {
        precondition(end - next >= byteCount, "\(byteCount) bytes where \(end - next) are left")
    }

    private mutating func begin(_ number: UInt8, _ kind: Kind) { byte(number << 3 | kind.rawValue) }

    private mutating func byte(_ value: UInt8) {
        next.storeBytes(of: value, as: UInt8.self)
        next += 1
    }

    private mutating func integer(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            byte(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        byte(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func element(_ number: UInt8, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            require(Bound.prefix + bytes.count)
            begin(number, .bytes)
            integer(UInt64(bytes.count))
            guard let start = bytes.baseAddress else { return }
            next.copyMemory(from: start, byteCount: bytes.count)
            next += bytes.count
        }
    }

    /// A message whose length is known once it is written: one byte is left for it, and what follows moves if it takes more.
    private mutating func element(_ number: UInt8, _ message: UnsafePointer<some WrittenMessage>) {
        require(Bound.prefix)
        begin(number, .bytes)
        let length = next
        next += 1
        message.pointee.write(to: &self)
        let byteCount = next - length - 1
        if byteCount < 0x80 {
            length.storeBytes(of: UInt8(truncatingIfNeeded: byteCount), as: UInt8.self)
            return
        }
        let lengthByteCount = (Int.bitWidth - byteCount.leadingZeroBitCount + 6) / 7
        require(lengthByteCount - 1)
        memmove(length + lengthByteCount, length + 1, byteCount)
        next = length
        integer(UInt64(byteCount))
        next += byteCount
    }

    /// The most bytes that a field takes.
    enum Bound {
        /// A tag and a length.
        static let prefix = 11
        /// A tag and four bytes.
        static let float = 5
        /// A tag and an integer.
        static let integer = 11

        static func text(_ text: String) -> Int { prefix + text.utf8.count }

        static func list(_ texts: [String]) -> Int {
            texts.withUnsafeBufferPointer { texts in texts.indices.reduce(0) { $0 + Self.text(texts[$1]) } }
        }

        static func list(_ messages: [some WrittenMessage]) -> Int {
            messages.withUnsafeBufferPointer { messages in
                guard let start = messages.baseAddress else { return 0 }
                return (0..<messages.count).reduce(0) { $0 + prefix + (start + $1).pointee.byteBound }
            }
        }
    }
}

/// A message that is asked for so often that it is written without protobuf-c; it is read like the others.
protocol WrittenMessage: ParsedMessage {
    /// The most bytes it may take; its own fields' bounds added up.
    var byteBound: Int { get }

    /// Writes its fields in the order of their numbers.
    func write(to writer: inout MessageWriter)
}
