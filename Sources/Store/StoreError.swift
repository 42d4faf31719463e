// SPDX-License-Identifier: Apache-2.0

internal import CLMDB

/// Why the store could not be opened, read or changed.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// There is no store there.
        case notFound
        /// There is something there, but it is not a store of ours.
        case notAStore
        /// A later version of the program wrote it.
        case newerSchema
        /// Another server, or this process, has it open already.
        case inUse
        /// The disk is full; reads go on.
        case full
        /// The queue of changes is full; the same change may be sent again later.
        case busy
        /// Whoever was asked has been shut down.
        case closed
        /// Opened for reading only.
        case readOnly
        /// The target of a backup or restore holds something.
        case alreadyExists
        /// An argument is outside its bounds.
        case invalidArgument
        /// More readers at once than the store has places for.
        case tooManyReaders
        /// The file contradicts itself.
        case corrupted
        /// The operating system refused.
        case failed
    }

    /// What kind of failure.
    public var code: Code
    /// What was being done, to what, and the remedy.
    public var message: String
    /// The failure below, when one caused this.
    public var cause: LMDBFailure?

    /// An error with its explanation.
    public init(_ code: Code, _ message: String, cause: LMDBFailure? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message.
    public var description: String { message }
}

/// A result code of LMDB or of the operating system below it.
public struct LMDBFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Negative: LMDB's own; positive: errno.
    public var code: Int32

    /// Wraps a result code.
    public init(code: Int32) { self.code = code }

    /// The library's own words for it.
    public var description: String { String(cString: mdb_strerror(code)) }
}
