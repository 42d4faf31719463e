// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import Shop
import Wire

/// What a test server saw, in order.
enum Sighting: Sendable, Equatable {
    case connected
    case started(Wire.Method, hasDeadline: Bool, metadata: [MetadataEntry])
    case cancelled
    case pagesSent(Int)
    case closed
}

/// A real server on loopback that answers by rules a test can rely on.
struct TestServer {
    let channel: any Channel
    /// Everything that happens, as it happens.
    let sightings: AsyncStream<Sighting>

    var port: Int { channel.localAddress?.port ?? 0 }

    static func start(
        limits: ConnectionLimits = ConnectionLimits(), port: Int = 0, group: any EventLoopGroup
    ) async throws -> TestServer {
        let (sightings, feed) = AsyncStream.makeStream(of: Sighting.self)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(FrameDecoder(limits: limits, awaitsPreface: true)),
                        TestServerHandler(limits: limits, feed: feed))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return TestServer(channel: channel, sightings: sightings)
    }

    func stop() async throws {
        if channel.isActive { try await channel.close() }
    }
}

/// Runs `body` against a server and a client, and ends both.
func withServer(
    limits: ConnectionLimits = ConnectionLimits(),
    _ body: (TestServer, any EventLoopGroup) async throws -> Void
) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    do {
        let server = try await TestServer.start(limits: limits, group: group)
        try await body(server, group)
        try await server.stop()
    } catch {
        try await group.shutdownGracefully()
        throw error
    }
    try await group.shutdownGracefully()
}

/// The user's name in a `Recommend` says what the server does.
enum Rule {
    /// The call is never answered.
    static let silent = "silent"
    /// NOT_FOUND.
    static let missing = "missing"
    /// The connection is closed without a word.
    static let hangUp = "hang-up"
    /// On the server's first connection a go-away says that this call was not begun.
    static let goAway = "go-away"
}

/// Pages of the catalogue that the server streams.
let pageCount = 200

private final class TestServerHandler: ChannelInboundHandler {
    typealias InboundIn = Frame
    typealias OutboundOut = ByteBuffer

    private let arena = Arena()
    private let encoder: FrameEncoder
    private let feed: AsyncStream<Sighting>.Continuation
    private var connection: ServerConnection
    private var counts: [UInt32: Int] = [:]
    private var pages: (call: UInt32, next: Int)?
    private static let didGoAway = NIOLockedValueBox<Set<Int>>([])

    init(limits: ConnectionLimits, feed: AsyncStream<Sighting>.Continuation) {
        encoder = FrameEncoder(arena: arena, limits: limits)
        connection = ServerConnection(limits: limits, at: .now())
        self.feed = feed
    }

    func channelActive(context: ChannelHandlerContext) {
        feed.yield(.connected)
        send(context) { encoder.settings(ServerSettings(limits: connection.limits, serverVersion: "test"), into: &$0) }
    }

    func channelInactive(context: ChannelHandlerContext) { feed.yield(.closed) }

