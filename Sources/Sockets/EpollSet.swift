// SPDX-License-Identifier: Apache-2.0

internal import CEpoll
internal import Glibc

/// What a socket can be waited for, and what it turned out to be ready for.
public struct Readiness: OptionSet, Sendable, BitwiseCopyable {
    /// The bits as the system has them.
    public var rawValue: UInt32

    /// Wraps the bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// There are bytes, or the other side has ended or broken the connection, which reading will tell.
    public static var reads: Self { Self(rawValue: EPOLLIN.rawValue) }
    /// The system takes bytes.
    public static var writes: Self { Self(rawValue: EPOLLOUT.rawValue) }
    /// The other side sends no more.
    public static var ends: Self { Self(rawValue: EPOLLRDHUP.rawValue) }
    /// Told once of what has come, not again and again until it is read.
    ///
    /// That is half the looks at a socket. ``EpollSet/change(_:as:to:)`` has the set look again.
    public static var once: Self { Self(rawValue: EPOLLET.rawValue) }
    /// The connection is gone; said without being asked for.
    static var failures: Self { Self(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue) }
}

/// Sockets that are waited for together, each known by a key of the caller's choice.
///
/// A socket is told of again and again until nothing is left to do, unless it is to be told of ``Readiness/once``.
public struct EpollSet: ~Copyable {
    private let descriptor: Int32
    private let ready: UnsafeMutableBufferPointer<epoll_event>

    /// A set that tells of so many sockets at once.
    ///
    /// - Throws: ``SocketError`` when the process may open no more files.
    public init(capacity: Int) throws(SocketError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw .system("wait for sockets") }
        ready = .allocate(capacity: capacity)
    }

    deinit {
        close(descriptor)
        ready.deallocate()
    }

    /// Waits for a socket from now on.
    public borrowing func add(_ socket: Int32, as key: Int, for interest: Readiness) {
        control(EPOLL_CTL_ADD, socket, key, interest)
    }

    /// Waits for something else than so far.
    public borrowing func change(_ socket: Int32, as key: Int, to interest: Readiness) {
        control(EPOLL_CTL_MOD, socket, key, interest)
    }

    /// Waits for a socket no longer.
    public borrowing func remove(_ socket: Int32) { control(EPOLL_CTL_DEL, socket, 0, []) }

    private borrowing func control(_ operation: Int32, _ socket: Int32, _ key: Int, _ interest: Readiness) {
        var event = epoll_event()
        event.events = interest.rawValue
        event.data.u64 = UInt64(truncatingIfNeeded: key)
        epoll_ctl(descriptor, operation, socket, &event)
    }

    /// Waits until a socket is ready, that long at most (-1: as long as it takes); returns how many are.
    public borrowing func wait(milliseconds: Int32) -> Int {
        max(0, Int(epoll_wait(descriptor, ready.baseAddress, Int32(ready.count), milliseconds)))
    }

    /// The key of the socket at a position below what ``wait(milliseconds:)`` returned last, and what it is ready for.
    public subscript(position: Int) -> (key: Int, readiness: Readiness) {
        (Int(truncatingIfNeeded: ready[position].data.u64), Readiness(rawValue: ready[position].events))
    }
}
