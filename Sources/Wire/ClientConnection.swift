// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// The client's side of one connection: gives calls their ids and says what each of the server's frames means.
///
/// Pure logic, like ``ServerConnection``. The caller opens calls with ``open()``, feeds every frame to ``receive``
/// and does what the action says. A call ends by ``ClientAction/finish``, by ``cancel(_:)``, or with the connection.
public struct ClientConnection: Sendable {
    /// What the server allows; the defaults until its settings arrive.
    public private(set) var limits: ConnectionLimits
    /// The server's version; nil until its settings arrive.
    public private(set) var serverVersion: String?
    private var lastCall: UInt32 = 0
    private var takesCalls = true
    private var isClosed = false
    private var openCalls: Set<UInt32> = []

    /// A connection on which nothing was said yet.
    public init(limits: ConnectionLimits = ConnectionLimits()) { self.limits = limits }

    /// Calls without an answer.
    public var openCallCount: Int { openCalls.count }

    /// Whether a new call may be opened now.
    public var isAvailable: Bool {
        takesCalls && !isClosed && openCalls.count < limits.callCount && lastCall < .max
    }

    /// Whether no new call will ever be opened here, so that another connection is needed.
    public var isRetired: Bool { !takesCalls || isClosed || lastCall == .max }

    /// Opens a call; nil when the connection takes none now.
    public mutating func open() -> UInt32? {
        guard isAvailable else { return nil }
        lastCall += 1
        openCalls.insert(lastCall)
        return lastCall
    }

    /// Gives a call up; true when the server is to be told.
    public mutating func cancel(_ call: UInt32) -> Bool { openCalls.remove(call) != nil && !isClosed }

    /// Ends the connection; the calls that were open get no answer.
    public mutating func close() -> [UInt32] {
        isClosed = true
        defer { openCalls.removeAll() }
        return openCalls.sorted()
    }

    /// What to do about a frame.
    public mutating func receive(_ frame: Frame, in arena: Arena) -> ClientAction {
        guard !isClosed else { return .none }
        switch frame.kind {
        case .settings: return settings(frame, in: arena)
        case .message: return message(frame, in: arena)
        case .goAway: return goAway(frame, in: arena)
        case .ping, .pong: return ping(frame)
        case .call, .cancel: return .fail(WireError(.internal, "the server sent a \(frame.kind) frame"))
        }
    }
}

extension ClientConnection {
    private mutating func settings(_ frame: Frame, in arena: Arena) -> ClientAction {
        do throws(WireError) {
            let settings = try frame.message(as: ServerSettings.self, in: arena)
            limits = settings.limits
            serverVersion = settings.serverVersion
            return .settings(settings)
        } catch {
            return .fail(error)
        }
    }

    private mutating func goAway(_ frame: Frame, in arena: Arena) -> ClientAction {
        do throws(WireError) {
            let goAway = try frame.message(as: GoAway.self, in: arena)
            takesCalls = false
            let unanswered = openCalls.filter { $0 > goAway.lastCall }.sorted()
            openCalls.subtract(unanswered)
            return .goAway(goAway, unanswered: unanswered)
        } catch {
            return .fail(error)
        }
    }

    private mutating func message(_ frame: Frame, in arena: Arena) -> ClientAction {
        guard openCalls.contains(frame.call) else {
            return frame.call > lastCall || frame.call == 0
                ? .fail(WireError(.internal, "an answer to call \(frame.call), which was never opened")) : .none
        }
        guard frame.isLast else { return .deliver(frame.call, frame.message ?? ByteBuffer()) }
        openCalls.remove(frame.call)
        guard frame.headerByteCount > 0 else { return .finish(frame.call, frame.message, .ok) }
        do throws(WireError) {
            return .finish(frame.call, frame.message, try frame.header(as: CallStatus.self, in: arena))
        } catch {
            return .finish(frame.call, nil, CallStatus(.internal, error.message))
        }
    }

    private func ping(_ frame: Frame) -> ClientAction {
        guard frame.call == 0, let opaque = frame.message?.pingPayload else {
            return .fail(WireError(.internal, "a \(frame.kind) that is not 8 bytes on call 0"))
        }
        return frame.kind == .ping ? .pong(opaque) : .answered(opaque)
    }
}

/// What a client does about a frame.
public enum ClientAction: Sendable {
    /// Nothing.
    case none
    /// Keep the server's limits.
    case settings(ServerSettings)
    /// Hand a message to its call.
    case deliver(UInt32, ByteBuffer)
    /// End a call: with its last message, if there is one, and its status.
    case finish(UInt32, ByteBuffer?, CallStatus)
    /// Open no more calls here; the unanswered ones were not begun and may be tried elsewhere.
    case goAway(GoAway, unanswered: [UInt32])
    /// Send these 8 bytes back.
    case pong(UInt64)
    /// The server answered a ping.
    case answered(UInt64)
    /// Close: the server broke the protocol.
    case fail(WireError)
}
