// SPDX-License-Identifier: Apache-2.0

import Glibc
import Knowledge
public import Logging
import Sockets
import Store
import Wire

/// A running server.
public final class RecommendationServer: Sendable {
    let core: ServerCore
    private let loops: [ServingLoop]
    private let listener: LoopBound<SocketListener>
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
        var loops: [ServingLoop] = []
        do {
            for _ in 0..<max(1, configuration.threadCount) { loops.append(try ServingLoop(core)) }
            return try RecommendationServer(core, loops)
        } catch {
            for loop in loops { await loop.sockets.stop() }
            core.shutDown()
            throw Self.listenError(error, configuration)
        }
    }

    private init(_ core: ServerCore, _ loops: [ServingLoop]) throws(SocketError) {
        (self.core, self.loops) = (core, loops)
        let first = loops[0].sockets
        var turn = 0
        let listener = try SocketListener(
            host: core.configuration.host, port: core.configuration.port, loop: first
        ) { stream in
            turn = turn + 1 < loops.count ? turn + 1 : 0
            loops[turn].serve(stream)
        }
        port = listener.port
        self.listener = LoopBound(listener, to: first)
        poller = Poller(core)
        first.execute { [listener = self.listener] in first.add(listener.value, for: .reads) }
    }

    /// Takes no new connections and calls, lets the open ones end, makes everything acknowledged durable, and returns.
    public func stop() async {
        core.logger.info("stopping")
        await poller.stop()
        await loops[0].sockets.perform { [listener, sockets = loops[0].sockets] in sockets.remove(listener.value) }
        for loop in loops { loop.drain(reason: "the server is stopping") }
        await waitForConnections()
        core.shutDown()
        for loop in loops { await loop.sockets.stop() }
        core.logger.info("stopped")
    }

    private func waitForConnections() async {
        let deadline = ContinuousClock.now + core.configuration.drainTimeout
        while core.counters.connections > 0, ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func listenError(_ error: SocketError, _ configuration: ServerConfiguration) -> ServerError {
        let address = "\(configuration.host):\(configuration.port)"
        if error.number == EADDRINUSE {
            return ServerError(
                .addressInUse, "another process listens on \(address); stop it or choose another port", cause: error)
        }
        let reason = error.number.map { String(cString: strerror($0)) } ?? "no such host"
        return ServerError(.cannotListen, "cannot listen on \(address): \(reason)", cause: error)
    }
}

/// One thread of the server: its sockets, and what the connections behind them share.
private struct ServingLoop: Sendable {
    let sockets: SocketLoop
    private let resources: LoopBound<LoopResources>

    init(_ core: ServerCore) throws(SocketError) {
        sockets = try SocketLoop()
        resources = LoopBound(LoopResources(core: core), to: sockets)
    }

    /// Takes up a connection, from any thread.
    func serve(_ stream: SocketStream) {
        let isTaken = sockets.execute { [self] in
            ConnectionHandler(stream, loop: sockets, resources: resources.value).start()
        }
        if !isTaken { stream.close() }
    }

    /// Tells every connection that it is to end with its last call.
    func drain(reason: String) {
        sockets.execute { [resources] in
            for connection in resources.value.connections.values { connection.drain(reason: reason) }
        }
    }
}
