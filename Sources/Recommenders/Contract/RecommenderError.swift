// SPDX-License-Identifier: Apache-2.0

/// Why a recommender could not be configured, fitted or taken up.
public struct RecommenderError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// A setting has no such name or not that kind of value.
        case invalidSetting
        /// There is nothing to learn from.
        case emptyDataset
        /// A linear system has no unique solution; more regularization gives it one.
        case notPositiveDefinite
        /// The fit would take more memory than it may.
        case tooLarge
        /// A snapshot lacks an array that the model needs.
        case missingSection
        /// A snapshot's array has a size that cannot be right.
        case malformedSection
    }

    /// What kind of failure.
    public var code: Code
    /// What was being done, to what, and the remedy.
    public var message: String

    /// An error with its explanation.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
