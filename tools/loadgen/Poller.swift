// SPDX-License-Identifier: Apache-2.0

import CEpoll
import Glibc

/// Waits for sockets with epoll; each is known by a position.
struct Poller: ~Copyable {
    private let descriptor: Int32
    private let ready: UnsafeMutableBufferPointer<epoll_event>

    init(capacity: Int) throws(LoadError) {
        descriptor = epoll_create1(0)
        guard descriptor >= 0 else { throw .system(.connection, "epoll is not to be had") }
        ready = .allocate(capacity: capacity)
    }

    deinit {
        close(descriptor)
        ready.deallocate()
    }

    /// Tells `position` whenever the socket can be read.
    func add(_ socket: Int32, as position: Int) { control(EPOLL_CTL_ADD, socket, position, writes: false) }

    /// Tells it also, or no longer, when the socket takes bytes.
    func watch(_ socket: Int32, as position: Int, writes: Bool) {
        control(EPOLL_CTL_MOD, socket, position, writes: writes)
    }

    private func control(_ operation: Int32, _ socket: Int32, _ position: Int, writes: Bool) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | (writes ? EPOLLOUT.rawValue : 0)
        event.data.u64 = UInt64(position)
        epoll_ctl(descriptor, operation, socket, &event)
    }

    /// Waits that long at most and hands over each position that is ready.
    ///
    /// A busy wait looks again and again for a while before it sleeps: waking a sleeping thread on another core costs
    /// the server microseconds a call, and it is the server that is measured.
    func wait(milliseconds: Int32, isBusy: Bool, _ body: (Int) -> Void) {
        var count = poll(isBusy ? 0 : milliseconds)
        if isBusy, count == 0, milliseconds > 0 {
            let end = now() + Self.busyNanoseconds
            while count == 0, now() < end { count = poll(0) }
            if count == 0 { count = poll(milliseconds) }
        }
        for index in 0..<max(0, Int(count)) { body(Int(ready[index].data.u64)) }
    }

    private static let busyNanoseconds: UInt64 = 200_000

    private func poll(_ milliseconds: Int32) -> Int32 {
        epoll_wait(descriptor, ready.baseAddress, Int32(ready.count), milliseconds)
    }
}

/// The monotonic clock, in nanoseconds.
@inline(__always)
func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
