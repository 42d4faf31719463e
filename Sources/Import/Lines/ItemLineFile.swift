// SPDX-License-Identifier: Apache-2.0

public import Mining

/// Reads a file of baskets or sequences: one a line, its items separated by white space or by one character; plain, gzip or zstd.
///
/// An item is any UTF-8 word of at most 255 bytes, a number as well as a name. An empty line is left out.
public struct ItemLineFile: Sendable {
    /// The lines; items are numbered as they first come.
    public let lines: ItemLines
    /// The items' names by number.
    public let names: [String]

    /// Reads the whole file; `-` is standard input.
    ///
    /// - Parameter separator: the ASCII character between two items; nil for white space.
    /// - Complexity: O(bytes).
    /// - Throws: ``ImportError`` for a file that cannot be read; `badRow` naming the line of a word that is too long, or
    ///   the file that is no UTF-8.
    public init(_ path: String, separator: UInt8? = nil) throws(ImportError) {
        let input = try Input(path: path)
        var parser = ItemLineParser(file: input.name, separator: separator)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: BufferSize.chunk, alignment: 8)
        defer { buffer.deallocate() }
        var kept = 0  // bytes of a word whose end has not come yet
        while true {
            let byteCount = try input.source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[kept...]))
            guard byteCount > 0 else { break }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<(kept + byteCount)])
            let taken = try parser.parse(bytes)
            kept = bytes.count - taken
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken...]))
        }
        (lines, names) = try parser.finish(UnsafeRawBufferPointer(rebasing: buffer[..<kept]))
        if lines.count == 0 { throw ImportError(.emptyFile, "\(input.name) has no lines") }
    }
}
