// SPDX-License-Identifier: Apache-2.0

/// Why a snapshot could not be published, opened or activated.
public struct SnapshotError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// There is no snapshot of that version, or no folder of snapshots at all.
        case missing
        /// No earlier snapshot was ever active, or none of them is left.
        case nothingToRollBackTo
        /// A file is not what a snapshot consists of: cut, altered, or not ours.
        case damaged
        /// The snapshot was written by a newer version of the program.
        case newerFormat
        /// The snapshot was learnt from another store, whose indices mean other items.
        case foreignStore
        /// A model cannot be kept: a name used twice, an array beyond 4 GiB.
        case unpublishable
        /// The file system refused.
        case inputOutput
    }

    /// What kind of failure.
    public var code: Code
    /// What was being done, to which file or version, and the remedy.
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
