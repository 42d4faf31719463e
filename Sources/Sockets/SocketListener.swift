// SPDX-License-Identifier: Apache-2.0

internal import Glibc
public import NIOCore

/// A socket that TCP connections come in at.
///
/// When the process has no file left for a connection, none is taken for a while; those that wait do so in the system.
public final class SocketListener: SocketHandler {
    /// How long none is taken when there is no file left.
    private static let pause = TimeAmount.milliseconds(100)
    /// Connections the system keeps until they are taken.
    private static let backlog: Int32 = 1_024
    /// Connections taken at once, before the loop's other sockets have their turn.
    private static let acceptCount = 64

    /// The listening socket.
    public let descriptor: Int32
    /// The port, chosen by the system if 0 was asked for.
    public let port: Int
    /// When connections are taken again after a pause.
    public private(set) var deadline = NIODeadline.distantFuture
    private let loop: SocketLoop
    private let accepted: (SocketStream) -> Void

    /// Listens; connections come in once the listener has been added to its loop.
    ///
    /// - Parameter accepted: given each connection, on the loop's thread.
    /// - Throws: ``SocketError``.
    public init(
        host: String, port: Int, loop: SocketLoop, accepted: @escaping (SocketStream) -> Void
    ) throws(SocketError) {
        (descriptor, self.port) = try Self.listen(host, port)
        self.loop = loop
        self.accepted = accepted
    }

    /// Takes the connections that wait.
    public func socketIsReady(for readiness: Readiness) {
        for _ in 0..<Self.acceptCount {
            let socket = accept(descriptor, nil, nil)
            guard socket >= 0 else { return pauseIfExhausted() }
            accepted(SocketStream(preparing: socket))
        }
    }

    private func pauseIfExhausted() {
        guard [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) else { return }
        loop.change(self, to: [])
        deadline = .now() + Self.pause
        loop.wake(at: deadline)
    }

    /// Ends a pause.
    public func timeIsUp(at now: NIODeadline) {
        deadline = .distantFuture
        loop.change(self, to: .reads)
    }

    /// Nothing is left to do.
    public func socketIsClosing() {}
}

extension SocketListener {
    private static func listen(_ host: String, _ port: Int) throws(SocketError) -> (descriptor: Int32, port: Int) {
        let found = try addresses(of: host, port)
        defer { freeaddrinfo(found) }
        let address = found.pointee
        let type = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(address.ai_family, Int32(type), address.ai_protocol)
        guard descriptor >= 0 else { throw .system("open a socket") }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        chooseCongestionControl(of: descriptor)
        guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, Glibc.listen(descriptor, backlog) == 0 else {
            let error = SocketError.system("listen")
            close(descriptor)
            throw error
        }
        return (descriptor, Self.port(of: descriptor) ?? port)
    }

    private static func addresses(of host: String, _ port: Int) throws(SocketError) -> UnsafeMutablePointer<addrinfo> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else {
            throw SocketError(number: nil, action: "listen on \(host)")
        }
        return found
    }

    private static func port(of descriptor: Int32) -> Int? {
        var address = sockaddr_storage()
        var byteCount = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard getsockname(descriptor, address, &byteCount) == 0 else { return nil }
                // The port stands at the same place in an IPv4 and an IPv6 address.
                return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    Int(UInt16(bigEndian: $0.pointee.sin_port))
                }
            }
        }
    }

    /// Chooses CUBIC, where the system has it, for the connections that will be accepted.
    ///
    /// Answers are a packet or two. Systems that default to BBR arm a pacing timer for each, which costs calls. Where the
    /// system refuses, its own choice stays.
    private static func chooseCongestionControl(of descriptor: Int32) {
        let name = Array("cubic".utf8)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_CONGESTION, name, socklen_t(name.count))
    }
}
