// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// Cuts a stream of bytes into frames.
///
///      0        4      8      9       10       12
///     | length | call | kind | flags | header | header bytes … | message bytes … |
///       u32      u32    u8     u8      u16
///
/// Big-endian. `length` counts everything after itself; `header` counts the header's bytes. Every limit is checked
/// as soon as the bytes that tell of it are there, before any of the body is waited for. Nothing is copied: a frame's
/// body is a slice of what was read.
///
/// - Throws: ``WireError`` at the first byte that cannot be right. The stream is useless from then on.
public struct FrameDecoder: NIOSingleStepByteToMessageDecoder, Sendable {
    /// What comes out.
    public typealias InboundOut = Frame

    private let frameByteCount: UInt32
    private let headerByteCount: UInt16
    private var awaitsPreface: Bool

    /// A decoder at the beginning of a connection; a server's awaits the client's preface first.
    public init(limits: ConnectionLimits = ConnectionLimits(), awaitsPreface: Bool) {
        frameByteCount = UInt32(clamping: limits.frameByteCount)
        headerByteCount = UInt16(clamping: limits.headerByteCount)
        self.awaitsPreface = awaitsPreface
    }

    /// Takes the next frame off the front; nil while bytes are missing.
    public mutating func decode(buffer: inout ByteBuffer) throws -> Frame? {
        try next(from: &buffer)
    }

    /// The same at the end of the stream: what is left and is no whole frame is left over.
    public mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> Frame? {
        try next(from: &buffer)
    }

    private mutating func next(from buffer: inout ByteBuffer) throws(WireError) -> Frame? {
        if awaitsPreface {
            guard try Preface.read(from: &buffer) else { return nil }
            awaitsPreface = false
        }
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else { return nil }
        try check(length: length)
        guard let fields = buffer.peekMultipleIntegers(as: (UInt32, UInt32, UInt8, UInt8, UInt16).self) else {
            return nil
        }
        let kind = try kind(fields.2)
        let flags = try flags(fields.3)
        try check(header: fields.4, in: length, flags: flags)
        guard buffer.readableBytes >= 4 + Int(length) else { return nil }
        buffer.moveReaderIndex(forwardBy: Frame.prefixByteCount)
        guard let body = buffer.readSlice(length: Int(length) - Frame.minimumLength) else { return nil }
        return Frame(call: fields.1, kind: kind, flags: flags, headerByteCount: Int(fields.4), body: body)
    }

    private func check(length: UInt32) throws(WireError) {
        guard length >= Frame.minimumLength else {
            throw WireError(.invalidArgument, "a frame of length \(length); the least is \(Frame.minimumLength)")
        }
        guard length <= frameByteCount else {
            throw WireError(.resourceExhausted, "a frame of \(length) bytes; the most is \(frameByteCount)")
        }
    }

    private func kind(_ byte: UInt8) throws(WireError) -> FrameKind {
        guard let kind = FrameKind(rawValue: byte) else {
            throw WireError(.invalidArgument, "a frame of kind \(byte); the kinds are 1 to \(FrameKind.allCases.count)")
        }
        return kind
    }

    private func flags(_ byte: UInt8) throws(WireError) -> FrameFlags {
        let flags = FrameFlags(rawValue: byte)
        guard flags.isSubset(of: .all) else {
            throw WireError(.invalidArgument, "a frame with flags \(byte); only 1 and 2 have a meaning")
        }
        return flags
    }

    private func check(header: UInt16, in length: UInt32, flags: FrameFlags) throws(WireError) {
        guard header <= headerByteCount else {
            throw WireError(.resourceExhausted, "a header of \(header) bytes; the most is \(headerByteCount)")
        }
        let bodyByteCount = length - UInt32(Frame.minimumLength)
        guard header <= bodyByteCount else {
            throw WireError(.invalidArgument, "a header of \(header) bytes in a body of \(bodyByteCount)")
        }
        guard flags.contains(.hasMessage) || header == bodyByteCount else {
            throw WireError(.invalidArgument, "message bytes in a frame without flag 2, which says that there is one")
        }
    }
}
