// SPDX-License-Identifier: Apache-2.0

internal import Glibc
public import NIOCore

/// A connected TCP socket that never blocks; its loop closes it.
public struct SocketStream: Sendable, BitwiseCopyable {
    /// What came of reading.
    public enum Arrival: Sendable {
        /// Bytes, now at the end of the buffer.
        case bytes
        /// Nothing for now.
        case nothing
        /// The other side sends no more, or the connection is broken.
        case end
    }

    /// The socket.
    public let descriptor: Int32

    /// Has a socket that was accepted neither block nor hold small answers back.
    init(preparing descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Appends what has arrived, as much as the buffer has room for.
    public func read(into buffer: inout ByteBuffer) -> Arrival {
        var count = 0
        repeat {
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 1) { room in
                count = recv(descriptor, room.baseAddress, room.count, 0)
                return max(0, count)
            }
        } while count < 0 && errno == EINTR
        if count > 0 { return .bytes }
        return count < 0 && errno == EAGAIN ? .nothing : .end
    }

    /// Sends what the system takes off the buffer's front; false when the connection is broken.
    public func write(_ buffer: inout ByteBuffer) -> Bool {
        while buffer.readableBytes > 0 {
            let count = buffer.withUnsafeReadableBytes { bytes in
                send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                buffer.moveReaderIndex(forwardBy: count)
            } else if errno != EINTR {
                return errno == EAGAIN
            }
        }
        return true
    }

    /// Tells the other side that no more bytes will come.
    public func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes a socket that no loop has.
    public func close() { _ = Glibc.close(descriptor) }
}
