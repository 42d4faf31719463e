// SPDX-License-Identifier: Apache-2.0

import Matrix
import NIOCore
import NIOTestUtils
import Shop
import Testing
import Wire

struct FrameDecoderTests {
    private let bench = Bench()

    @Test func `frames come out whole however the bytes are cut`() throws {
        let frames = try samples()
        try ByteToMessageDecoderVerifier.verifyDecoder(inputOutputPairs: frames) {
            FrameDecoder(awaitsPreface: false)
        }
    }

    @Test func `a preface and a frame cut at every byte give nothing before the last`() throws {
        var whole = ByteBuffer()
        Preface.write(to: &whole)
        whole.writeImmutableBuffer(try bench.bytes { try write($0, &$1) })
        for end in 0..<whole.readableBytes {
            var decoder = FrameDecoder(awaitsPreface: true)
            var buffer = ByteBuffer()
            for byte in whole.readableBytesView.prefix(end) {
                buffer.writeInteger(byte)
                #expect(try decoder.decode(buffer: &buffer) == nil)
            }
            buffer.writeBytes(whole.readableBytesView.dropFirst(end))
            #expect(try decoder.decode(buffer: &buffer)?.call == 7)
        }
    }

    @Test(
        arguments: [
            ("a 4 GiB length", [0xFF, 0xFF, 0xFF, 0xFF], StatusCode.resourceExhausted),
            ("a length above the limit", [0x00, 0x40, 0x00, 0x01], .resourceExhausted),
            ("a length too short for a frame", [0, 0, 0, 7], .invalidArgument),
            ("kind 0", [0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0], .invalidArgument),
            ("kind 8", [0, 0, 0, 8, 0, 0, 0, 1, 8, 0, 0, 0], .invalidArgument),
            ("an unknown flag", [0, 0, 0, 8, 0, 0, 0, 1, 1, 4, 0, 0], .invalidArgument),
            ("a header longer than the body", [0, 0, 0, 9, 0, 0, 0, 1, 1, 2, 0, 2], .invalidArgument),
            ("a header above the limit", [0, 1, 0, 0, 0, 0, 0, 1, 1, 2, 0xFF, 0xFF], .resourceExhausted),
            ("bytes without the flag for a message", [0, 0, 0, 9, 0, 0, 0, 1, 1, 1, 0, 0], .invalidArgument),
        ] as [(String, [UInt8], StatusCode)])
    func `what cannot be right is refused before the body arrives`(
        name: String, bytes: [UInt8], code: StatusCode
    ) throws {
        var decoder = FrameDecoder(awaitsPreface: false)
        var buffer = ByteBuffer(bytes: bytes)
        let error = #expect(throws: WireError.self) { try decoder.decode(buffer: &buffer) }
        #expect(error?.code == code, "\(name)")
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n", StatusCode.invalidArgument), ("WICKER\0\u{2}", .unimplemented),
        ("WICKEr\0\u{1}", .invalidArgument),
    ])
    func `another protocol and another version are told apart`(preface: String, code: StatusCode) throws {
        var decoder = FrameDecoder(awaitsPreface: true)
        var buffer = ByteBuffer(string: preface)
        #expect(throws: WireError.self) { try decoder.decode(buffer: &buffer) }
        var again = FrameDecoder(awaitsPreface: true)
        var bytes = ByteBuffer(string: preface)
        do {
            _ = try again.decode(buffer: &bytes)
        } catch let error as WireError {
            #expect(error.code == code)
        }
    }

    @Test func `garbage never crashes and never yields a frame above the limits`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<5_000 {
            var bytes = (0..<Int.random(in: 1...64, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            // Half of them look like a frame for a while.
            if Bool.random(using: &random) { bytes.replaceSubrange(0..<min(3, bytes.count), with: [0, 0, 0]) }
            var decoder = FrameDecoder(awaitsPreface: false)
            var buffer = ByteBuffer(bytes: bytes)
            while case .success(let frame?) = Result(catching: { try decoder.decode(buffer: &buffer) }) {
                #expect(frame.headerByteCount <= frame.body.readableBytes)
                #expect(frame.body.readableBytes < bytes.count)
            }
        }
    }

    private func write(_ encoder: FrameEncoder, _ buffer: inout ByteBuffer) throws {
        try encoder.call(
            7, CallHeader(method: "a/b"), RecommendRequest(user: "u"), isLast: true, into: &buffer)
    }

    /// Every kind of frame, alone and many at once.
    private func samples() throws -> [(ByteBuffer, [Frame])] {
        let writes: [(FrameEncoder, inout ByteBuffer) throws -> Void] = [
            write,
            { try $0.message(PopularRequest(), of: 9, isLast: true, into: &$1) },
            { $0.endOfMessages(of: 3, into: &$1) },
            { $0.status(CallStatus(.notFound, "no item x"), of: 4, into: &$1) },
            { $0.cancel(5, into: &$1) },
            { $0.ping(1, into: &$1) },
            { $0.pong(.max, into: &$1) },
            { $0.goAway(GoAway(lastCall: 4, reason: "bye"), into: &$1) },
            { $0.settings(ServerSettings(limits: ConnectionLimits(), serverVersion: "0.1.0"), into: &$1) },
        ]
        let single = try writes.map { write in (try bench.bytes(write), [try bench.frame(write)]) }
        let many = single.reduce(into: (ByteBuffer(), [Frame]())) { all, next in
            all.0.writeImmutableBuffer(next.0)
            all.1 += next.1
        }
        return single + [many]
    }
}
