// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// Writes frames straight into the outgoing bytes: the lengths are left open, the body is written, the lengths set.
///
/// An encoder belongs to one thread, as its arena does.
public struct FrameEncoder {
    /// Where messages are put together; may be shared with the decoding side of the same thread.
    public let arena: Arena
    /// What the other side accepts.
    public var limits: ConnectionLimits

    /// An encoder that keeps those limits.
    public init(arena: Arena, limits: ConnectionLimits = ConnectionLimits()) {
        self.arena = arena
        self.limits = limits
    }

    /// Opens a call, with its first message if it has one.
    ///
    /// - Throws: `resourceExhausted` when header or message is too large; `buffer` is as before.
    @inlinable
    public func call<Request: WireMessage>(
        _ call: UInt32, _ header: CallHeader, _ message: Request?, isLast: Bool, into buffer: inout ByteBuffer
    ) throws(WireError) {
        let flags = FrameFlags(isLast: isLast, hasMessage: message != nil)
        try frame(.call, call, flags, into: &buffer) { buffer in
            header.encode(into: &buffer, in: arena)
        } message: { buffer in
            message?.encode(into: &buffer, in: arena)
        }
    }

    /// A further message of a call; with `isLast` from the server, the answer and an OK in one.
    ///
    /// - Throws: `resourceExhausted` when the message is too large; `buffer` is as before.
    @inlinable
    public func message<Message: WireMessage>(
        _ message: Message, of call: UInt32, isLast: Bool, into buffer: inout ByteBuffer
    ) throws(WireError) {
        try frame(.message, call, FrameFlags(isLast: isLast, hasMessage: true), into: &buffer) { _ in
        } message: { buffer in
            message.encode(into: &buffer, in: arena)
        }
    }

    /// The end of the client's messages.
    public func endOfMessages(of call: UInt32, into buffer: inout ByteBuffer) {
        bare(.message, call, .end, into: &buffer)
    }

    /// The end of a call without an answer; what does not fit of the status is left out.
    public func status(_ status: CallStatus, of call: UInt32, into buffer: inout ByteBuffer) {
        var status = status
        status.message = status.message.cut(toByteCount: ConnectionLimits.statusByteCount)
        do throws(WireError) {
            try statusFrame(status, call, into: &buffer)
        } catch {
            let short = CallStatus(status.code, status.message.cut(toByteCount: 128))
            bare(.message, call, .end, header: bytes(of: short), into: &buffer)
        }
    }

    private func statusFrame(_ status: CallStatus, _ call: UInt32, into buffer: inout ByteBuffer) throws(WireError) {
        try frame(.message, call, .end, into: &buffer) { buffer in
            status.encode(into: &buffer, in: arena)
        } message: { _ in
        }
    }

    /// Takes a call back.
    public func cancel(_ call: UInt32, into buffer: inout ByteBuffer) {
        bare(.cancel, call, .end, into: &buffer)
    }

    /// Asks whether the other side is there.
    public func ping(_ opaque: UInt64, into buffer: inout ByteBuffer) {
        bare(.ping, 0, .hasMessage, message: ByteBuffer(integer: opaque), into: &buffer)
    }

    /// Answers a ping with its own bytes.
    public func pong(_ opaque: UInt64, into buffer: inout ByteBuffer) {
        bare(.pong, 0, .hasMessage, message: ByteBuffer(integer: opaque), into: &buffer)
    }

    /// Takes no new calls on this connection.
    public func goAway(_ goAway: GoAway, into buffer: inout ByteBuffer) {
        let reason = goAway.reason.cut(toByteCount: ConnectionLimits.statusByteCount)
        let message = bytes(of: GoAway(lastCall: goAway.lastCall, reason: reason))
        bare(.goAway, 0, .hasMessage, message: message, into: &buffer)
    }

    /// The server's first frame.
    public func settings(_ settings: ServerSettings, into buffer: inout ByteBuffer) {
        bare(.settings, 0, .hasMessage, message: bytes(of: settings), into: &buffer)
    }
}

extension FrameEncoder {
    @inlinable
    func frame(
        _ kind: FrameKind, _ call: UInt32, _ flags: FrameFlags, into buffer: inout ByteBuffer,
        header: (inout ByteBuffer) -> Void, message: (inout ByteBuffer) -> Void
    ) throws(WireError) {
        let start = buffer.writerIndex
        buffer.writeFramePrefix(kind, call, flags)
        let headerStart = buffer.writerIndex
        header(&buffer)
        let headerByteCount = buffer.writerIndex - headerStart
        message(&buffer)
        let length = buffer.writerIndex - start - 4
        guard headerByteCount <= min(limits.headerByteCount, Int(UInt16.max)), length <= limits.frameByteCount else {
            buffer.moveWriterIndex(to: start)
            throw WireError(
                .resourceExhausted,
                "a frame of \(length) bytes, \(headerByteCount) of them header; the most is \(limits.frameByteCount)"
                    + " and \(limits.headerByteCount). Ask for less at a time")
        }
        buffer.withVeryUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: UInt32(length).bigEndian, toByteOffset: start, as: UInt32.self)
            bytes.storeBytes(of: UInt16(headerByteCount).bigEndian, toByteOffset: start + 10, as: UInt16.self)
        }
    }

    /// A frame of the connection's own or without a body; always within the limits.
    private func bare(
        _ kind: FrameKind, _ call: UInt32, _ flags: FrameFlags, header: ByteBuffer = ByteBuffer(),
        message: ByteBuffer = ByteBuffer(), into buffer: inout ByteBuffer
    ) {
        let length = Frame.minimumLength + header.readableBytes + message.readableBytes
        buffer.writeMultipleIntegers(
            UInt32(length), call, kind.rawValue, flags.rawValue, UInt16(header.readableBytes))
        buffer.writeImmutableBuffer(header)
        buffer.writeImmutableBuffer(message)
    }

    private func bytes(of message: some WireMessage) -> ByteBuffer {
        var buffer = ByteBuffer()
        message.encode(into: &buffer, in: arena)
        return buffer
    }
}

extension ByteBuffer {
    /// Writes a frame's first 12 bytes with its lengths left open.
    @inlinable
    mutating func writeFramePrefix(_ kind: FrameKind, _ call: UInt32, _ flags: FrameFlags) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: Frame.prefixByteCount) { bytes in
            bytes.storeBytes(of: call.bigEndian, toByteOffset: 4, as: UInt32.self)
            bytes.storeBytes(of: kind.rawValue, toByteOffset: 8, as: UInt8.self)
            bytes.storeBytes(of: flags.rawValue, toByteOffset: 9, as: UInt8.self)
            return Frame.prefixByteCount
        }
    }
}

extension FrameFlags {
    @inlinable
    init(isLast: Bool, hasMessage: Bool) {
        self = (isLast ? FrameFlags.end : []).union(hasMessage ? .hasMessage : [])
    }
}

extension String {
    /// The longest beginning of that many bytes that ends between characters.
    fileprivate func cut(toByteCount byteCount: Int) -> String {
        guard utf8.count > byteCount else { return self }
        var end = utf8.index(startIndex, offsetBy: byteCount)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
