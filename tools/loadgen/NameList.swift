// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Ids read from a file: one a line, or a table's column.
enum NameList {
    /// The distinct ids of a column, in the order of the file.
    ///
    /// Without a header that names the column, the first one counts. A header is a first line whose first cell is
    /// `user` or `item`.
    static func read(_ path: String, column: String) throws(LoadError) -> [String] {
        let names = distinct(try text(of: path), column: column)
        guard !names.isEmpty else { throw LoadError(.file, "\(path) holds no \(column)s") }
        return names
    }

    /// The items of each line that has any.
    static func sessions(_ path: String) throws(LoadError) -> [[String]] {
        let sessions = try text(of: path).split(whereSeparator: \.isNewline).map { line in
            line.split(whereSeparator: \.isWhitespace).map(String.init)
        }.filter { !$0.isEmpty }
        guard !sessions.isEmpty else { throw LoadError(.file, "\(path) holds no sessions") }
        return sessions
    }

    private static func text(of path: String) throws(LoadError) -> String {
        guard !path.hasSuffix(".zst") && !path.hasSuffix(".gz") else {
            throw LoadError(.file, "\(path) is compressed; unpack it first (zstd -d, gunzip)")
        }
        do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw LoadError(.file, "cannot read \(path): \(error.localizedDescription)")
        }
    }

    static func distinct(_ text: String, column: String) -> [String] {
        var lines = text.split(whereSeparator: \.isNewline)[...]
        var position = 0
        if let header = lines.first?.split(separator: "\t", omittingEmptySubsequences: false),
            header.contains("user") || header.contains("item")
        {
            position = header.firstIndex(of: Substring(column)) ?? 0
            lines = lines.dropFirst()
        }
        var seen = Set<Substring>()
        return lines.compactMap { line in
            let cells = line.split(separator: "\t", maxSplits: position + 1, omittingEmptySubsequences: false)
            guard position < cells.count, !cells[position].isEmpty, seen.insert(cells[position]).inserted else {
                return nil
            }
            return String(cells[position])
        }
    }
}
