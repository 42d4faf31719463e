// SPDX-License-Identifier: Apache-2.0

/// The bytes of a frame, as PROTOCOL.md pictures them.
///
///      0        4      8      9       10              12
///     | length | call | kind | flags | header length | header | message |
///       u32      u32    u8     u8      u16
enum FrameLayout {
    /// "WICKER" and version 1.
    static let preface: [UInt8] = Array("WICKER".utf8) + [0, 1]
    static let prefixByteCount = 12
    /// Bytes of the length field, which does not count itself.
    static let lengthByteCount = 4
    /// Position of the call's number.
    static let callOffset = 4
    /// Bytes of a frame accepted from a server.
    static let byteLimit = 4 << 20

    enum Kind {
        static let call: UInt8 = 1
        static let message: UInt8 = 2
        static let ping: UInt8 = 4
        static let pong: UInt8 = 5
        static let goAway: UInt8 = 6
        static let settings: UInt8 = 7
    }

    /// The sender sends no more on this call.
    static let end: UInt8 = 1
    static let hasMessage: UInt8 = 2

    /// A whole unary call; its number is 0 and is patched when it is sent.
    static func call(method: String, message: [UInt8]) -> [UInt8] {
        let header = ByteWriter.message { $0.field(1, method.utf8) }
        return frame(kind: Kind.call, flags: end | hasMessage, header: header, message: message)
    }

    /// Any frame on call 0.
    static func frame(kind: UInt8, flags: UInt8, header: [UInt8], message: some Collection<UInt8>) -> [UInt8] {
        ByteWriter.message { writer in
            writer.integer(UInt32(prefixByteCount - lengthByteCount + header.count + message.count))
            writer.integer(UInt32(0))
            writer.raw([kind, flags])
            writer.integer(UInt16(header.count))
            writer.raw(header)
            writer.raw(message)
        }
    }
}

/// The fixed part of a frame that was received.
struct FramePrefix {
    /// Bytes of the whole frame, its length field included.
    var byteCount: Int
    var call: UInt32
    var kind: UInt8
    var flags: UInt8
    var headerByteCount: Int

    /// Reads it where it lies; `bytes` holds at least ``FrameLayout/prefixByteCount``.
    @inline(__always)
    init(_ bytes: UnsafeRawPointer) {
        byteCount = 4 + Int(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
        call = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        kind = bytes.load(fromByteOffset: 8, as: UInt8.self)
        flags = bytes.load(fromByteOffset: 9, as: UInt8.self)
        headerByteCount = Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 10, as: UInt16.self)))
    }
}
