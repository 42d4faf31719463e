// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// HOST:PORT, such as 127.0.0.1:7700 or [::1]:7700.
struct Address: ExpressibleByArgument, Equatable, CustomStringConvertible {
    var host: String
    var port: Int

    static let standard = Address(host: "127.0.0.1", port: 7700)

    /// WICKER_SERVER if it is set and an address, else the standard one.
    static var fromEnvironment: Address {
        ProcessInfo.processInfo.environment["WICKER_SERVER"].flatMap(Address.init(argument:)) ?? .standard
    }

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = argument[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
