// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Shop
import Testing
import Wire

struct FrameEncoderTests {
    @Test func `a message above the limit is refused and the buffer is as before`() throws {
        var bench = Bench()
        bench.limits.frameByteCount = 100
        var buffer = ByteBuffer(string: "before")
        let large = ForgetUserRequest(user: String(repeating: "x", count: 100))
        let error = #expect(throws: WireError.self) {
            try bench.encoder.message(large, of: 1, isLast: true, into: &buffer)
        }
        #expect(error?.code == .resourceExhausted)
        #expect(buffer == ByteBuffer(string: "before"))
    }

    @Test func `a status too long for a header is cut between characters`() throws {
        let bench = Bench()
        let long = CallStatus(.internal, String(repeating: "日", count: 5_000))
        let frame = try bench.frame { $0.status(long, of: 1, into: &$1) }
        var client = ClientConnection()
        _ = client.open()
        guard case .finish(1, nil, let status) = client.receive(frame, in: bench.arena) else {
            Issue.record("no end of the call")
            return
        }
        #expect(status.code == .internal)
        #expect(status.message == String(repeating: "日", count: 1_365))
    }

    @Test func `metadata that does not fit a status is left out, not the status`() throws {
        let bench = Bench()
        let entries = (0..<64).map { MetadataEntry(key: "k\($0)", value: String(repeating: "v", count: 1_000)) }
        let frame = try bench.frame { $0.status(CallStatus(.notFound, "no", metadata: entries), of: 1, into: &$1) }
        var client = ClientConnection()
        _ = client.open()
        guard case .finish(1, nil, let status) = client.receive(frame, in: bench.arena) else {
            Issue.record("no end of the call")
            return
        }
        #expect(status == CallStatus(.notFound, "no"))
    }
}
