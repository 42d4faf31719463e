// SPDX-License-Identifier: Apache-2.0

import Glibc
import Histogram
import Testing

@testable import LoadGenerator

@Suite struct LoadLoopTests {
    @Test func `every answer is counted, and every call has the next number`() throws {
        let server = try AnsweringServer { _ in AnsweringServer.answer(message: []) }
        let result = try load(server, .recommend(users: ["u1", "u2"], limit: 10), depth: 3)
        #expect(result.errors == 0, "\(result.firstError ?? "")")
        #expect(result.calls > 0)
        #expect(result.latencies.totalCount == result.calls)
        let numbers = server.stop()
        #expect(numbers == Array(1...UInt32(numbers.count)))
    }

    @Test func `a status that is not OK is an error, with the server's own words`() throws {
        let header = ByteWriter.message { writer in
            writer.field(1, 5)
            writer.field(2, "the item x is not known".utf8)
        }
        let server = try AnsweringServer { _ in
            FrameLayout.frame(kind: FrameLayout.Kind.message, flags: 1, header: header, message: [])
        }
        let result = try load(server, .similar(items: ["x"], limit: 10))
        _ = server.stop()
        #expect(result.errors >= result.calls && result.calls > 0)
        #expect(result.firstError == "status 5: the item x is not known")
    }

    @Test func `acknowledged events are told without a gap`() throws {
        let server = try AnsweringServer { _ in AnsweringServer.answer(message: [0x08, 4]) }
        let calls = PreparedCalls.record(users: ["u"], items: ["i"], batch: 4, type: "view", idPrefix: "t-", frames: 2)
        var serials: [UInt64] = []
        var plan = Self.plan(depth: 1)
        plan.acknowledged = { serials += $0 }
        let result = try LoadLoop(plan, calls: calls, server: server.address).run()
        _ = server.stop()
        #expect(result.errors == 0, "\(result.firstError ?? "")")
        #expect(serials == Array(0..<UInt64(serials.count)) && !serials.isEmpty)
        #expect(result.events == 4 * result.calls)
    }

    @Test func `a batch taken in part is an error and is not acknowledged`() throws {
        let server = try AnsweringServer { _ in AnsweringServer.answer(message: [0x08, 3]) }
        let calls = PreparedCalls.record(users: ["u"], items: ["i"], batch: 4, type: "view", idPrefix: nil, frames: 1)
        var plan = Self.plan(depth: 1)
        plan.acknowledged = { _ in Issue.record("acknowledged") }
        let result = try LoadLoop(plan, calls: calls, server: server.address).run()
        _ = server.stop()
        #expect(result.errors > 0)
        #expect(result.firstError == "3 of 4 events were accepted")
    }

    @Test func `a server that hangs up ends the load with an error`() throws {
        let server = try AnsweringServer { $0 < 5 ? AnsweringServer.answer(message: []) : nil }
        let result = try load(server, .recommend(users: ["u"], limit: 10))
        _ = server.stop()
        #expect(result.calls == 4)
        #expect(result.errors == 1)
    }

    @Test func `an open loop owns up to the calls it could not send, and counts waiting from when they were due`()
        throws
    {
        let server = try AnsweringServer { _ in AnsweringServer.answer(message: []) }
        var plan = Self.plan(depth: 1)
        plan.rate = 50_000_000  // more than one call at a time can ever be
        let result = try LoadLoop(plan, calls: .recommend(users: ["u"], limit: 10), server: server.address).run()
        let sent = server.stop().count
        #expect(sent >= Int(result.calls) && sent > 0)
        #expect(result.errors >= 10_000_000 - UInt64(sent))
        #expect(result.firstError?.contains("lower --rate") == true)
        // Call n was due n / 50 µs after the start, so every call but the first few was late by nearly the whole run.
        #expect(result.latencies.max > 100_000_000)
    }

    private static func plan(depth: Int) -> LoadPlan {
        LoadPlan(connectionCount: 1, depth: depth, seconds: 0.2, warmupSeconds: 0, rate: nil)
    }

    private func load(_ server: AnsweringServer, _ calls: PreparedCalls, depth: Int = 1) throws -> LoadResult {
        try LoadLoop(Self.plan(depth: depth), calls: calls, server: server.address).run()
    }
}

/// A server on loopback that takes one connection and answers each call with a given frame, or hangs up.
// Unchecked: touched by its own thread alone until `stop` has joined it.
private final class AnsweringServer: @unchecked Sendable {
    let address: ServerAddress
    private let listener: Int32
    private let reply: (UInt32) -> [UInt8]?
    private var numbers: [UInt32] = []
    private var thread = pthread_t()

    init(reply: @escaping (UInt32) -> [UInt8]?) throws {
        self.reply = reply
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var byteCount = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutableBytes(of: &name) { bytes -> UInt16 in
            guard let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                bind(listener, address, byteCount) == 0, listen(listener, 1) == 0,
                getsockname(listener, address, &byteCount) == 0
            else { return 0 }
            return UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        }
        self.listener = listener
        address = try ServerAddress("127.0.0.1:\(port)")
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<AnsweringServer>.fromOpaque(context).takeRetainedValue().serve()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
    }

    static func answer(message: [UInt8]) -> [UInt8] {
        FrameLayout.frame(kind: FrameLayout.Kind.message, flags: 3, header: [], message: message)
    }

    /// Waits for the client to have gone and gives the numbers of its calls.
    func stop() -> [UInt32] {
        pthread_join(thread, nil)
        return numbers
    }

    private func serve() {
        let client = accept(listener, nil, nil)
        defer { close(client); close(listener) }
        guard read(client, FrameLayout.preface.count) == FrameLayout.preface else { return }
        write(client, FrameLayout.frame(kind: FrameLayout.Kind.settings, flags: 2, header: [], message: []))
        while let length = read(client, 4) {
            let byteCount = length.reduce(0) { $0 << 8 | Int($1) }
            guard let body = read(client, byteCount) else { return }
            let number = body[..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            numbers.append(number)
            guard var answer = reply(number) else { return }
            answer.replaceSubrange(4..<8, with: body[..<4])
            write(client, answer)
        }
    }

    private func read(_ socket: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return recv(socket, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
    }

    private func write(_ socket: Int32, _ bytes: [UInt8]) { _ = send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
}
