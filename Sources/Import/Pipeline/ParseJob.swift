// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Shop

/// Everything that turns one file into batches; may run on a thread of its own.
struct ParseJob: Sendable {
    let file: ImportFile
    let options: ImportOptions
    var limits: BatchLimits

    init(_ file: ImportFile, _ options: ImportOptions, boundary: Int = 0) {
        self.file = file
        self.options = options
        limits = BatchLimits(rows: max(options.batchCount, 1), boundary: boundary)
    }

    /// Reads the file from its beginning to its end, or until `take` wants no more.
    ///
    /// The last batch may be empty; it is how the end is told.
    func run<Decoder: JSONFieldDecoder>(
        _ decoder: Decoder.Type, _ take: (consuming Batch<Decoder.Value>) throws(ImportError) -> Bool
    ) throws(ImportError) {
        let format = try file.resolvedFormat()
        let input = try Input(path: file.path)
        let reader = RecordReader(input.source, quotes: format == .csv)
        if format == .jsonl {
            var rows = try openJSON(decoder, input, reader)
            try rows.forEachBatch(limits, take)
        } else {
            var rows = try openDelimited(decoder, input, reader, quotes: format == .csv)
            try rows.forEachBatch(limits, take)
        }
    }

    private func openJSON<Decoder: JSONFieldDecoder>(
        _ decoder: Decoder.Type, _ input: Input, _ reader: RecordReader
    ) throws(ImportError) -> OpenRows<JSONRows<Decoder>> {
        guard case .named(let ours) = file.columns.form else {
            throw ImportError(
                .invalidColumns,
                "\(input.name) is JSON Lines, whose keys have no order; write --columns name=key,… instead of a list")
        }
        try HeaderReader<Decoder.Column>(file: file, name: input.name).checkNames(Array(ours.keys))
        let rows = JSONRows<Decoder>(renaming: ours, context(input))
        return OpenRows(name: input.name, reader: reader, decoder: rows)
    }

    private func openDelimited<Decoder: JSONFieldDecoder>(
        _ decoder: Decoder.Type, _ input: Input, _ reader: RecordReader, quotes: Bool
    ) throws(ImportError) -> OpenRows<DelimitedRows<Decoder>> {
        guard let row = try reader.next() else { throw ImportError(.emptyFile, "\(input.name) has no rows") }
        let splitter = FieldSplitter(quotes: quotes)
        let header = HeaderReader<Decoder.Column>(file: file, name: input.name)
        let outcome = try header.read(names(row, splitter), raw: FieldValue.shown(row.bytes))
        var notes: [String] = []
        if !Decoder.Column.keepsOthers, !outcome.plan.others.isEmpty {
            let unused = outcome.plan.others.map(\.name).joined(separator: ", ")
            notes.append("\(input.name): not used, because \(file.kind.rawValue) have no such columns: \(unused)")
        }
        return OpenRows(
            name: input.name, reader: reader, decoder: DelimitedRows(splitter, outcome.plan, context(input)),
            notes: notes, firstRow: outcome.firstRowIsData ? row : nil)
    }

    /// The fields of the first row as text; none where it cannot be cut, which no header is.
    private func names(_ row: Record, _ splitter: FieldSplitter) -> [String] {
        let fields = FieldTable(capacity: Self.columnLimit)
        do throws(RowProblem) {
            if let problem = row.problem { throw problem }
            try splitter.split(row.bytes, into: fields)
        } catch {
            return []
        }
        return (0..<min(fields.count, Self.columnLimit)).map { String(decoding: fields[$0], as: UTF8.self) }
    }

    private static let columnLimit = 4096

    private func context(_ input: Input) -> DecodingContext {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let written = Timestamp(milliseconds: input.modificationMilliseconds ?? now)
        return DecodingContext(
            kind: file.kind, defaultType: options.defaultType, defaultTimestamp: options.defaultTimestamp ?? written,
            listColumns: options.listColumns, textColumns: options.textColumns)
    }
}
