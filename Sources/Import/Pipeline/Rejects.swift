// SPDX-License-Identifier: Apache-2.0

/// Shows the first bad rows of an import and writes all of them to their files.
final class Rejects {
    private let observer: ImportObserver
    private let path: String?
    private var files: [RejectsFile] = []
    private var shown = 0

    /// Sends all bad rows to `path`, or those of each file to a file of its own.
    init(path: String?, observer: ImportObserver) {
        self.path = path
        self.observer = observer
    }

    /// The files made.
    var paths: [String] { files.map(\.path) }

    /// Takes up the bad rows of one batch.
    func add(_ rows: [RejectedRow], of file: ImportFile) throws(ImportError) {
        guard !rows.isEmpty else { return }
        let target = try self.target(path ?? file.rejectsPath)
        for row in rows {
            if shown < observer.shownRejectionCount { observer.rejected(row) }
            shown += 1
            try target.write(row)
        }
        try target.flush()
    }

    private func target(_ path: String) throws(ImportError) -> RejectsFile {
        if let open = files.first(where: { $0.path == path }) { return open }
        let made = try RejectsFile(path: path)
        files.append(made)
        return made
    }
}
