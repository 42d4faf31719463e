// SPDX-License-Identifier: Apache-2.0

import Glibc
import Knowledge
public import Logging
import NIOCore
import NIOPosix
import Store
import Wire

/// A running server.
public final class RecommendationServer: Sendable {
    let core: ServerCore
    private let group: MultiThreadedEventLoopGroup
    private let loops: [NIOLoopBound<LoopResources>]
    private let listener: any Channel
    private let poller: Poller

    /// The port it listens on.
    public let port: Int

    /// Opens the store, takes up the active snapshot and listens.
    ///
    /// - Throws: ``ServerError``, naming the store or the address and the remedy.
    public static func start(
        _ configuration: ServerConfiguration, logger: Logger
    ) async throws(ServerError) -> RecommendationServer {
        FileDescriptors.raiseLimit()
        guard FileSystemEntry.canBeFolder(configuration.models) else {
            throw ServerError(.models, "\(configuration.models) is a file; snapshots need a folder")
        }
        let core: ServerCore
        do {
            core = try ServerCore(configuration, logger: logger)
        } catch let error as KnowledgeError {
            throw ServerError(.knowledge, "\(error)", cause: error)
        } catch {
            throw ServerError(.store, "cannot open the store: \(error)", cause: error)
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.threadCount)
        do {
            return try await RecommendationServer(core, group)
        } catch {
            core.shutDown()
            try? await group.shutdownGracefully()
            throw Self.listenError(error, configuration)
        }
    }

    private init(_ core: ServerCore, _ group: MultiThreadedEventLoopGroup) async throws {
        let loops = try await Self.makeLoops(core, group)
        let byLoop = Dictionary(uniqueKeysWithValues: loops.map { ($0.eventLoop.identity, $0) })
        listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { CongestionControl.set(on: channel) }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 256 << 10, high: 1 << 20))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let resources = byLoop[channel.eventLoop.identity] else { return }
                    try channel.pipeline.syncOperations.addHandler(ConnectionHandler(loop: resources.value))
                }
            }
            .bind(host: core.configuration.host, port: core.configuration.port).get()
        self.core = core
        self.group = group
        self.loops = loops
        port = listener.localAddress?.port ?? core.configuration.port
        poller = Poller(core, on: group.next())
    }

    /// Takes no new connections and calls, lets the open ones end, makes everything acknowledged durable, and returns.
    public func stop() async {
        core.logger.info("stopping")
        await poller.stop()
        try? await listener.close()
        for loop in loops {
            loop.eventLoop.execute {
                for connection in loop.value.connections.values { connection.drain(reason: "the server is stopping") }
            }
        }
        await waitForConnections()
        core.shutDown()
        try? await group.shutdownGracefully()
        core.logger.info("stopped")
    }

    private func waitForConnections() async {
        let deadline = ContinuousClock.now + core.configuration.drainTimeout
        while core.counters.connections > 0, ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func makeLoops(
        _ core: ServerCore, _ group: MultiThreadedEventLoopGroup
    ) async throws -> [NIOLoopBound<LoopResources>] {
        var loops: [NIOLoopBound<LoopResources>] = []
        for loop in group.makeIterator() {
            loops.append(try await loop.submit { NIOLoopBound(LoopResources(core: core), eventLoop: loop) }.get())
        }
        return loops
    }

    private static func listenError(_ error: any Error, _ configuration: ServerConfiguration) -> ServerError {
        let address = "\(configuration.host):\(configuration.port)"
        if let error = error as? IOError, error.errnoCode == EADDRINUSE {
            return ServerError(
                .addressInUse, "another process listens on \(address); stop it or choose another port", cause: error)
        }
        if error is SocketAddressError || error is SocketAddressError.UnknownHost {
            return ServerError(.cannotListen, "cannot listen on \(address): no such host", cause: error)
        }
        let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
        return ServerError(.cannotListen, "cannot listen on \(address): \(reason)", cause: error)
    }
}

extension EventLoop {
    /// Tells one loop from another.
    fileprivate var identity: ObjectIdentifier { ObjectIdentifier(self) }
}
