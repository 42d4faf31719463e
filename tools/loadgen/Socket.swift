// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A server's address.
struct ServerAddress: Sendable {
    var host: String
    var port: UInt16

    /// Reads host:port, such as 127.0.0.1:7700 or [::1]:7700.
    init(_ text: String) throws(LoadError) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            throw LoadError(.address, "\(text) is no address; write host:port, such as 127.0.0.1:7700")
        }
        host = text[..<colon].trimmingCharacters(in: "[]")
        self.port = port
    }

    /// A connected, non-blocking socket without Nagle's delay.
    func connect() throws(LoadError) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found?.pointee else {
            throw LoadError(.address, "the host \(host) is not known")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        guard descriptor >= 0 else {
            throw .system(.connection, "no socket to be had; raise ulimit -n or lower --connections")
        }
        guard Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else {
            let error = LoadError.system(
                .connection, "cannot connect to \(host):\(port); is wicker serve running there?")
            close(descriptor)
            throw error
        }
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        return descriptor
    }
}

extension StringProtocol {
    fileprivate func trimmingCharacters(in set: String) -> String {
        String(drop { set.contains($0) }.reversed().drop { set.contains($0) }.reversed())
    }
}
