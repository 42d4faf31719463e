// SPDX-License-Identifier: Apache-2.0

/// An opened file: its bytes, unpacked, and what is known of it from outside.
struct Input {
    /// How messages name it.
    let name: String
    /// The bytes, unpacked.
    let source: any ByteSource
    /// Size of the file itself; nil for a pipe.
    let byteCount: Int64?
    /// When the file was last written, in milliseconds since the epoch; nil for a pipe.
    let modificationMilliseconds: Int64?

    /// Opens `path`, `-` being standard input, and unpacks by the first bytes, never by the name.
    ///
    /// - Throws: ``ImportError`` `missingFile`, `unreadable`, `emptyFile` or `unsupportedEncoding`.
    init(path: String) throws(ImportError) {
        let file = try FileSource(path: path)
        name = file.name
        byteCount = file.byteCount
        modificationMilliseconds = file.modificationMilliseconds
        let head = try file.peek(6)
        guard !head.isEmpty else { throw ImportError(.emptyFile, "\(file.name) is empty") }
        source =
            switch Packing(head: head) {
            case .plain: file
            case .gzip: try GzipSource(file)
            case .zstd: try ZstdSource(file)
            case .unsupported(let what, let remedy):
                throw ImportError(.unsupportedEncoding, "\(file.name) is \(what), which is not read; \(remedy)")
            }
    }
}

/// How a file's bytes are packed, told from the first of them.
enum Packing: Equatable {
    case plain
    case gzip
    case zstd
    case unsupported(String, remedy: String)

    /// Looks at up to six first bytes.
    init(head: [UInt8]) {
        let unpack = "unpack it, or pack it with gzip or zstd"
        let known: [(magic: [UInt8], packing: Packing)] = [
            ([0x1f, 0x8b], .gzip),
            ([0x28, 0xb5, 0x2f, 0xfd], .zstd),
            ([0x42, 0x5a, 0x68], .unsupported("a bzip2 file", remedy: unpack)),
            ([0xfd, 0x37, 0x7a, 0x58, 0x5a], .unsupported("an xz file", remedy: unpack)),
            ([0x50, 0x4b, 0x03, 0x04], .unsupported("a zip file", remedy: unpack)),
            ([0xff, 0xfe], .unsupported("UTF-16 text", remedy: "convert it to UTF-8")),
            ([0xfe, 0xff], .unsupported("UTF-16 text", remedy: "convert it to UTF-8")),
        ]
        // A zstd file may begin with a skippable frame: 0x184D2A50 to 5F, little-endian.
        let isSkippable = head.count >= 4 && head[0] & 0xf0 == 0x50 && head[1...3].elementsEqual([0x2a, 0x4d, 0x18])
        self = isSkippable ? .zstd : known.first { head.starts(with: $0.magic) }?.packing ?? .plain
    }
}
