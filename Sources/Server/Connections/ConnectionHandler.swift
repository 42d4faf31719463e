// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOCore
import Wire

/// One connection: bytes in, frames through the state machine, calls to the loop's resources, bytes out.
///
/// Everything happens on the connection's event loop. Short calls are answered there and then; the store's writer and
/// the thread pool answer the others later, on this loop again. When the client does not read what it asked for, no
/// more frames are taken from it until it does, so that a slow client costs one buffer and nobody else's time.
/// What every frame touches is not checked for overlapping access at run time.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes of answers gathered before they are handed to the system in between.
    private static let flushByteCount = 64 << 10

    let loop: LoopResources
    @exclusivity(unchecked) var state: ServerConnection
    @exclusivity(unchecked) var outgoing = ByteBuffer()
    @exclusivity(unchecked) var eventStreams: [UInt32: EventStream] = [:]
    var itemFeeds: [UInt32: ItemFeed] = [:]
    var tokens: [UInt32: CallToken] = [:]
    @exclusivity(unchecked) private(set) var context: ChannelHandlerContext?

    @exclusivity(unchecked) private var decoder: FrameDecoder
    @exclusivity(unchecked) private var incoming = ByteBuffer()
    private var timer: Scheduled<Void>?
    private var timerDeadline = NIODeadline.distantFuture
    private var isReading = true
    /// Whether the system takes what is written, as far as the channel has said.
    @exclusivity(unchecked) private var isWritable = true
    private var isHungUp = false

    init(loop: LoopResources) {
        self.loop = loop
        let limits = loop.core.configuration.limits
        state = ServerConnection(limits: limits, at: .now())
        decoder = FrameDecoder(limits: limits, awaitsPreface: true)
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        loop.connections[ObjectIdentifier(self)] = self
        let limit = loop.core.configuration.connectionCount
        if loop.core.counters.connectionOpened() > limit {
            return close(GoAway(lastCall: 0, reason: "\(limit) connections are open, which is the most; try later"))
        }
        let settings = ServerSettings(limits: state.limits, serverVersion: serverVersion)
        loop.encoder.settings(settings, into: &outgoing)
        flush()
        armTimer()
    }

    func channelInactive(context: ChannelHandlerContext) {
        guard self.context != nil else { return }
        self.context = nil
        timer?.cancel()
        eventStreams.removeAll()
        itemFeeds.removeAll()
        for token in tokens.values { token.cancel() }
        tokens.removeAll()
        loop.connections[ObjectIdentifier(self)] = nil
        loop.core.counters.connectionClosed()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isHungUp { return }
        var bytes = unwrapInboundIn(data)
        if incoming.readableBytes == 0 { incoming = bytes } else { incoming.writeBuffer(&bytes) }
        bytes = ByteBuffer()
        takeFrames()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        armTimer()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        guard isWritable else { return }
        pumpItemFeeds()
        takeFrames()
        flush()
        resumeReadingIfPossible()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        loop.core.logger.debug("connection failed", metadata: ["reason": "\(error)"])
        context.close(promise: nil)
    }

    /// Tells the client to go elsewhere; the connection ends with its last open call.
    func drain(reason: String) {
        guard context != nil else { return }
        loop.encoder.goAway(state.drain(reason: reason), into: &outgoing)
        flush()
        closeIfDrained()
    }
}

extension ConnectionHandler {
    /// Takes frame after frame while the answers can be sent.
    private func takeFrames() {
        do {
            while isAccepting, let frame = try decoder.decode(buffer: &incoming) {
                take(frame)
                if outgoing.readableBytes >= Self.flushByteCount { flush() }
            }
        } catch {
            close(state.close(reason: "\(error)"))
        }
        // What was read whole is given back at once, so that the next connection's bytes come into the same memory.
        if incoming.readableBytes == 0 { incoming = ByteBuffer() } else { incoming.discardReadBytes() }
        if !isAccepting { pauseReading() }
    }

    private var isAccepting: Bool {
        guard context != nil, !isHungUp, isWritable else { return false }
        return eventStreams.isEmpty || eventStreams.values.allSatisfy(\.isAccepting)
    }

    private func take(_ frame: Frame) {
        perform(state.receive(frame, at: .now(), in: loop.arena))
    }

    private func perform(_ action: ServerAction) {
        switch action {
        case .none: break
        case .start(let call): begin(call)
        case .deliver(let call, let message, let isLast): deliver(message, to: call, isLast: isLast)
        case .cancel(let call): forget(call)
        case .refuse(let call, let status): answer(call, status)
        case .abort(let call, let status):
            forget(call)
            answer(call, status)
        case .pong(let opaque): loop.encoder.pong(opaque, into: &outgoing)
        case .close(let goAway): close(goAway)
        }
    }

    private func close(_ goAway: GoAway) {
        loop.core.logger.debug("closing a connection", metadata: ["reason": "\(goAway.reason)"])
        loop.encoder.goAway(goAway, into: &outgoing)
        flush()
        hangUp()
    }

    /// Ends what this side sends, and the connection when the client has done the same or a second has passed.
    ///
    /// Closing at once would answer bytes on their way here with a reset, which can overtake the reason.
    private func hangUp() {
        guard let context, !isHungUp else { return }
        isHungUp = true
        context.close(mode: .output, promise: nil)
        context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) { self.context?.close(promise: nil) }
    }

    /// Hands what was gathered to the system.
    func flush() {
        guard outgoing.readableBytes > 0 else { return }
        guard let context else { return outgoing.clear() }
        context.writeAndFlush(wrapOutboundOut(outgoing), promise: nil)
        outgoing.clear(minimumCapacity: 1_024)
    }

    func closeIfDrained() {
        if state.isDrained { context?.close(promise: nil) }
    }
}

extension ConnectionHandler {
    private func pauseReading() {
        guard isReading, let context else { return }
        isReading = false
        setAutoRead(false, context)
    }

    /// Goes on reading when everything that held it up is gone.
    func resumeReadingIfPossible() {
        guard !isReading, isAccepting, let context else { return }
        takeFrames()
        guard isAccepting else { return }
        isReading = true
        setAutoRead(true, context)
    }

    private func setAutoRead(_ isOn: Bool, _ context: ChannelHandlerContext) {
        do {
            try context.channel.syncOptions?.setOption(.autoRead, value: isOn)
        } catch {
            context.close(promise: nil)
        }
    }

    /// Sees to it that this connection is looked at when the next call's time is up or it has been idle for too long.
    func armTimer() {
        let next = min(state.nextDeadline ?? .distantFuture, state.idleDeadline ?? .distantFuture)
        guard next < timerDeadline, let context else { return }
        timer?.cancel()
        timerDeadline = next
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) { self.timeIsUp() }
    }

    private func timeIsUp() {
        timerDeadline = .distantFuture
        let now = NIODeadline.now()
        for call in state.expire(at: now) {
            forget(call)
            answer(call, CallStatus(.deadlineExceeded, "the call's time was up before it had an answer"))
        }
        if let idle = state.idleDeadline, idle <= now {
            return close(state.drain(reason: "idle for \(state.limits.idleTimeout)"))
        }
        flush()
        armTimer()
    }
}