    func channelWritabilityChanged(context: ChannelHandlerContext) { sendPages(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch connection.receive(unwrapInboundIn(data), at: .now(), in: arena) {
        case .none: break
        case .start(let call): start(call, context)
        case .deliver(let id, let message, let isLast): take(message, of: id, isLast, context)
        case .cancel(let id):
            counts[id] = nil
            feed.yield(.cancelled)
        case .refuse(let id, let status), .abort(let id, let status):
            send(context) { encoder.status(status, of: id, into: &$0) }
        case .pong(let opaque): send(context) { encoder.pong(opaque, into: &$0) }
        case .close(let goAway):
            send(context) { encoder.goAway(goAway, into: &$0) }
            context.close(promise: nil)
        }
    }

    private func start(_ call: ServerCall, _ context: ChannelHandlerContext) {
        feed.yield(.started(call.method, hasDeadline: call.deadline != nil, metadata: call.metadata))
        switch call.method {
        case .recommend: recommend(call, context)
        case .streamEvents: take(call.message, of: call.id, call.isLast, context)
        case .streamItems:
            pages = (call.id, 0)
            sendPages(context)
        case .status: answer(StatusResponse.sample, call.id, context)
        default:
            _ = connection.finish(call.id)
            send(context) { encoder.status(CallStatus(.unimplemented, "not here"), of: call.id, into: &$0) }
        }
    }

    private func recommend(_ call: ServerCall, _ context: ChannelHandlerContext) {
        guard let message = call.message, let request = read(RecommendRequest.self, message) else { return }
        switch request.user {
        case Rule.silent: break
        case Rule.hangUp: context.close(promise: nil)
        case Rule.missing:
            _ = connection.finish(call.id)
            send(context) { encoder.status(CallStatus(.notFound, "no such user"), of: call.id, into: &$0) }
        case Rule.goAway where isFirst(context): goAway(before: call, context)
        default:
            let items = (0..<(request.limit ?? 10)).map {
                RecommendedItem(id: "\(request.user)-\($0)", score: Float(-$0), recommender: "test")
            }
            let answerID = "\(connection.lastCall)"
            let response = RecommendResponse(
                recommendationID: answerID, snapshot: 1, items: items, isPersonalised: true)
            answer(response, call.id, context)
        }
    }

    /// Whether this server has not gone away yet.
    private func isFirst(_ context: ChannelHandlerContext) -> Bool {
        let port = context.localAddress?.port ?? 0
        return Self.didGoAway.withLockedValue { $0.insert(port).inserted }
    }

    private func goAway(before call: ServerCall, _ context: ChannelHandlerContext) {
        _ = connection.finish(call.id)
        send(context) { encoder.goAway(GoAway(lastCall: call.id - 1, reason: "restarting"), into: &$0) }
    }

    private func take(_ message: ByteBuffer?, of id: UInt32, _ isLast: Bool, _ context: ChannelHandlerContext) {
        let batch = message.flatMap { read(RecordEventsRequest.self, $0) }
        counts[id, default: 0] += batch?.events.rows.count ?? 0
        guard isLast else { return }
        answer(RecordEventsResponse(accepted: counts.removeValue(forKey: id) ?? 0), id, context)
    }

    /// Sends pages as long as the client takes them.
    private func sendPages(_ context: ChannelHandlerContext) {
        while let current = pages, context.channel.isWritable {
            let items = (0..<100).map { position in
                var item = Item(id: "\(current.next)-\(position)")
                item.text = String(repeating: "x", count: 500)
                return item
            }
            let page = ListItemsResponse(items: items)
            let isLast = current.next == pageCount - 1
            if isLast { _ = connection.finish(current.call) }
            pages = isLast ? nil : (current.call, current.next + 1)
            do {
                try sendThrowing(context) { try encoder.message(page, of: current.call, isLast: isLast, into: &$0) }
            } catch {
                context.fireErrorCaught(error)
            }
            feed.yield(.pagesSent(current.next + 1))
        }
    }

    private func answer(_ message: some WireMessage, _ id: UInt32, _ context: ChannelHandlerContext) {
        guard connection.finish(id) else { return }
        do {
            try sendThrowing(context) { try encoder.message(message, of: id, isLast: true, into: &$0) }
        } catch {
            context.fireErrorCaught(error)
        }
    }

    private func read<Message: WireMessage>(_ type: Message.Type, _ bytes: ByteBuffer) -> Message? {
        do throws(WireError) {
            return try Message.decode(bytes, in: arena, receivedAt: Timestamp(milliseconds: 0))
        } catch {
            preconditionFailure("the client sent what it cannot have meant: \(error)")
        }
    }

    private func send(_ context: ChannelHandlerContext, _ write: (inout ByteBuffer) -> Void) {
        var buffer = context.channel.allocator.buffer(capacity: 256)
        write(&buffer)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    private func sendThrowing(_ context: ChannelHandlerContext, _ write: (inout ByteBuffer) throws -> Void) throws {
        var buffer = context.channel.allocator.buffer(capacity: 256)
        try write(&buffer)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
}

extension StatusResponse {
    static let sample = StatusResponse(
        version: "test", snapshot: 1, users: 2, items: 3, events: 4, uptimeMilliseconds: 5, connections: 6, calls: 7,
        callsFailed: 8, storeByteCount: 9)
}
