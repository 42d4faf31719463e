// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Where bad rows go: tab-separated, with a header, and the row itself last, as it stood.
///
/// ```
/// file        line  column    reason                    row
/// events.tsv  17    quantity  "many" is not a number    u1⇥i9⇥purchase⇥many
/// ```
/// Line feeds and carriage returns inside a row are written as `\n` and `\r`.
final class RejectsFile {
    let path: String
    private let file: UnsafeMutablePointer<FILE>

    /// Makes the file, in place of one that is there.
    init(path: String) throws(ImportError) {
        self.path = path
        guard let file = fopen(path, "w") else {
            throw ImportError(
                .unreadable,
                "cannot write bad rows to \(path): \(String(cString: strerror(errno))); name another file with --rejects"
            )
        }
        self.file = file
        try write(Array("file\tline\tcolumn\treason\trow\n".utf8))
    }

    deinit { fclose(file) }

    /// Adds a row.
    func write(_ row: RejectedRow) throws(ImportError) {
        let head = "\(row.file)\t\(row.line)\t\(row.column ?? "")\t\(row.reason)\t"
        var line: [UInt8] = head.utf8.map { $0 == Ascii.newline ? Ascii.space : $0 }
        for byte in row.raw {
            switch byte {
            case Ascii.newline: line += [Ascii.backslash, UInt8(ascii: "n")]
            case Ascii.carriageReturn: line += [Ascii.backslash, UInt8(ascii: "r")]
            default: line.append(byte)
            }
        }
        line.append(Ascii.newline)
        try write(line)
    }

    /// Brings what is buffered to the file.
    func flush() throws(ImportError) {
        guard fflush(file) == 0 else { throw failure }
    }

    private func write(_ bytes: [UInt8]) throws(ImportError) {
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw failure }
    }

    private var failure: ImportError {
        ImportError(.unreadable, "cannot write bad rows to \(path): \(String(cString: strerror(errno)))")
    }
}
