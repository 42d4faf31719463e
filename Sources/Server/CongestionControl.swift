// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore

/// How TCP paces what a listener's connections send.
enum CongestionControl {
    /// Chooses CUBIC, where the system has it, for the connections a listener will accept.
    ///
    /// Answers are a packet or two. Systems that default to BBR arm a pacing timer for each, which costs
    /// calls. Where the system refuses, its own choice stays.
    static func set(on listener: any Channel) {
        guard let socket = listener as? any SocketOptionProvider else { return }
        let cubic = (UInt8(ascii: "c"), UInt8(ascii: "u"), UInt8(ascii: "b"), UInt8(ascii: "i"), UInt8(ascii: "c"))
        let name = NIOBSDSocket.Option(rawValue: TCP_CONGESTION)
        socket.unsafeSetSocketOption(level: .tcp, name: name, value: cubic).whenFailure { _ in }
    }
}
