// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a question, or with the rules.
public struct KnowledgeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// A requirement names an attribute that no item has, or one that cannot be used.
        case unusableAttribute
        /// A condition that such an attribute cannot meet, or a value of the wrong kind.
        case wrongKind
        /// A number that is not finite, an empty list, a weight that is not above 0.
        case invalidValue
        /// More requirements than a question may have.
        case tooMany
        /// Requirements that no item could ever meet together.
        case contradiction
        /// A rule that cannot be read.
        case invalidRules
    }

    /// What kind of failure.
    public var code: Code
    /// The fields that are wrong, such as `requirements[2].attribute`; none for rules.
    public var fields: [String]
    /// What is wrong, and the remedy.
    public var message: String

    /// An error with its explanation.
    public init(_ code: Code, fields: [String] = [], _ message: String) {
        self.code = code
        self.fields = fields
        self.message = message
    }

    /// The fields and the message.
    public var description: String {
        fields.isEmpty ? message : "\(fields.joined(separator: " and ")): \(message)"
    }
}
