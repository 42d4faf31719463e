// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Shop
import Testing
import Wire

@testable import WickerClient

struct WickerClientTests {
    private func client(
        _ server: TestServer, _ group: any EventLoopGroup, _ change: (inout ClientConfiguration) -> Void = { _ in }
    ) -> WickerClient {
        var configuration = ClientConfiguration()
        configuration.timeout = .seconds(60)
        change(&configuration)
        return WickerClient(host: "127.0.0.1", port: server.port, configuration: configuration, group: group)
    }

    /// The code of the error that `body` ends with.
    private func code<Answer>(_ body: () async throws(ClientError) -> Answer) async -> StatusCode {
        do throws(ClientError) {
            _ = try await body()
            return .ok
        } catch {
            return error.code
        }
    }

    @Test func `calls from many tasks each get their own answer`() async throws {
        try await withServer { server, group in
            let client = client(server, group)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for task in 0..<50 {
                    tasks.addTask {
                        for call in 0..<20 {
                            let request = RecommendRequest(user: "u\(task)-\(call)", limit: 3)
                            let answer = try await client.recommend(request)
                            #expect(answer.items.map(\.id) == (0..<3).map { "u\(task)-\(call)-\($0)" })
                        }
                    }
                }
                try await tasks.waitForAll()
            }
            await client.close()
        }
    }

    @Test func `more calls than may be open wait for their turn`() async throws {
        var limits = ConnectionLimits()
        limits.callCount = 2
        try await withServer(limits: limits) { server, group in
            let client = client(server, group) { $0.connectionCount = 1 }
            _ = try await client.status()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<100 { tasks.addTask { _ = try await client.recommend(RecommendRequest(user: "u")) } }
                try await tasks.waitForAll()
            }
            await client.close()
        }
    }

    @Test func `the server's status becomes the error`() async throws {
        try await withServer { server, group in
            let client = client(server, group)
            let error = await #expect(throws: ClientError.self) {
                try await client.recommend(RecommendRequest(user: Rule.missing))
            }
            #expect(error?.code == .notFound && error?.message == "no such user")
            #expect(
                await code { () throws(ClientError) in try await client.popular(PopularRequest()) } == .unimplemented)
            #expect(await code { () throws(ClientError) in try await client.status() } == .ok)
            await client.close()
        }
    }

    @Test func `a call ends when its time is up and the server is told`() async throws {
        try await withServer { server, group in
            let client = client(server, group) { $0.metadata = [MetadataEntry(key: "shop", value: "one")] }
            let request = RecommendRequest(user: Rule.silent)
            let ended = await code { () throws(ClientError) in
                try await client.recommend(request, timeout: .milliseconds(20))
            }
            #expect(ended == .deadlineExceeded)
            var seen = server.sightings.makeAsyncIterator()
            #expect(await seen.next() == .connected)
            let metadata = [MetadataEntry(key: "shop", value: "one")]
            #expect(await seen.next() == .started(.recommend, hasDeadline: true, metadata: metadata))
            #expect(await seen.next() == .cancelled)
            await client.close()
        }
    }

    @Test func `cancelling the task takes the call back`() async throws {
        try await withServer { server, group in
            let client = client(server, group)
            let task = Task { try await client.recommend(RecommendRequest(user: Rule.silent)) }
            var seen = server.sightings.makeAsyncIterator()
            #expect(await seen.next() == .connected)
            #expect(await seen.next() == .started(.recommend, hasDeadline: true, metadata: []))
            task.cancel()
            let error = await #expect(throws: ClientError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(await seen.next() == .cancelled)
            #expect(await code { () throws(ClientError) in try await client.status() } == .ok)
            await client.close()
        }
    }

    @Test func `a broken connection fails its calls and the next call makes a new one`() async throws {
        try await withServer { server, group in
            let client = client(server, group) { $0.connectionCount = 1 }
            let broken = await code { () throws(ClientError) in
                try await client.recommend(RecommendRequest(user: Rule.hangUp))
            }
            #expect(broken == .unavailable)
            #expect(await code { () throws(ClientError) in try await client.status() } == .ok)
            await client.close()
        }
    }

    @Test func `a call that a leaving server did not begin is repeated on a new connection`() async throws {
        try await withServer { server, group in
            let client = client(server, group) { $0.connectionCount = 1 }
            let answer = try await client.recommend(RecommendRequest(user: Rule.goAway, limit: 1))
            #expect(answer.items.map(\.id) == ["\(Rule.goAway)-0"])
            await client.close()
        }
    }

    @Test func `no server and a closed client are told apart`() async throws {
        try await withServer { server, group in
            let open = client(server, group)
            try await server.channel.close()
            #expect(await code { () throws(ClientError) in try await open.status() } == .unavailable)
            await open.close()
            #expect(await code { () throws(ClientError) in try await open.status() } == .cancelled)
            let again = try await TestServer.start(group: group)
            let late = client(again, group)
            #expect(await code { () throws(ClientError) in try await late.status() } == .ok)
            await late.close()
            try await again.stop()
        }
    }
}
