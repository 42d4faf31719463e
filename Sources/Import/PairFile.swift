// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Reads a file of user-item pairs without a header, as evaluations use: `user<TAB>item`, plain, gzip or zstd.
public enum PairFile {
    /// One row.
    public struct Pair: Hashable, Sendable {
        /// The user's external id.
        public var user: String
        /// The item's external id.
        public var item: String
        /// The number in the column asked for; nil where none was, or it is empty.
        public var value: Double?
        /// The moment in the column asked for; nil where none was, or it is empty.
        public var timestamp: Timestamp?

        /// A row of its parts.
        public init(user: String, item: String, value: Double? = nil, timestamp: Timestamp? = nil) {
            self.user = user
            self.item = item
            self.value = value
            self.timestamp = timestamp
        }
    }

    /// All rows, in the file's order; a first row `user<TAB>item` is taken for a header and left out.
    ///
    /// - Parameters:
    ///   - valueColumn: Position, from 0, of a number such as a rating; other columns are ignored.
    ///   - timestampColumn: Position, from 0, of a moment as in event files.
    /// - Complexity: O(bytes); 810,000 rows take about a tenth of a second.
    /// - Throws: ``ImportError`` for a file that cannot be read, or `badRow` naming file, line and column: an
    ///   evaluation on part of the data would mean something else.
    public static func read(
        _ path: String, valueColumn: Int? = nil, timestampColumn: Int? = nil
    ) throws(ImportError) -> [Pair] {
        var columns = Columns()
        columns.value = valueColumn
        columns.timestamp = timestampColumn
        return try read(path, columns: columns)
    }

    /// The same with every column where the file has it.
    public static func read(_ path: String, columns: Columns) throws(ImportError) -> [Pair] {
        var pairs: [Pair] = []
        try forEach(path, columns: columns) { pairs.append($0) }
        return pairs
    }

    /// Hands the rows over one after the other and keeps none: a file of any length takes the same memory.
    public static func forEach(
        _ path: String, columns: Columns = Columns(), _ body: (Pair) -> Void
    ) throws(ImportError) {
        let input = try Input(path: path)
        let reader = RecordReader(input.source, quotes: false)
        let splitter = FieldSplitter(quotes: false)
        let fields = FieldTable(capacity: columns.width)
        var count = 0
        while let row = try reader.next() {
            do throws(RowProblem) {
                if let problem = row.problem { throw problem }
                try splitter.split(row.bytes, into: fields)
                let pair = try pair(fields, columns)
                if row.line > 1 || pair.user != "user" || pair.item != "item" {
                    count += 1
                    body(pair)
                }
            } catch {
                let bad = RejectedRow(file: input.name, line: row.line, column: error.column, reason: error.reason)
                throw ImportError(.badRow, bad.description)
            }
        }
        guard count > 0 else { throw ImportError(.emptyFile, "\(input.name) has no rows") }
    }

    private static func pair(_ fields: FieldTable, _ columns: Columns) throws(RowProblem) -> Pair {
        guard fields.count >= 2 else { throw RowProblem(nil, "the row has one field; user<TAB>item is needed") }
        var pair = Pair(
            user: try FieldValue.id(fields[columns.user], "user"), item: try FieldValue.id(fields[columns.item], "item")
        )
        if pair.user == "user", pair.item == "item" { return pair }
        if let value = columns.value { pair.value = try FieldValue.number(fields[value], "value") }
        if let timestamp = columns.timestamp {
            pair.timestamp = try FieldValue.timestamp(fields[timestamp], "timestamp")
        }
        return pair
    }
}
