// SPDX-License-Identifier: Apache-2.0

/// Why a server could not start.
public struct ServerError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// Another process listens there.
        case addressInUse
        /// The address cannot be listened on.
        case cannotListen
        /// The store cannot be opened.
        case store
        /// The snapshots' folder is none.
        case models
        /// The rules cannot be read.
        case knowledge
    }

    /// What kind of failure.
    public var code: Code
    /// What was being done, and the remedy.
    public var message: String
    /// The error under it, if there is one.
    public var cause: (any Error)?

    /// An error with its explanation.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message.
    public var description: String { message }
}
