// SPDX-License-Identifier: Apache-2.0

/// A file whose columns are known, giving its rows one by one.
struct OpenRows<Decoder: RowDecoder> {
    /// The file, as it was given.
    let name: String
    /// What somebody should know of the columns, such as those left out.
    let notes: [String]
    private let reader: RecordReader
    private var decoder: Decoder
    /// The first row, where looking for a header found it to be a row like the others.
    private var firstRow: Record?

    init(name: String, reader: RecordReader, decoder: Decoder, notes: [String] = [], firstRow: Record? = nil) {
        self.name = name
        self.reader = reader
        self.decoder = decoder
        self.notes = notes
        self.firstRow = firstRow
    }

    var consumedByteCount: Int64 { reader.consumedByteCount }

    /// The next row, valid until the following call; nil at the end of the file.
    mutating func nextRow() throws(ImportError) -> Record? {
        guard let row = firstRow else { return try reader.next() }
        firstRow = nil
        return row
    }

    /// Adds the row to the batch: to its values, or to its rejected rows.
    mutating func decode(_ row: Record, into batch: inout Batch<Decoder.Value>) {
        do throws(RowProblem) {
            if let problem = row.problem { throw problem }
            batch.values.append(try decoder.decode(row.bytes))
            batch.lines.append(row.line)
        } catch {
            let raw = Array(row.bytes.prefix(RejectedRow.rawByteCount))
            batch.rejected.append(
                RejectedRow(file: name, line: row.line, column: error.column, reason: error.reason, raw: raw))
        }
    }

    /// Pulls rows and hands them on in batches until the file ends or `take` wants no more.
    mutating func forEachBatch(
        _ limits: BatchLimits, _ take: (consuming Batch<Decoder.Value>) throws(ImportError) -> Bool
    ) throws(ImportError) {
        var batch = Batch<Decoder.Value>(notes: notes)
        var bytes = 0
        while let row = try nextRow() {
            batch.rowCount += 1
            bytes += row.bytes.count
            decode(row, into: &batch)
            guard limits.isFull(batch, bytes) else { continue }
            batch.byteCount = consumedByteCount
            let next = batch.emptied
            guard try take(batch) else { return }
            (batch, bytes) = (next, 0)
        }
        batch.byteCount = consumedByteCount
        _ = try take(batch)
    }
}
