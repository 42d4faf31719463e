// SPDX-License-Identifier: Apache-2.0

/// Why a file could not be imported; a bad row is no error but a ``RejectedRow``.
public struct ImportError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure, for code that wants to tell them apart.
    public enum Code: Sendable {
        /// No such file.
        case missingFile
        /// The file is there but cannot be read, or the rejects file cannot be written.
        case unreadable
        /// The file has no rows at all.
        case emptyFile
        /// A compressed file ends early or holds bytes its format forbids.
        case corruptArchive
        /// A compression, or a character encoding, that the import does not read.
        case unsupportedEncoding
        /// Neither the file's name nor an option says how its rows are written.
        case unknownFormat
        /// The first row does not name the columns.
        case missingHeader
        /// A column without which no row makes sense is not there.
        case missingColumn
        /// A `--columns` option that cannot be understood.
        case invalidColumns
        /// A row is bad and the import is strict.
        case badRow
        /// The store refused a batch.
        case store
    }

    /// What kind of failure.
    public var code: Code
    /// What was being done, to which file, line or byte, and the remedy.
    public var message: String
    /// The lower error this one stands for, where there is one.
    public var cause: (any Error)?

    /// An error with its explanation.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message, and the cause's own words after it.
    public var description: String {
        guard let cause else { return message }
        return "\(message): \(cause)"
    }
}
