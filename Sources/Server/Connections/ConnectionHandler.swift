// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOCore
import Sockets
import Wire

/// One connection: bytes in, frames through the state machine, calls to the loop's resources, bytes out.
///
/// Everything happens on the connection's loop. Short calls are answered there and then; the store's writer and the
/// thread pool answer the others later, on this loop again. When the client does not read what it asked for, no more
/// frames are taken from it until it does, so that a slow client costs one buffer and nobody else's time.
/// What every frame touches is not checked for overlapping access at run time.
final class ConnectionHandler: SocketHandler {
    /// Bytes of answers gathered before they are handed to the system in between.
    private static let flushByteCount = 64 << 10
    /// Unsent bytes from which on nothing more is taken from the client, until no more than these are left.
    private static let unsentBounds = (low: 256 << 10, high: 1 << 20)
    /// Unsent bytes that memory is kept for when they are sent.
    private static let keptByteCount = 64 << 10
    /// How long the client may take to end a connection that this side has ended.
    private static let farewell = TimeAmount.seconds(1)

    let loop: SocketLoop
    let resources: LoopResources
    @exclusivity(unchecked) var state: ServerConnection
    @exclusivity(unchecked) var outgoing = ByteBuffer()
    @exclusivity(unchecked) var eventStreams: [UInt32: EventStream] = [:]
    var itemFeeds: [UInt32: ItemFeed] = [:]
    var tokens: [UInt32: CallToken] = [:]
    @exclusivity(unchecked) private(set) var isOpen = true
    /// Whether the system takes what is written, or little of it waits.
    @exclusivity(unchecked) private(set) var isWritable = true
    @exclusivity(unchecked) private(set) var deadline = NIODeadline.distantFuture

    private let stream: SocketStream
    @exclusivity(unchecked) private var decoder: FrameDecoder
    /// What was read and is not a whole frame yet, or waits until answers can be sent.
    @exclusivity(unchecked) private var incoming = ByteBuffer()
    @exclusivity(unchecked) private var interest: Readiness = [.reads, .ends, .once]
    @exclusivity(unchecked) private var isReading = true
    private var isHungUp = false

    init(_ stream: SocketStream, loop: SocketLoop, resources: LoopResources) {
        (self.stream, self.loop, self.resources) = (stream, loop, resources)
        let limits = resources.core.configuration.limits
        state = ServerConnection(limits: limits, at: .now())
        decoder = FrameDecoder(limits: limits, awaitsPreface: true)
    }

    var descriptor: Int32 { stream.descriptor }

    /// Greets the client.
    func start() {
        loop.add(self, for: interest)
        resources.connections[ObjectIdentifier(self)] = self
        let limit = resources.core.configuration.connectionCount
        if resources.core.counters.connectionOpened() > limit {
            return close(GoAway(lastCall: 0, reason: "\(limit) connections are open, which is the most; try later"))
        }
        let settings = ServerSettings(limits: state.limits, serverVersion: serverVersion)
        resources.encoder.settings(settings, into: &outgoing)
        flush()
        armTimer()
    }

    func socketIsReady(for readiness: Readiness) {
        if readiness.contains(.writes) { sendRest() }
        guard isOpen, !readiness.subtracting(.writes).isEmpty else { return }
        let tookAll = receive()
        // The end is told of once, too, and is found behind what comes before it.
        if isOpen, !tookAll || readiness.contains(.ends) { loop.change(self, to: interest) }
    }

    func socketIsClosing() {
        isOpen = false
        eventStreams.removeAll()
        itemFeeds.removeAll()
        for token in tokens.values { token.cancel() }
        tokens.removeAll()
        resources.connections[ObjectIdentifier(self)] = nil
        resources.core.counters.connectionClosed()
    }

    /// Tells the client to go elsewhere; the connection ends with its last open call.
    func drain(reason: String) {
        guard isOpen else { return }
        resources.encoder.goAway(state.drain(reason: reason), into: &outgoing)
        flush()
        closeIfDrained()
    }
}

extension ConnectionHandler {
    /// Reads once; false when there may be more.
    ///
    /// The loop's buffer is this connection's until it returns. Frames are cut from it where they lie; only what is no
    /// whole frame, or cannot be answered now, is kept.
    private func receive() -> Bool {
        var bytes = ByteBuffer()
        swap(&bytes, &loop.input)
        bytes.clear()
        defer { swap(&bytes, &loop.input) }
        switch stream.read(into: &bytes) {
        case .nothing: return true
        case .end:
            loop.remove(self)
            return true
        case .bytes: break
        }
        let tookAll = bytes.writableBytes > 0
        if isHungUp { return tookAll }
        if incoming.readableBytes > 0 {
            incoming.writeBuffer(&bytes)
            takeIncoming()
        } else {
            takeFrames(of: &bytes)
            incoming.writeBuffer(&bytes)
        }
        flush()
        armTimer()
        return tookAll
    }

