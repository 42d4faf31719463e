// SPDX-License-Identifier: Apache-2.0

public import Wire

/// How a client connects and calls.
public struct ClientConfiguration: Sendable {
    /// Connections kept to the server; every call goes to the next of them.
    public var connectionCount = 2
    /// Time to make a connection.
    public var connectTimeout = Duration.seconds(5)
    /// Time for a call that names none of its own and is no stream; nil for no limit.
    public var timeout: Duration? = .seconds(10)
    /// What every call carries.
    public var metadata: [MetadataEntry] = []
    /// Largest frame taken from the server, in bytes.
    public var frameByteCount = 4 << 20

    /// The usual configuration.
    public init() {}
}
