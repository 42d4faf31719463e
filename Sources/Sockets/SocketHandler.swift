// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// What stands behind a socket of a ``SocketLoop``; everything is called on the loop's thread.
public protocol SocketHandler: AnyObject {
    /// The socket.
    var descriptor: Int32 { get }
    /// When ``timeIsUp(at:)`` is to be called; the loop is told of a nearer one by ``SocketLoop/wake(at:)``.
    var deadline: NIODeadline { get }

    /// Reads or writes what can be.
    func socketIsReady(for readiness: Readiness)

    /// Does what was due, and puts the deadline forward.
    func timeIsUp(at now: NIODeadline)

    /// Ends: the loop stops, or the handler asked it to ``SocketLoop/remove(_:)``. Called once; the loop closes the socket.
    func socketIsClosing()
}
