// SPDX-License-Identifier: Apache-2.0

/// Why a question has no answer.
public struct PlacementError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// The shop never named that item.
        case unknownItem
        /// The shop never named that user.
        case unknownUser
        /// The snapshot has no recommender of that name.
        case unknownRecommender
        /// The recommender cannot answer such a question.
        case unsupported
        /// A requirement or critique that cannot be answered; the message begins with the fields.
        case invalidQuestion
        /// The snapshot has no placement of that name.
        case unknownPlacement
        /// A page's token is of a snapshot that is no longer the current one.
        case outdatedPage
        /// The store could not be read.
        case storeFailure
        /// The snapshot cannot serve this store.
        case unusableSnapshot
    }

    /// What kind of failure.
    public var code: Code
    /// What was asked, and the remedy.
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
