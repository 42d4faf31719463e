// SPDX-License-Identifier: Apache-2.0

/// Why a model could not be judged.
public struct EvaluationError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// A cutoff or a fraction is out of range.
        case invalidSetting
        /// No user has both a history and something held out.
        case emptyTest
    }

    /// What kind of failure.
    public var code: Code
    /// What was being done, to what, and the remedy.
    public var message: String
    /// The lower error behind this one.
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
