// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// What a server does about a frame.
public enum ServerAction: Sendable, Hashable {
    /// Nothing.
    case none
    /// Begin a call.
    case start(ServerCall)
    /// Hand a further message, if there is one, to an open call; when `isLast`, no more will come.
    case deliver(UInt32, ByteBuffer?, isLast: Bool)
    /// Stop an open call and send nothing for it.
    case cancel(UInt32)
    /// Answer a call that was never begun.
    case refuse(UInt32, CallStatus)
    /// Stop an open call that its own sender broke, and answer it.
    case abort(UInt32, CallStatus)
    /// Send these 8 bytes back.
    case pong(UInt64)
    /// Stop every call, send this and close: the client broke the protocol.
    case close(GoAway)
}

/// A call as it was opened.
public struct ServerCall: Sendable, Hashable {
    /// The client's number for it, which every frame of the answer carries.
    public var id: UInt32
    /// What is called.
    public var method: Method
    /// What the caller added.
    public var metadata: [MetadataEntry]
    /// When the caller stops waiting; nil for never.
    public var deadline: NIODeadline?
    /// The first message, or the only one; always there unless the client streams.
    public var message: ByteBuffer?
    /// Whether no more messages will come.
    public var isLast: Bool
}
