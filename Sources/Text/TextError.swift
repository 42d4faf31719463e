// SPDX-License-Identifier: Apache-2.0

/// Why text cannot be analysed.
public struct TextError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// No stemmer has that name.
        case unknownLanguage
    }

    /// What kind of failure.
    public var code: Code
    /// What was asked, and the remedy.
    public var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
