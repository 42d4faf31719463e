// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore
import Sockets
import Synchronization

/// Numbers noted from any thread, by subject.
final class Log: Sendable {
    private let entries = Mutex<[Int: [Int]]>([:])

    func append(_ subject: Int, _ number: Int) { entries.withLock { $0[subject, default: []].append(number) } }

    func numbers(of subject: Int) -> [Int] { entries.withLock { $0[subject] ?? [] } }
}

/// Sends back what it reads, and ends when its deadline comes.
final class EchoServer: SocketHandler {
    /// What the log's entries of ended connections are noted under.
    static let closings = 1
    /// A byte that brings the deadline nearer.
    static let wakesIn20Milliseconds: UInt8 = 200

    private let stream: SocketStream
    private let loop: SocketLoop
    private let log: Log
    private var outgoing = ByteBuffer()
    private(set) var deadline: NIODeadline

    var descriptor: Int32 { stream.descriptor }

    private init(_ stream: SocketStream, _ loop: SocketLoop, _ log: Log, _ deadline: NIODeadline) {
        (self.stream, self.loop, self.log, self.deadline) = (stream, loop, log, deadline)
    }

    /// Listens on a free port; returns it.
    static func start(on loop: SocketLoop, log: Log, deadline: NIODeadline = .distantFuture) async throws -> Int {
        let listener = try SocketListener(host: "127.0.0.1", port: 0, loop: loop) { stream in
            loop.add(EchoServer(stream, loop, log, deadline), for: .reads)
        }
        let (port, bound) = (listener.port, LoopBound(listener, to: loop))
        await loop.perform { loop.add(bound.value, for: .reads) }
        return port
    }

    func socketIsReady(for readiness: Readiness) {
        if readiness.contains(.reads), outgoing.readableBytes < 64 << 10 {
            loop.input.clear()
            switch stream.read(into: &loop.input) {
            case .nothing: break
            case .end: return loop.remove(self)
            case .bytes: take(loop.input)
            }
        }
        guard stream.write(&outgoing) else { return loop.remove(self) }
        loop.change(self, to: outgoing.readableBytes == 0 ? .reads : .writes)
    }

    private func take(_ bytes: ByteBuffer) {
        if bytes.readableBytesView.elementsEqual([Self.wakesIn20Milliseconds]) {
            deadline = .now() + .milliseconds(20)
            loop.wake(at: deadline)
        }
        outgoing.writeImmutableBuffer(bytes)
    }

    func timeIsUp(at now: NIODeadline) { loop.remove(self) }

    func socketIsClosing() { log.append(Self.closings, 1) }
}

/// A client that waits for what it asks.
struct BlockingClient: Sendable {
    struct CannotConnect: Error {}

    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { [descriptor] in
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result != 0 { throw CannotConnect() }
    }

    func send(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            start += count
        }
    }

    /// That many bytes, or fewer if the connection ends before.
    func receive(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var end = 0
        while end < count {
            let received = bytes[end...].withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            if received <= 0 { break }
            end += received
        }
        return Array(bytes[..<end])
    }

    func close() { _ = Glibc.close(descriptor) }

    /// Breaks the connection instead of ending it.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        close()
    }
}
