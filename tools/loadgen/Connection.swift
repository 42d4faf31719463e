// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A call that waits for its answer.
struct OpenCall {
    /// 0 while the place is free.
    var number: UInt32 = 0
    /// When it was sent, or was to be sent, in nanoseconds of the monotonic clock.
    var start: UInt64 = 0
    /// Serial number of its first event.
    var serial: UInt64 = 0
}

/// One connection: its socket, its buffers, and the calls under way on it.
final class Connection {
    let descriptor: Int32
    /// One place for each call that may be under way.
    private(set) var places: [OpenCall]
    private(set) var openCount = 0
    /// The server's settings have come, so that calls may go.
    var isReady = false
    var isWatchingWrites = false
    private var lastNumber: UInt32 = 0

    private var inbox: UnsafeMutableRawPointer
    private var inboxByteCount = 64 << 10
    private var received = 0
    private var outbox: UnsafeMutableRawPointer
    private var outboxByteCount = 64 << 10
    private var queued = 0

    init(descriptor: Int32, depth: Int) {
        self.descriptor = descriptor
        places = Array(repeating: OpenCall(), count: depth)
        inbox = .allocate(byteCount: inboxByteCount, alignment: 16)
        outbox = .allocate(byteCount: outboxByteCount, alignment: 16)
        queue(FrameLayout.preface)
    }

    deinit {
        Glibc.close(descriptor)
        inbox.deallocate()
        outbox.deallocate()
    }

    var hasRoom: Bool { isReady && openCount < places.count }
    var hasUnsentBytes: Bool { queued > 0 }

    /// Puts a prepared frame into the outbox under the next number.
    func open(_ frame: UnsafeRawBufferPointer, serialOffsets: [Int], call: OpenCall) {
        guard let free = places.firstIndex(where: { $0.number == 0 }) else {
            preconditionFailure("\(openCount) calls are open, as many as there are places")
        }
        lastNumber += 1
        places[free] = call
        places[free].number = lastNumber
        openCount += 1
        let copy = queue(frame)
        copy.storeBytes(of: lastNumber.bigEndian, toByteOffset: FrameLayout.callOffset, as: UInt32.self)
        for (position, offset) in serialOffsets.enumerated() {
            write(call.serial + UInt64(position), to: copy + offset)
        }
    }

    /// Takes the call out of its place; nil when there is none of that number.
    func close(call number: UInt32) -> OpenCall? {
        guard number != 0, let place = places.firstIndex(where: { $0.number == number }) else { return nil }
        let call = places[place]
        places[place] = OpenCall()
        openCount -= 1
        return call
    }

    /// Appends bytes to the outbox and says where they lie until the next call.
    @discardableResult
    func queue(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer {
        if queued + bytes.count > outboxByteCount {
            outboxByteCount = max(outboxByteCount * 2, queued + bytes.count)
            outbox = grown(outbox, used: queued, to: outboxByteCount)
        }
        let start = outbox + queued
        if let source = bytes.baseAddress { start.copyMemory(from: source, byteCount: bytes.count) }
        queued += bytes.count
        return start
    }

    /// Appends bytes to the outbox.
    func queue(_ bytes: [UInt8]) { _ = bytes.withUnsafeBytes { queue($0) } }

    /// Sends what the socket takes; false when the connection is gone.
    func flush() -> Bool {
        guard queued > 0 else { return true }
        let sent = Glibc.send(descriptor, outbox, queued, Int32(MSG_NOSIGNAL))
        if sent < 0 { return errno == EAGAIN || errno == EINTR }
        queued -= sent
        if queued > 0 { memmove(outbox, outbox + sent, queued) }
        return true
    }

    /// Reads what has come and hands over each whole frame; false when the connection is gone or breaks the protocol.
    func receive(_ take: (FramePrefix, UnsafeRawBufferPointer) -> Void) -> Bool {
        let count = Glibc.recv(descriptor, inbox + received, inboxByteCount - received, 0)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        guard count > 0 else { return false }
        received += count
        var position = 0
        while received - position >= FrameLayout.prefixByteCount {
            let prefix = FramePrefix(inbox + position)
            guard prefix.byteCount <= FrameLayout.byteLimit,
                FrameLayout.prefixByteCount + prefix.headerByteCount <= prefix.byteCount
            else { return false }
            guard received - position >= prefix.byteCount else {
                makeRoom(forFrameAt: position, prefix.byteCount)
                position = 0
                break
            }
            take(prefix, UnsafeRawBufferPointer(start: inbox + position, count: prefix.byteCount))
            position += prefix.byteCount
        }
        received -= position
        if position > 0, received > 0 { memmove(inbox, inbox + position, received) }
        return true
    }

    /// Moves a frame that has come in part to the front and makes sure that all of it fits.
    private func makeRoom(forFrameAt position: Int, _ byteCount: Int) {
        received -= position
        memmove(inbox, inbox + position, received)
        guard byteCount > inboxByteCount else { return }
        inboxByteCount = byteCount
        inbox = grown(inbox, used: received, to: byteCount)
    }

    private func grown(_ old: UnsafeMutableRawPointer, used: Int, to byteCount: Int) -> UnsafeMutableRawPointer {
        let new = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
        new.copyMemory(from: old, byteCount: used)
        old.deallocate()
        return new
    }

    /// Writes a serial number in hexadecimal digits.
    private func write(_ serial: UInt64, to place: UnsafeMutableRawPointer) {
        var rest = serial
        for position in stride(from: PreparedCalls.serialByteCount - 1, through: 0, by: -1) {
            let digit = UInt8(rest & 15)
            place.storeBytes(of: digit < 10 ? 48 + digit : 87 + digit, toByteOffset: position, as: UInt8.self)
            rest >>= 4
        }
    }
}
