// SPDX-License-Identifier: Apache-2.0

import Matrix
import NIOCore
import Shop
import Wire

/// Frames as bytes, and bytes as frames.
struct Bench {
    let arena = Arena()
    var limits = ConnectionLimits()
    let now = NIODeadline.uptimeNanoseconds(1_000_000_000)
    let moment = Timestamp(milliseconds: 1_700_000_000_000)

    var encoder: FrameEncoder { FrameEncoder(arena: arena, limits: limits) }

    /// The bytes that `write` produces.
    func bytes(_ write: (FrameEncoder, inout ByteBuffer) throws -> Void) rethrows -> ByteBuffer {
        var buffer = ByteBuffer()
        try write(encoder, &buffer)
        return buffer
    }

    /// The one frame that `write` produces, as the other side decodes it.
    func frame(_ write: (FrameEncoder, inout ByteBuffer) throws -> Void) throws -> Frame {
        var buffer = try bytes(write)
        var decoder = FrameDecoder(limits: limits, awaitsPreface: false)
        guard let frame = try decoder.decode(buffer: &buffer), buffer.readableBytes == 0 else { throw NotOneFrame() }
        return frame
    }

    struct NotOneFrame: Error {}

    /// A call that asks for a user's recommendations.
    func recommend(_ id: UInt32, user: String = "u-1", timeout: UInt32? = nil) throws -> Frame {
        let header = CallHeader(method: Method.recommend.rawValue, timeoutMilliseconds: timeout)
        return try frame { try $0.call(id, header, RecommendRequest(user: user), isLast: true, into: &$1) }
    }

    /// A call that streams events, opened without a message.
    func streamEvents(_ id: UInt32) throws -> Frame {
        let header = CallHeader(method: Method.streamEvents.rawValue)
        return try frame { try $0.call(id, header, RecordEventsRequest?.none, isLast: false, into: &$1) }
    }

    /// The bytes of a message.
    func encoded(_ message: some WireMessage) -> ByteBuffer {
        var buffer = ByteBuffer()
        message.encode(into: &buffer, in: arena)
        return buffer
    }

    func decoded<Message: WireMessage>(_ type: Message.Type, _ bytes: ByteBuffer) throws(WireError) -> Message {
        try Message.decode(bytes, in: arena, receivedAt: moment)
    }
}
