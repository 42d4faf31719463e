// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import Wire

/// One connection to the server, usable from any thread.
final class Connection: Sendable {
    let channel: any Channel
    private let handler: NIOLoopBound<CallHandler>
    private let retired: NIOLockedValueBox<Bool>

    private init(channel: any Channel, handler: NIOLoopBound<CallHandler>, retired: NIOLockedValueBox<Bool>) {
        self.channel = channel
        self.handler = handler
        self.retired = retired
    }

    /// Whether the connection takes no more calls.
    var isRetired: Bool { retired.withLockedValue { $0 } || !channel.isActive }

    /// Connects.
    static func open(
        host: String, port: Int, _ configuration: ClientConfiguration, on group: any EventLoopGroup
    ) -> EventLoopFuture<Connection> {
        let retired = NIOLockedValueBox(false)
        var limits = ConnectionLimits()
        limits.frameByteCount = configuration.frameByteCount
        let decoder = FrameDecoder(limits: limits, awaitsPreface: false)
        return ClientBootstrap(group: group)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = CallHandler(onRetire: { retired.withLockedValue { $0 = true } })
                    try channel.pipeline.syncOperations.addHandlers(ByteToMessageHandler(decoder), handler)
                }
            }
            .connect(host: host, port: port)
            .flatMapThrowing { channel in
                let handler = try channel.pipeline.syncOperations.handler(type: CallHandler.self)
                let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
                return Connection(channel: channel, handler: bound, retired: retired)
            }
    }

    func start(_ request: CallRequest) {
        channel.eventLoop.execute { self.handler.value.start(request) }
    }

    func cancel(_ ticket: CallTicket) {
        ticket.cancel()
        channel.eventLoop.execute { self.handler.value.cancel(ticket) }
    }

    /// Sends a further message; the future ends when the bytes have left for the socket.
    func send(
        _ ticket: CallTicket, _ write: @escaping @Sendable (UInt32, FrameEncoder, inout ByteBuffer) throws -> Void
    ) -> EventLoopFuture<Void> {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        channel.eventLoop.execute { self.handler.value.send(ticket, promise: promise, write) }
        return promise.futureResult
    }

    func close() -> EventLoopFuture<Void> {
        channel.close(promise: nil)
        return channel.closeFuture
    }
}
