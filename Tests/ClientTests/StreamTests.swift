// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Shop
import Testing
import Wire

@testable import WickerClient

struct StreamTests {
    private func client(_ server: TestServer, _ group: any EventLoopGroup) -> WickerClient {
        WickerClient(host: "127.0.0.1", port: server.port, group: group)
    }

    private func events(_ count: Int) -> AsyncStream<Event> {
        AsyncStream { feed in
            for number in 0..<count {
                feed.yield(Event(user: "u\(number)", item: "i", timestamp: Timestamp(milliseconds: 0)))
            }
            feed.finish()
        }
    }

    @Test(arguments: [0, 1, 99, 100, 1_234])
    func `events that are streamed are counted once`(count: Int) async throws {
        try await withServer { server, group in
            let client = client(server, group)
            let answer = try await client.streamEvents(events(count), batchCount: 100)
            #expect(answer == RecordEventsResponse(accepted: count))
            await client.close()
        }
    }

    @Test func `an error of the sequence takes the call back`() async throws {
        struct Broken: Error {}
        try await withServer { server, group in
            let client = client(server, group)
            let broken = AsyncThrowingStream<Event, any Error> { feed in
                for _ in 0..<10 { feed.yield(Event(user: "u", item: "i", timestamp: Timestamp(milliseconds: 0))) }
                feed.finish(throwing: Broken())
            }
            await #expect(throws: Broken.self) { try await client.streamEvents(broken, batchCount: 3) }
            let end = await server.sightings.first { $0 == .cancelled }
            #expect(end == .cancelled)
            await client.close()
        }
    }

    @Test func `a streamed catalogue arrives whole and in order`() async throws {
        try await withServer { server, group in
            let client = client(server, group)
            var next = 0
            for try await page in try await client.streamItems() {
                #expect(page.items.count == 100 && page.items.first?.id == "\(next)-0")
                next += 1
            }
            #expect(next == pageCount)
            await client.close()
        }
    }

    @Test func `a call inside a stream's loop is answered although the stream waits`() async throws {
        try await withServer { server, group in
            let client = client(server, group)
            var pages = 0
            for try await _ in try await client.streamItems() {
                pages += 1
                if pages % 20 == 0 { #expect(try await client.status() == .sample) }
            }
            #expect(pages == pageCount)
            await client.close()
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `the connection of a stream that nobody reads is not read either, until somebody does`() async throws {
        try await withServer { server, group in
            let client = client(server, group)
            let stream = try await client.streamItems()
            while try await stream.channel.getOption(.autoRead).get() { await Task.yield() }
            #expect(stream.waitingCount <= 12)
            var pages = 0
            for try await _ in stream { pages += 1 }
            #expect(pages == pageCount)
            await client.close()
        }
    }

    @Test func `a stream that is dropped closes its connection`() async throws {
        try await withServer { server, group in
            let client = client(server, group)
            for try await page in try await client.streamItems() {
                #expect(page.items.count == 100)
                break
            }
            let end = await server.sightings.first { $0 == .closed }
            #expect(end == .closed)
            await client.close()
        }
    }
}
