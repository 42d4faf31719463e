// SPDX-License-Identifier: Apache-2.0

public import Wire

/// Why a call failed.
public struct ClientError: Error, Sendable, CustomStringConvertible {
    /// The server's status, or the client's own: `unavailable` when the server cannot be reached,
    /// `deadlineExceeded` when the time is up, `cancelled` when the task was.
    public var code: StatusCode
    /// What went wrong, for a person.
    public var message: String
    /// The error below, if any.
    public var cause: (any Error)?
    /// Whether the server certainly did not begin the call, so that it is safe to repeat.
    var isUntouched = false

    /// An error with its explanation.
    public init(_ code: StatusCode, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The code's name and the message.
    public var description: String { "\(code.name): \(message)" }

    /// The error that a status other than OK tells of.
    init(_ status: CallStatus) { self.init(status.code, status.message) }

    /// The error of a message that cannot be read or written.
    init(_ error: WireError) { self.init(error.code, error.message, cause: error) }

    /// The same, of a call the server did not begin.
    var untouched: ClientError {
        var error = self
        error.isUntouched = true
        return error
    }
}
