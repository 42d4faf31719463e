// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Reads a file of choices in long format: a row an alternative, tab- or comma-separated; plain, gzip or zstd.
///
/// Columns: `choice-set`, equal for the alternatives of one set, whose rows follow each other; `chosen`, how often the
/// alternative was chosen (0 or 1 where one customer chose); if they are there `item`, `segment` (who chose) and `group`
/// (rows that are a problem of their own, such as a category); every other column is an attribute, a number.
public enum ChoiceFile {
    /// The tables by group, in the order in which the groups come; one of the name "" without a column `group`.
    ///
    /// - Parameter columns: names of the columns in order, for a file without a header row; nil reads it.
    /// - Complexity: O(bytes).
    /// - Throws: ``ImportError`` for a file that cannot be read; `badRow` naming file, line and column.
    public static func read(
        _ path: String, columns: [String]? = nil
    ) throws(ImportError) -> [(group: String, table: ChoiceTable)] {
        let input = try Input(path: path)
        let reader = RecordReader(input.source, quotes: false)
        guard let first = try reader.next() else { throw ImportError(.emptyFile, "\(input.name) has no rows") }
        let head = String(decoding: first.bytes, as: UTF8.self)
        let separator: Character = head.contains("\t") ? "\t" : ","
        let words = head.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        var parser = ChoiceParser(
            try ChoiceColumns(columns ?? words, file: input.name), isCommaSeparated: separator == ",")
        if columns != nil, columns != words { try add(first, to: &parser, file: input.name) }
        while let row = try reader.next() { try add(row, to: &parser, file: input.name) }
        guard parser.rowCount > 0 else { throw ImportError(.emptyFile, "\(input.name) has no rows") }
        return parser.tables
    }

    private static func add(_ row: Record, to parser: inout ChoiceParser, file: String) throws(ImportError) {
        do throws(RowProblem) {
            if let problem = row.problem { throw problem }
            try parser.add(row.bytes)
        } catch {
            let bad = RejectedRow(file: file, line: row.line, column: error.column, reason: error.reason)
            throw ImportError(.badRow, bad.description)
        }
    }
}
