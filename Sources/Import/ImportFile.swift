// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// One file to import, and how its rows are to be understood.
public struct ImportFile: Sendable, Hashable {
    /// What a row of a file is.
    public enum Kind: String, Sendable, CaseIterable {
        /// One event.
        case events
        /// One item of the catalogue; replaces what was known of it.
        case items
        /// One user; replaces what was known of them.
        case users
        /// One line of an order.
        case orders
    }

    /// How rows and fields are written.
    public enum Format: String, Sendable, CaseIterable {
        /// Fields with tabs between, taken as they are.
        case tsv
        /// Fields with commas between, quoted where needed (RFC 4180).
        case csv
        /// One JSON object a line.
        case jsonl
    }

    /// Where it lies; `-` is standard input.
    public var path: String
    /// What its rows are.
    public var kind: Kind
    /// How its rows are written; nil goes by the name, before `.gz` or `.zst`.
    public var format: Format?
    /// Which column is which.
    public var columns: ColumnMapping

    /// A file to import, whose header names the columns unless `columns` say otherwise.
    public init(path: String, kind: Kind, format: Format? = nil, columns: ColumnMapping = .header) {
        self.path = path
        self.kind = kind
        self.format = format
        self.columns = columns
    }

    /// The format asked for, or the one the name tells.
    ///
    /// - Throws: ``ImportError`` `unknownFormat` where neither says.
    func resolvedFormat() throws(ImportError) -> Format {
        if let format { return format }
        var parts = path.lowercased().split(separator: ".")
        if let last = parts.last, ["gz", "gzip", "zst", "zstd"].contains(last) { parts.removeLast() }
        switch parts.count > 1 ? parts.last : nil {
        case "tsv", "tab": return .tsv
        case "csv": return .csv
        case "jsonl", "ndjson", "json": return .jsonl
        default:
            let what =
                path == "-" ? "standard input has no name that tells its format" : "the name of \(path) tells no format"
            throw ImportError(.unknownFormat, "\(what); say --format tsv, csv or jsonl")
        }
    }

    /// The name of the file that its bad rows go to unless another is asked for, in the current directory.
    var rejectsPath: String {
        path == "-" ? "stdin.rejects.tsv" : (path as NSString).lastPathComponent + ".rejects.tsv"
    }
}
