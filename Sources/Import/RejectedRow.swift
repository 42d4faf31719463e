// SPDX-License-Identifier: Apache-2.0

/// A row that was not imported, and why.
public struct RejectedRow: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was given.
    public var file: String
    /// The line on which the row begins, from 1.
    public var line: Int
    /// The column at fault; nil when it is the row as a whole.
    public var column: String?
    /// What is wrong.
    public var reason: String
    /// The row as it stands in the file, cut after 64 KiB; empty when the store refused it.
    public var raw: [UInt8]

    /// A row and what is wrong with it.
    public init(file: String, line: Int, column: String?, reason: String, raw: [UInt8] = []) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
        self.raw = raw
    }

    /// `events.tsv:17: quantity "many" is not a number`.
    public var description: String { "\(file):\(line): \(column.map { "\($0) " } ?? "")\(reason)" }

    static let rawByteCount = 64 << 10
}
