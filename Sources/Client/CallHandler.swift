// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization
import Wire

/// A call as its caller knows it, before and after it has an id on a connection.
final class CallTicket: Sendable {
    private let cancelled = Atomic<Bool>(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}

/// What to open, and who hears of it.
///
/// The closures run on the connection's event loop.
struct CallRequest: Sendable {
    var ticket: CallTicket
    var header: CallHeader
    var timeout: TimeAmount?
    /// Writes the frame that opens the call.
    var write: @Sendable (UInt32, CallHeader, FrameEncoder, inout ByteBuffer) -> WireError?
    /// Takes a message that is not the last.
    var deliver: @Sendable (ByteBuffer, Arena) -> Void
    /// Takes the end: the last message if there is one, or the error.
    var finish: @Sendable (Result<ByteBuffer?, ClientError>, Arena) -> Void
}

/// Carries calls over one connection; lives on its event loop.
final class CallHandler: ChannelInboundHandler {
    typealias InboundIn = Frame
    typealias OutboundOut = ByteBuffer

    private struct OpenCall {
        var request: CallRequest
        var timer: Scheduled<Void>?
    }

    private let arena = Arena()
    private var encoder: FrameEncoder
    private var connection = ClientConnection()
    private var calls: [UInt32: OpenCall] = [:]
    private var waiting = CircularBuffer<CallRequest>()
    private var context: ChannelHandlerContext?
    private let onRetire: @Sendable () -> Void

    /// A handler that calls `onRetire` when the connection takes no more calls.
    init(onRetire: @escaping @Sendable () -> Void) {
        encoder = FrameEncoder(arena: arena)
        self.onRetire = onRetire
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: Preface.byteCount)
        Preface.write(to: &buffer)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch connection.receive(unwrapInboundIn(data), in: arena) {
        case .none, .answered: break
        case .settings(let settings): encoder.limits = settings.limits
        case .deliver(let id, let message): calls[id]?.request.deliver(message, arena)
        case .finish(let id, let message, let status):
            finish(id, status.code == .ok ? .success(message) : .failure(ClientError(status)))
        case .goAway(let goAway, let unanswered): retire(goAway, unanswered)
        case .pong(let opaque): send { encoder.pong(opaque, into: &$0) }
        case .fail(let error): fail(ClientError(error), context: context)
        }
        startWaiting()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(ClientError(.unavailable, "the server closed the connection"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(ClientError(.unavailable, "the connection broke: \(error)", cause: error), context: context)
    }

    private func fail(_ error: ClientError, context: ChannelHandlerContext) {
        end(error)
        context.close(promise: nil)
    }
}

extension CallHandler {
    /// Opens a call, or lets it wait for room.
    func start(_ request: CallRequest) {
        if request.ticket.isCancelled {
            return request.finish(.failure(ClientError(.cancelled, "the task was cancelled")), arena)
        }
        guard !connection.isRetired, context != nil else {
            return request.finish(.failure(ClientError(.unavailable, "the connection is closed").untouched), arena)
        }
        guard let id = connection.open() else { return waiting.append(request) }
        var failure: WireError?
        send { failure = request.write(id, request.header, encoder, &$0) }
        if let failure {
            _ = connection.cancel(id)
            return request.finish(.failure(ClientError(failure)), arena)
        }
        let timer = request.timeout.flatMap {
            context?.eventLoop.assumeIsolated().scheduleTask(in: $0) { self.expire(id) }
        }
        calls[id] = OpenCall(request: request, timer: timer)
    }

    /// Sends a further message of a call; false when the call is over.
    func send(
        _ ticket: CallTicket, promise: EventLoopPromise<Void>?,
        _ write: (UInt32, FrameEncoder, inout ByteBuffer) throws -> Void
    ) {
        guard let id = id(of: ticket), let context else {
            promise?.fail(ClientError(.cancelled, "the call has ended"))
            return
        }
        do {
            var buffer = context.channel.allocator.buffer(capacity: 512)
            try write(id, encoder, &buffer)
            context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
        } catch {
            promise?.fail(error)
        }
    }

    /// Gives a call up because its task was cancelled.
    func cancel(_ ticket: CallTicket) {
        let error = ClientError(.cancelled, "the task was cancelled")
        if let id = id(of: ticket) { return giveUp(id, error) }
        guard let place = waiting.firstIndex(where: { $0.ticket === ticket }) else { return }
        waiting.remove(at: place).finish(.failure(error), arena)
    }

    private func id(of ticket: CallTicket) -> UInt32? {
        calls.first { $0.value.request.ticket === ticket }?.key
    }

    private func expire(_ id: UInt32) {
        giveUp(id, ClientError(.deadlineExceeded, "no answer within the call's time"))
    }

    private func giveUp(_ id: UInt32, _ error: ClientError) {
        if connection.cancel(id) { send { encoder.cancel(id, into: &$0) } }
        finish(id, .failure(error))
        startWaiting()
    }

    private func finish(_ id: UInt32, _ result: Result<ByteBuffer?, ClientError>) {
        guard let call = calls.removeValue(forKey: id) else { return }
        call.timer?.cancel()
        call.request.finish(result, arena)
        if connection.isRetired, calls.isEmpty { context?.close(promise: nil) }
    }

    private func startWaiting() {
        while connection.isAvailable, let request = waiting.popFirst() { start(request) }
    }

    private func send(_ write: (inout ByteBuffer) -> Void) {
        guard let context else { return }
        var buffer = context.channel.allocator.buffer(capacity: 256)
        write(&buffer)
        guard buffer.readableBytes > 0 else { return }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    /// The server takes no more calls here: what it did not begin may go elsewhere, what it did may end.
    private func retire(_ goAway: GoAway, _ unanswered: [UInt32]) {
        onRetire()
        let error = ClientError(.unavailable, goAway.reason).untouched
        let requests = waiting
        waiting.removeAll()
        for id in unanswered { finish(id, .failure(error)) }
        for request in requests { request.finish(.failure(error), arena) }
        if calls.isEmpty { context?.close(promise: nil) }
    }

    private func end(_ error: ClientError) {
        onRetire()
        for id in connection.close() { finish(id, .failure(error)) }
        let requests = waiting
        waiting.removeAll()
        for request in requests { request.finish(.failure(error.untouched), arena) }
    }
}
