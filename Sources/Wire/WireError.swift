// SPDX-License-Identifier: Apache-2.0

/// Why bytes could not be turned into a message, or a message into bytes.
public struct WireError: Error, Sendable, CustomStringConvertible {
    /// The status that tells the other side.
    public var code: StatusCode
    /// What was being done, to which field or size, and the remedy.
    public var message: String
    /// The error below, if any.
    public var cause: (any Error)?

    /// An error with its explanation.
    public init(_ code: StatusCode, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The code's name and the message.
    public var description: String { "\(code.name): \(message)" }
}

/// How a call ended, as it travels.
public struct CallStatus: Hashable, Sendable, CustomStringConvertible {
    /// Success or the kind of failure.
    public var code: StatusCode
    /// What went wrong, for a person; empty for success.
    public var message: String
    /// What the server adds, such as how long to wait.
    public var metadata: [MetadataEntry]

    /// An end of a call.
    public init(_ code: StatusCode, _ message: String = "", metadata: [MetadataEntry] = []) {
        self.code = code
        self.message = message
        self.metadata = metadata
    }

    /// The end that tells of an error.
    public init(_ error: WireError) { self.init(error.code, error.message) }

    /// Success without anything to add.
    public static let ok = CallStatus(.ok)

    /// The code's name and the message.
    public var description: String { message.isEmpty ? code.name : "\(code.name): \(message)" }
}

/// A word about a call that is no part of its message.
public struct MetadataEntry: Hashable, Sendable {
    /// Lower case a-z, 0-9, - and _, 1 to 64 bytes.
    public var key: String
    /// Any text.
    public var value: String

    /// Pairs a key with its value.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
