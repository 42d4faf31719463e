// SPDX-License-Identifier: Apache-2.0

/// Why an attribute cannot be used.
public struct AttributeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// No item has an attribute of that name.
        case unknown
        /// Some items have a number, others a word.
        case mixedKinds
        /// The attribute is of one kind, and another is needed.
        case wrongKind
        /// The attribute is not in memory, because it met a bound.
        case leftOut
    }

    /// What kind of failure.
    public var code: Code
    /// The attribute that was asked for.
    public var attribute: String
    /// What is wrong with it, and the remedy.
    public var message: String

    /// An error with its explanation.
    public init(_ code: Code, attribute: String, _ message: String) {
        self.code = code
        self.attribute = attribute
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
