// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Brings files into a store.
///
/// Bad rows are counted, shown and written to a rejects file, and stop nothing unless the import is strict. Events and
/// order lines are kept together with a mark of how far their file has come, in the same transaction: an import that
/// was interrupted and is repeated goes on behind the last row it kept, and a file imported whole brings in nothing
/// more. Items and users replace what was there, so that their files are simply read again. What comes through a pipe
/// has no fingerprint and cannot be taken up again.
public struct Importer {
    private let destination: any ImportDestination
    private let options: ImportOptions
    private let observer: ImportObserver

    init(destination: any ImportDestination, options: ImportOptions, observer: ImportObserver) {
        self.destination = destination
        self.options = options
        self.observer = observer
    }

    /// Imports the files in the order given.
    ///
    /// - Throws: ``ImportError``. What was stored before it stays, and the same import repeated goes on from there.
    public func run(_ files: [ImportFile]) throws(ImportError) -> ImportSummary {
        let start = ContinuousClock.now
        var summary = ImportSummary()
        for file in files {
            _ = try file.resolvedFormat()
            try FileSource.requireReadable(file.path)
        }
        if options.isStrict { try check(files) }
        let rejects = Rejects(path: options.rejectsPath, observer: observer)
        for file in files {
            switch file.kind {
            case .events, .orders: try importEvents(file, rejects, into: &summary)
            case .items:
                let job = fileImport(file, rejects, ItemDecoder.self) { (items, _) throws(ImportError) in
                    try destination.put(items: items)
                }
                try job.run(into: &summary)
            case .users:
                let job = fileImport(file, rejects, UserDecoder.self) { (users, _) throws(ImportError) in
                    try destination.put(users: users)
                }
                try job.run(into: &summary)
            }
        }
        summary.rejectsFiles = rejects.paths
        summary.seconds = (ContinuousClock.now - start) / .seconds(1)
        return summary
    }

    private func importEvents(
        _ file: ImportFile, _ rejects: Rejects, into summary: inout ImportSummary
    ) throws(ImportError) {
        let fingerprint = try fingerprint(of: file)
        let rowsDone = try options.importsAgain ? 0 : fingerprint.map(destination.rowsImported) ?? 0
        let job = fileImport(file, rejects, EventDecoder.self, fingerprint, rowsDone) {
            (events, mark) throws(ImportError) in
            try destination.append(events, marking: mark)
        }
        try job.run(into: &summary)
    }

    private func fileImport<Decoder: JSONFieldDecoder>(
        _ file: ImportFile, _ rejects: Rejects, _ decoder: Decoder.Type, _ fingerprint: String? = nil,
        _ rowsDone: Int = 0, _ store: @escaping ([Decoder.Value], FileMark?) throws(ImportError) -> BatchReceipt
    ) -> FileImport<Decoder> {
        FileImport(
            file: file, options: options, observer: observer, rejects: rejects, fingerprint: fingerprint,
            rowsDone: rowsDone, store: store)
    }

    private func fingerprint(of file: ImportFile) throws(ImportError) -> String? {
        let format = try file.resolvedFormat()
        let reading =
            "\(file.kind.rawValue) \(format.rawValue) \(file.columns.canonicalText) \(options.defaultType ?? "")"
        if let fingerprint = try FileFingerprint.make(path: file.path, reading: reading) { return fingerprint }
        let name = file.path == "-" ? "standard input" : file.path
        observer.note("\(name) cannot be taken up where it was interrupted, as only a regular file can")
        return nil
    }

    /// Reads every file that can be read twice, and throws at the first bad row.
    private func check(_ files: [ImportFile]) throws(ImportError) {
        for file in files {
            guard FileSource.regularByteCount(file.path) != nil else { continue }
            let job = ParseJob(file, options)
            switch file.kind {
            case .events, .orders: try check(job, EventDecoder.self)
            case .items: try check(job, ItemDecoder.self)
            case .users: try check(job, UserDecoder.self)
            }
        }
    }

    private func check<Decoder: JSONFieldDecoder>(_ job: ParseJob, _ decoder: Decoder.Type) throws(ImportError) {
        try job.run(decoder) { (batch) throws(ImportError) in
            if let bad = batch.rejected.first {
                throw ImportError(.badRow, "\(bad); nothing is imported, because the import is strict")
            }
            return true
        }
    }
}
