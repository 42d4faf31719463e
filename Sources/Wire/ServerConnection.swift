// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// The server's side of one connection: what each frame means, which calls are open, and when their time is up.
///
/// Pure logic: it neither reads nor writes, and the time is told to it. The caller feeds every frame to ``receive``,
/// does what the action says, and calls ``finish(_:)`` before it sends the last frame of a call. A call that is no
/// longer open (taken back, or out of time) gets nothing more: ``finish(_:)`` and ``isOpen(_:)`` say so.
///
/// Invariants: every open call's id is at most `lastCall`; ids of new calls rise; no more than the limit are open.
///
/// - Complexity: a frame costs O(open calls), a few nanoseconds each, and no allocation beyond the call's own texts.
public struct ServerConnection: ~Copyable, Sendable {
    private enum Stage {
        case open
        case draining
        case closed
    }

    /// What the last call's header said; most calls of a connection say the same, which is then not read again.
    private final class KnownHeader: Sendable {
        let bytes: [UInt8]
        let method: Method
        let timeout: TimeAmount?
        let metadata: [MetadataEntry]

        init(of frame: Frame, in arena: Arena) throws(WireError) {
            let header = try frame.header(as: CallHeader.self, in: arena)
            guard let method = Method(name: header.method) else {
                throw WireError(.unimplemented, "no method \(header.method); this server speaks wicker.v1")
            }
            if header.timeoutMilliseconds == 0 {
                throw WireError(.deadlineExceeded, "the call came with no time left")
            }
            bytes = frame.headerBytes
            self.method = method
            timeout = header.timeoutMilliseconds.map { .milliseconds(Int64($0)) }
            metadata = header.metadata
        }
    }

    private struct OpenCall {
        var id: UInt32
        var awaitsMessages: Bool
        var deadline: NIODeadline
    }

    /// The bounds told to the client.
    public let limits: ConnectionLimits
    /// Highest call id seen.
    public private(set) var lastCall: UInt32 = 0
    /// Highest call id seen before the connection was drained.
    private var lastBegun: UInt32 = 0
    private var stage = Stage.open
    private var calls: [OpenCall] = []
    private var lastHeader: KnownHeader?
    private var lastFrame: NIODeadline

    /// A connection whose preface has not arrived yet.
    public init(limits: ConnectionLimits = ConnectionLimits(), at now: NIODeadline) {
        self.limits = limits
        lastFrame = now
    }

    /// Calls open now.
    public var openCallCount: Int { calls.count }

    /// Whether the call may still be answered.
    public func isOpen(_ call: UInt32) -> Bool { position(of: call) != nil }

    /// What to do about a frame.
    public mutating func receive(_ frame: Frame, at now: NIODeadline, in arena: Arena) -> ServerAction {
        if stage == .closed { return .none }
        lastFrame = now
        switch frame.kind {
        case .call: return open(frame, at: now, in: arena)
        case .message: return deliver(frame)
        case .cancel: return cancel(frame)
        case .ping: return pong(frame)
        case .pong: return .none
        case .goAway, .settings: return fail("a \(frame.kind) frame, which only a server sends")
        }
    }

    /// Ends a call because its last frame is about to be sent; false when nothing may be sent for it any more.
    public mutating func finish(_ call: UInt32) -> Bool { remove(call) != nil }

    /// Ends the connection at once, with every call: the client broke the protocol, or was idle for too long.
    ///
    /// The client is to be told what is returned before the connection is closed.
    public mutating func close(reason: String) -> GoAway {
        let goAway = drain(reason: reason)
        stage = .closed
        calls.removeAll()
        return goAway
    }
}

extension ServerConnection {
    /// When ``expire(at:)`` next has something to do; nil while no call has a deadline.
    public var nextDeadline: NIODeadline? {
        var next = NIODeadline.distantFuture
        for call in calls where call.deadline < next { next = call.deadline }
        return next == .distantFuture ? nil : next
    }

    /// Takes out the calls whose time is up; each is to be stopped and answered DEADLINE_EXCEEDED.
    public mutating func expire(at now: NIODeadline) -> [UInt32] {
        guard calls.contains(where: { $0.deadline <= now }) else { return [] }
        let expired = calls.filter { $0.deadline <= now }.map(\.id)
        calls.removeAll { $0.deadline <= now }
        return expired
    }

