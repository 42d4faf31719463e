// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Sockets
import Synchronization
import Testing

@Suite struct SocketLoopTests {
    @Test func `work of many threads is all done, each thread's in its order`() async throws {
        let loop = try SocketLoop()
        let done = Log()
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for number in 0..<500 { loop.execute { done.append(thread, number) } }
                }
            }
        }
        await loop.stop()
        for thread in 0..<8 { #expect(done.numbers(of: thread) == Array(0..<500)) }
    }

    @Test func `a stopped loop takes no more work and has ended its sockets`() async throws {
        let loop = try SocketLoop()
        let closed = Log()
        let port = try await EchoServer.start(on: loop, log: closed)
        let client = try BlockingClient(port: port)
        client.send([1, 2, 3])
        #expect(client.receive(3) == [1, 2, 3])
        await loop.stop()
        #expect(closed.numbers(of: EchoServer.closings) == [1])
        #expect(client.receive(1) == [])
        #expect(!loop.execute {})
        await loop.perform { Issue.record("a stopped loop did something") }
    }

    @Test func `a deadline that comes nearer is kept, and none is met early`() async throws {
        let loop = try SocketLoop()
        let log = Log()
        let start = NIODeadline.now()
        let port = try await EchoServer.start(on: loop, log: log, deadline: start + .hours(1))
        let client = try BlockingClient(port: port)
        client.send([EchoServer.wakesIn20Milliseconds])
        #expect(client.receive(1) == [EchoServer.wakesIn20Milliseconds])
        // The handler ends the connection when its time is up.
        #expect(client.receive(1) == [])
        #expect(NIODeadline.now() - start >= .milliseconds(20))
        #expect(log.numbers(of: EchoServer.closings) == [1])
        await loop.stop()
    }

    @Test func `what the system does not take at once is sent when it does, byte for byte`() async throws {
        let loop = try SocketLoop()
        let port = try await EchoServer.start(on: loop, log: Log())
        let client = try BlockingClient(port: port)
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        // All is sent before a byte is read, so that both sides' buffers fill up.
        let sender = Task.detached { client.send(bytes) }
        let received = client.receive(bytes.count)
        await sender.value
        #expect(received == bytes)
        await loop.stop()
    }

    @Test func `a connection that breaks is removed, and its descriptor serves another`() async throws {
        let loop = try SocketLoop()
        let log = Log()
        let port = try await EchoServer.start(on: loop, log: log)
        for round in 1...50 {
            let client = try BlockingClient(port: port)
            client.send([UInt8(round)])
            #expect(client.receive(1) == [UInt8(round)])
            if round.isMultiple(of: 2) { client.reset() } else { client.close() }
        }
        let last = try BlockingClient(port: port)
        last.send([7])
        #expect(last.receive(1) == [7])
        await loop.stop()
        #expect(log.numbers(of: EchoServer.closings).count == 51)
    }

    @Test func `a port in use and a host that is none are told apart`() async throws {
        let loop = try SocketLoop()
        let port = try await EchoServer.start(on: loop, log: Log())
        let inUse = #expect(throws: SocketError.self) {
            try SocketListener(host: "127.0.0.1", port: port, loop: loop) { $0.close() }
        }
        #expect(inUse?.number != nil)
        #expect("\(String(describing: inUse))".contains("in use"))
        let unknown = #expect(throws: SocketError.self) {
            try SocketListener(host: "no host at all", port: 0, loop: loop) { $0.close() }
        }
        #expect(unknown?.number == nil)
        await loop.stop()
    }
}
