// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// What the system refused.
public struct SocketError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The system's number of the error; nil for a host that has no address.
    public var number: Int32?
    /// What was tried.
    public var action: String

    /// What was tried, and the system's words.
    public var description: String {
        "cannot \(action): \(number.map { String(cString: strerror($0)) } ?? "no such host")"
    }

    /// The error that the system has just reported.
    static func system(_ action: String) -> Self { Self(number: errno, action: action) }
}
