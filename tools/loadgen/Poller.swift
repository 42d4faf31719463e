// SPDX-License-Identifier: Apache-2.0

import Glibc
import Sockets

/// Waits for sockets; each is known by a position.
struct Poller: ~Copyable {
    private let sockets: EpollSet

    init(capacity: Int) throws(LoadError) {
        do { sockets = try EpollSet(capacity: capacity) } catch { throw LoadError(.connection, "\(error)") }
    }

    /// Tells `position` whenever the socket can be read.
    func add(_ socket: Int32, as position: Int) { sockets.add(socket, as: position, for: .reads) }

    /// Tells it also, or no longer, when the socket takes bytes.
    func watch(_ socket: Int32, as position: Int, writes: Bool) {
        sockets.change(socket, as: position, to: writes ? [.reads, .writes] : .reads)
    }

    /// Waits that long at most and hands over each position that is ready.
    ///
    /// A busy wait looks again and again for a while before it sleeps: waking a sleeping thread on another core costs
    /// the server microseconds a call, and it is the server that is measured.
    func wait(milliseconds: Int32, isBusy: Bool, _ body: (Int) -> Void) {
        var count = sockets.wait(milliseconds: isBusy ? 0 : milliseconds)
        if isBusy, count == 0, milliseconds > 0 {
            let end = now() + Self.busyNanoseconds
            while count == 0, now() < end { count = sockets.wait(milliseconds: 0) }
            if count == 0 { count = sockets.wait(milliseconds: milliseconds) }
        }
        for index in 0..<count { body(sockets[index].key) }
    }

    private static let busyNanoseconds: UInt64 = 200_000
}

/// The monotonic clock, in nanoseconds.
@inline(__always)
func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
