// SPDX-License-Identifier: Apache-2.0

/// Why a recipe could not be read, fitted, judged or published.
public struct TrainingError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// A file that was named is not there or cannot be read.
        case unreadableFile
        /// The recipe is not YAML, or says something a recipe cannot say.
        case invalidRecipe
        /// The store, or the files, hold nothing to learn from or to judge by.
        case nothingToLearn
        /// A way of judging that cannot be followed: an option out of range, a split by times that are not there.
        case invalidProtocol
        /// A recommender could not be fitted.
        case fitFailed
        /// The models were worse than the recipe demands; nothing was published.
        case gateNotReached
        /// A fit would take more memory than it may; it was not started.
        case notEnoughMemory
        /// The trials to go on with are of another search, or somebody else is at work on them.
        case otherSearch
        /// Trials could not be written or read.
        case trialsFailed
        /// The store could not be read.
        case storeFailed
        /// The snapshot could not be published.
        case publishFailed
    }

    /// What kind of failure.
    public var code: Code
    /// What was being done, to which file, line or recommender, and the remedy.
    public var message: String
    /// What a lower layer said.
    public var cause: (any Error)?

    /// An error with its explanation.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message, with the cause behind it.
    public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