    /// When the connection is to be closed if no frame arrives before; nil while the server owes an answer.
    public var idleDeadline: NIODeadline? {
        calls.allSatisfy { $0.awaitsMessages } ? lastFrame + limits.idleTimeout : nil
    }

    /// Takes no new calls from now on; those that are open may end.
    ///
    /// The client is to be told what is returned. Once ``isDrained``, the connection can be closed.
    public mutating func drain(reason: String) -> GoAway {
        if stage == .open {
            stage = .draining
            lastBegun = lastCall
        }
        return GoAway(lastCall: lastBegun, reason: reason)
    }

    /// Whether the connection was drained and its last call has ended, so that it can be closed.
    public var isDrained: Bool {
        stage != .open && calls.isEmpty
    }
}

extension ServerConnection {
    private mutating func open(_ frame: Frame, at now: NIODeadline, in arena: Arena) -> ServerAction {
        guard frame.call > lastCall else {
            return fail("call \(frame.call) opened after call \(lastCall); ids rise from 1")
        }
        lastCall = frame.call
        do throws(WireError) {
            let call = try newCall(frame, at: now, in: arena)
            calls.append(OpenCall(id: call.id, awaitsMessages: !call.isLast, deadline: call.deadline ?? .distantFuture))
            return .start(call)
        } catch {
            return .refuse(frame.call, CallStatus(error))
        }
    }

    private mutating func header(of frame: Frame, in arena: Arena) throws(WireError) -> KnownHeader {
        if let known = lastHeader, frame.hasHeader(known.bytes) { return known }
        let header = try KnownHeader(of: frame, in: arena)
        lastHeader = header
        return header
    }

    private mutating func newCall(_ frame: Frame, at now: NIODeadline, in arena: Arena) throws(WireError) -> ServerCall
    {
        guard stage == .open else {
            throw WireError(.unavailable, "the server takes no new calls on this connection; use another")
        }
        guard calls.count < limits.callCount else {
            throw WireError(.resourceExhausted, "\(calls.count) calls are open on this connection, which is the most")
        }
        let header = try header(of: frame, in: arena)
        if header.method.kind != .clientStreaming, !frame.isLast || !frame.flags.contains(.hasMessage) {
            throw WireError(
                .invalidArgument, "\(header.method.rawValue) takes one message, in the frame that opens the call")
        }
        return ServerCall(
            id: frame.call, method: header.method, metadata: header.metadata,
            deadline: header.timeout.map { now + $0 }, message: frame.message, isLast: frame.isLast)
    }

    private mutating func deliver(_ frame: Frame) -> ServerAction {
        guard frame.call >= 1, frame.call <= lastCall else {
            return fail("a message for call \(frame.call), which was never opened")
        }
        guard frame.headerByteCount == 0 else { return fail("a client's message with a header") }
        guard let position = position(of: frame.call) else { return .none }
        guard calls[position].awaitsMessages else {
            calls.remove(at: position)
            return .abort(frame.call, CallStatus(.invalidArgument, "a message after the last one of the call"))
        }
        if frame.isLast { calls[position].awaitsMessages = false }
        return .deliver(frame.call, frame.message, isLast: frame.isLast)
    }

    private mutating func cancel(_ frame: Frame) -> ServerAction {
        guard frame.call >= 1, frame.call <= lastCall else {
            return fail("call \(frame.call) taken back, which was never opened")
        }
        return remove(frame.call) == nil ? .none : .cancel(frame.call)
    }

    private mutating func pong(_ frame: Frame) -> ServerAction {
        guard frame.call == 0, let message = frame.message, let opaque = message.pingPayload else {
            return fail("a ping that is not 8 bytes on call 0")
        }
        return .pong(opaque)
    }

    private mutating func fail(_ reason: String) -> ServerAction { .close(close(reason: reason)) }

    private func position(of call: UInt32) -> Int? { calls.lastIndex { $0.id == call } }

    private mutating func remove(_ call: UInt32) -> UInt32? {
        guard let position = position(of: call) else { return nil }
        calls.swapAt(position, calls.count - 1)
        return calls.removeLast().id
    }
}

extension ByteBuffer {
    /// The 8 bytes of a ping or pong.
    var pingPayload: UInt64? {
        readableBytes == 8 ? getInteger(at: readerIndex) : nil
    }
}
