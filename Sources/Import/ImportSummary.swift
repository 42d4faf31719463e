// SPDX-License-Identifier: Apache-2.0

/// What an import came to.
///
/// Every row of every file counts once in one of the first four.
public struct ImportSummary: Hashable, Sendable {
    /// Rows now in the store because of this import.
    public var accepted = 0
    /// Events whose own id the store knew already.
    public var duplicates = 0
    /// Bad rows.
    public var rejected = 0
    /// Rows that an earlier import of the same file had brought in already.
    public var skipped = 0
    /// How long it took.
    public var seconds = 0.0
    /// Files that bad rows were written to.
    public var rejectsFiles: [String] = []

    /// Nothing yet.
    public init() {}

    /// Rows seen.
    public var rows: Int { accepted + duplicates + rejected + skipped }
}

/// How far an import has come.
public struct ImportProgress: Hashable, Sendable {
    /// The file being read.
    public var file: String
    /// Bytes of it done, as they lie on disk.
    public var byteCount: Int64
    /// Its size; nil for a pipe.
    public var totalByteCount: Int64?
    /// Rows of it done, bad ones and those skipped among them.
    public var rows: Int
    /// Rows a second since the file was begun.
    public var rowsPerSecond: Double

    /// The part of the file that is done, 0 to 1; nil for a pipe.
    public var fraction: Double? {
        guard let totalByteCount, totalByteCount > 0 else { return nil }
        return min(1, Double(byteCount) / Double(totalByteCount))
    }
}

/// Whom an import tells what happens, on the thread that runs it.
public struct ImportObserver {
    /// Called after every batch that is in the store.
    public var progress: (ImportProgress) -> Void = { _ in }
    /// Called for the first bad rows, ``shownRejectionCount`` of them.
    public var rejected: (RejectedRow) -> Void = { _ in }
    /// Called with what somebody should know: columns left out, a pipe that cannot be taken up again.
    public var note: (String) -> Void = { _ in }
    /// How many bad rows are shown; all of them go to the rejects file.
    public var shownRejectionCount = 10

    /// One that says nothing.
    public init() {}
}
