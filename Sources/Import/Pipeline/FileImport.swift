// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Imports one file: a thread of its own reads and decodes, this one stores batch after batch.
///
/// While one batch is being stored the next is being made; no more than three are in memory.
struct FileImport<Decoder: JSONFieldDecoder> {
    let file: ImportFile
    let options: ImportOptions
    let observer: ImportObserver
    let rejects: Rejects
    /// The file's name in marks; nil where it is always read from its beginning.
    let fingerprint: String?
    /// Rows that an earlier import has brought in.
    let rowsDone: Int
    /// Stores a batch's values, marking how far the file has come.
    let store: ([Decoder.Value], FileMark?) throws(ImportError) -> BatchReceipt

    /// Imports it, adding to the summary.
    func run(into summary: inout ImportSummary) throws(ImportError) {
        let handover = Handover<Batch<Decoder.Value>>(capacity: 1)
        startParsing(into: handover)
        do {
            try storeAll(from: handover, into: &summary)
        } catch {
            handover.cancel()
            throw error
        }
    }

    private func startParsing(into handover: Handover<Batch<Decoder.Value>>) {
        let job = ParseJob(file, options, boundary: rowsDone)
        let thread = Thread {
            do throws(ImportError) {
                try job.run(Decoder.self) { batch in handover.put(batch) }
                handover.finish(.success(()))
            } catch {
                handover.finish(.failure(error))
            }
        }
        thread.name = "wicker import"
        thread.start()
    }

    private func storeAll(
        from handover: Handover<Batch<Decoder.Value>>, into summary: inout ImportSummary
    ) throws(ImportError) {
        let start = ContinuousClock.now
        let totalByteCount = FileSource.regularByteCount(file.path)
        while let batch = try handover.take() {
            batch.notes.forEach(observer.note)
            try store(batch, into: &summary)
            let elapsed = (ContinuousClock.now - start) / .seconds(1)
            observer.progress(
                ImportProgress(
                    file: file.path, byteCount: batch.byteCount, totalByteCount: totalByteCount, rows: batch.rowCount,
                    rowsPerSecond: elapsed > 0 ? Double(batch.rowCount) / elapsed : 0))
        }
    }

    /// Bad rows are written before their batch is committed, so that a crash between loses none; when the file is read
    /// again they are found, and the rejects file made, anew.
    private func store(_ batch: Batch<Decoder.Value>, into summary: inout ImportSummary) throws(ImportError) {
        try rejects.add(batch.rejected, of: file)
        summary.rejected += batch.rejected.count
        if options.isStrict, let bad = batch.rejected.first {
            let good = batch.lines.prefix { $0 < bad.line }.count
            _ = try keep(Array(batch.values[..<good]), batch, mark: nil, into: &summary)
            throw ImportError(.badRow, "\(bad); nothing from there on is imported, because the import is strict")
        }
        guard batch.rowCount > rowsDone else {
            summary.skipped += batch.values.count
            return
        }
        let mark = fingerprint.map { FileMark(fingerprint: $0, rows: batch.rowCount) }
        try keep(batch.values, batch, mark: mark, into: &summary)
    }

    private func keep(
        _ values: [Decoder.Value], _ batch: Batch<Decoder.Value>, mark: FileMark?, into summary: inout ImportSummary
    ) throws(ImportError) {
        if values.isEmpty { return }
        let receipt = try store(values, mark)
        summary.accepted += receipt.accepted
        summary.duplicates += receipt.duplicates
        summary.rejected += receipt.refused.count
        let refused = receipt.refused.map { index, problem in
            RejectedRow(file: file.path, line: batch.lines[index], column: problem.column, reason: problem.reason)
        }
        try rejects.add(refused, of: file)
        if options.isStrict, let bad = refused.first {
            throw ImportError(
                .badRow, "\(bad); the rows after its batch are not imported, because the import is strict")
        }
    }
}