    /// Takes the frames that were kept.
    private func takeIncoming() {
        var bytes = ByteBuffer()
        swap(&bytes, &incoming)
        takeFrames(of: &bytes)
        if bytes.readableBytes > 0 {
            bytes.discardReadBytes()
            incoming = bytes
        }
    }

    /// Takes frame after frame while the answers can be sent.
    private func takeFrames(of bytes: inout ByteBuffer) {
        do {
            while isAccepting, let frame = try decoder.decode(buffer: &bytes) {
                perform(state.receive(frame, at: loop.now, in: resources.arena))
                if outgoing.readableBytes >= Self.flushByteCount { flush() }
            }
        } catch {
            close(state.close(reason: "\(error)"))
        }
        if !isAccepting { setReading(false) }
    }

    private var isAccepting: Bool {
        guard isOpen, !isHungUp, isWritable else { return false }
        return eventStreams.isEmpty || eventStreams.values.allSatisfy(\.isAccepting)
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
        case .pong(let opaque): resources.encoder.pong(opaque, into: &outgoing)
        case .close(let goAway): close(goAway)
        }
    }

    /// Goes on reading when everything that held it up is gone.
    func resumeReadingIfPossible() {
        guard !isReading, isAccepting else { return }
        takeIncoming()
        flush()
        if isAccepting { setReading(true) }
    }

    private func setReading(_ isOn: Bool) {
        isReading = isOn || isHungUp
        watch()
    }
}

extension ConnectionHandler {
    /// Hands what was gathered to the system, unless it is known to be full.
    func flush() {
        guard outgoing.readableBytes > 0 else { return }
        guard isOpen else { return outgoing.clear() }
        if !interest.contains(.writes) {
            send()
        } else if outgoing.readableBytes > Self.unsentBounds.high {
            isWritable = false
        }
    }

    /// The system takes bytes again.
    private func sendRest() {
        send()
        guard isOpen, !isWritable, outgoing.readableBytes <= Self.unsentBounds.low else { return }
        isWritable = true
        pumpItemFeeds()
        resumeReadingIfPossible()
    }

    private func send() {
        guard stream.write(&outgoing) else { return loop.remove(self) }
        let rest = outgoing.readableBytes
        if rest == 0 {
            if outgoing.capacity > Self.keptByteCount { outgoing = ByteBuffer() } else { outgoing.clear() }
            if isHungUp { stream.endOutput() }
        } else {
            if outgoing.readerIndex > rest { outgoing.discardReadBytes() }
            if rest > Self.unsentBounds.high { isWritable = false }
        }
        watch()
    }

    /// Has the loop wait for what can be done.
    private func watch() {
        guard isOpen else { return }
        var wanted: Readiness = isReading ? [.reads, .ends, .once] : .once
        if outgoing.readableBytes > 0 { wanted.insert(.writes) }
        if wanted == interest { return }
        interest = wanted
        loop.change(self, to: wanted)
    }

    private func close(_ goAway: GoAway) {
        resources.core.logger.debug("closing a connection", metadata: ["reason": "\(goAway.reason)"])
        resources.encoder.goAway(goAway, into: &outgoing)
        hangUp()
    }

    func closeIfDrained() {
        if state.isDrained { hangUp() }
    }

    /// Ends what this side sends, and the connection when the client has done the same or a second has passed.
    ///
    /// Closing at once would answer bytes on their way here with a reset, which can overtake the answers.
    private func hangUp() {
        guard isOpen, !isHungUp else { return }
        isHungUp = true
        deadline = .now() + Self.farewell
        loop.wake(at: deadline)
        if outgoing.readableBytes == 0 { stream.endOutput() } else { flush() }
        setReading(true)
    }
}

extension ConnectionHandler {
    /// Sees to it that this connection is looked at when the next call's time is up or it has been idle for too long.
    private func armTimer() {
        let next = min(state.nextDeadline ?? .distantFuture, state.idleDeadline ?? .distantFuture)
        guard next < deadline, isOpen, !isHungUp else { return }
        deadline = next
        loop.wake(at: next)
    }

    func timeIsUp(at now: NIODeadline) {
        if isHungUp { return loop.remove(self) }
        deadline = .distantFuture
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
