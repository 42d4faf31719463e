// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOCore
import NIOPosix
import Server
import Shop
import Testing
import WickerClient
import Wire

@Suite struct ConnectionTests {
    /// Sends bytes on a connection of its own and collects what comes back until the server closes it.
    private func exchange(_ bytes: [UInt8], with shop: ServerFixture) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: shop.server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            do {
                try await outbound.write(ByteBuffer(bytes: bytes))
            } catch is ChannelError {
                // The server hung up first; what it said is still to be read.
            }
            var received: [UInt8] = []
            for try await buffer in inbound { received += buffer.readableBytesView }
            return received
        }
    }

    private static let preface = Array("WICKER".utf8) + [0, 1]

    @Test(
        arguments: [
            Array("GET / HTTP/1.1\r\n\r\n".utf8),  // no preface
            preface + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 1, 3, 0, 0],  // 4 GiB
            preface + [0, 0, 0, 8, 0, 0, 0, 1, 99, 0, 0, 0],  // no such kind
            preface + [0, 0, 0, 2, 0, 0],  // shorter than a frame can be
        ])
    func `bytes that break the framing are told so and closed, and others never notice`(_ bytes: [UInt8]) async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.recordEvents([Event(user: "u", item: "i", timestamp: .now)])
            let received = try await exchange(bytes, with: shop)
            #expect(received.count > 24)
            #expect(received.dropFirst(8).contains(FrameKind.goAway.rawValue))
            #expect(try await shop.client.history(HistoryRequest(user: "u")).events.count == 1)
        }
    }

    @Test func `a connection over the limit is turned away and the others go on`() async throws {
        try await ServerFixture.run(configure: { $0.connectionCount = 2 }) { shop in
            _ = try await shop.client.status()
            let second = ServerFixture.client(of: shop.server.port)
            _ = try await second.status()
            let third = try await exchange(Self.preface, with: shop)
            #expect(String(decoding: third, as: UTF8.self).contains("connections"))
            _ = try await shop.client.status()
            await second.close()
        }
    }

    @Test func `an idle connection is closed and a busy one is not`() async throws {
        try await ServerFixture.run(configure: { $0.limits.idleTimeout = .milliseconds(50) }) { shop in
            let received = try await exchange(Self.preface, with: shop)
            #expect(String(decoding: received, as: UTF8.self).contains("idle"))
        }
    }

    @Test func `calls that run into their time get DEADLINE_EXCEEDED or their answer, never nothing`() async throws {
        try await ServerFixture.run { shop in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        do {
                            let event = Event(user: "u\(number)", item: "i", timestamp: .now)
                            _ = try await shop.client.recordEvents([event], timeout: .milliseconds(1))
                        } catch let error as ClientError {
                            #expect(error.code == .deadlineExceeded)
                        }
                    }
                }
                try await group.waitForAll()
            }
            _ = try await shop.client.status()
        }
    }

    @Test func `many clients at once each get their own answers`() async throws {
        try await ServerFixture.run { shop in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let client = ServerFixture.client(of: shop.server.port)
                        for round in 0..<25 {
                            let event = Event(user: "u\(number)", item: "i\(round)", timestamp: .now)
                            _ = try await client.recordEvents([event])
                            let history = try await client.history(HistoryRequest(user: "u\(number)"))
                            #expect(history.events.count == round + 1)
                        }
                        await client.close()
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a second server on the same store or port is refused by name`() async throws {
        try await ServerFixture.run { shop in
            var configuration = ServerConfiguration(store: shop.storePath + "-other", models: shop.modelsPath)
            configuration.port = shop.server.port
            let refused = await #expect(throws: ServerError.self) {
                _ = try await RecommendationServer.start(configuration, logger: ServerFixture.silence)
            }
            #expect(refused?.code == .addressInUse)
            #expect(refused?.message.contains("\(shop.server.port)") == true)
            configuration.store = shop.storePath
            configuration.port = 0
            let inUse = await #expect(throws: ServerError.self) {
                _ = try await RecommendationServer.start(configuration, logger: ServerFixture.silence)
            }
            #expect(inUse?.code == .store)
        }
    }
}
