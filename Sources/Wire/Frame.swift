// SPDX-License-Identifier: Apache-2.0

import Glibc
public import NIOCore

/// What a frame does.
public enum FrameKind: UInt8, Sendable, CaseIterable {
    /// The client opens a call; the header is a `CallHeader`.
    case call = 1
    /// A further message of a call, or its end.
    case message = 2
    /// The client no longer wants the answer.
    case cancel = 3
    /// Asks whether the other side is there; 8 bytes of the sender's choice.
    case ping = 4
    /// The same 8 bytes back.
    case pong = 5
    /// The server takes no new calls on this connection; the message is a `GoAway`.
    case goAway = 6
    /// The server's first frame; the message is a `ServerSettings`.
    case settings = 7
}

/// What else a frame says, as bits.
public struct FrameFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
    /// The bits as they travel.
    public var rawValue: UInt8

    /// Wraps the bits.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The sender sends no more on this call.
    public static var end: Self { Self(rawValue: 1) }
    /// A message is there; it may have no bytes.
    public static var hasMessage: Self { Self(rawValue: 2) }
    /// Every bit that has a meaning; the others are 0.
    public static var all: Self { Self(rawValue: 3) }
}

/// One frame that was received whole.
///
/// The body's bytes lie in the buffer they were read into; nothing is copied.
public struct Frame: Hashable, Sendable {
    /// Bytes of a frame before its header: length, call, kind, flags and header length.
    public static let prefixByteCount = 12
    /// The length field counts everything after itself, so at least this.
    public static let minimumLength = 8

    /// The call it belongs to; 0 for the connection's own frames.
    public var call: UInt32
    /// What it does.
    public var kind: FrameKind
    /// What else it says.
    public var flags: FrameFlags
    /// Bytes of the body that are the header; the message follows.
    public var headerByteCount: Int
    /// Header and message.
    public var body: ByteBuffer

    /// A frame out of its parts; the header is at most as long as the body.
    public init(call: UInt32, kind: FrameKind, flags: FrameFlags, headerByteCount: Int, body: ByteBuffer) {
        precondition(headerByteCount <= body.readableBytes, "header \(headerByteCount) of \(body.readableBytes)")
        self.call = call
        self.kind = kind
        self.flags = flags
        self.headerByteCount = headerByteCount
        self.body = body
    }

    /// The message's bytes; nil when there is none.
    public var message: ByteBuffer? {
        guard flags.contains(.hasMessage) else { return nil }
        return body.getSlice(at: body.readerIndex + headerByteCount, length: body.readableBytes - headerByteCount)
    }

    /// Whether the header is made of exactly these bytes.
    func hasHeader(_ bytes: [UInt8]) -> Bool {
        guard headerByteCount == bytes.count else { return false }
        return bytes.withUnsafeBytes { expected in
            body.withUnsafeReadableBytes { found in
                guard let expected = expected.baseAddress, let found = found.baseAddress else { return bytes.isEmpty }
                return memcmp(expected, found, headerByteCount) == 0
            }
        }
    }

    /// A copy of the header's bytes.
    var headerBytes: [UInt8] { Array(body.readableBytesView.prefix(headerByteCount)) }

    /// Whether the sender sends no more on this call.
    public var isLast: Bool { flags.contains(.end) }
}

/// Bounds of one connection, told to the client in the server's first frame.
public struct ConnectionLimits: Hashable, Sendable {
    /// Bytes of a frame, counted after its length field.
    public var frameByteCount = 4 << 20
    /// Bytes of a frame's header, at most 65,535.
    public var headerByteCount = 16 << 10
    /// Calls open at once.
    public var callCount = 256
    /// A connection without a frame for that long is closed.
    public var idleTimeout = TimeAmount.minutes(10)

    /// The limits a server has unless told otherwise.
    public init() {}

    /// Longest time a caller may give a call, in milliseconds.
    public static let timeoutMilliseconds: UInt32 = 86_400_000
    /// Entries of a call's metadata.
    public static let metadataCount = 64
    /// Bytes of a metadata value.
    public static let metadataByteCount = 4_096
    /// Bytes of a status message; longer ones are cut.
    public static let statusByteCount = 4_096
}
