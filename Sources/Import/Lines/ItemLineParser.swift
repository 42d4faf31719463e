// SPDX-License-Identifier: Apache-2.0

internal import Mining
internal import Shop

/// Turns bytes into lines of items, a run of bytes after the other.
struct ItemLineParser {
    private let file: String
    private let separator: UInt8?
    private var builder = ItemLinesBuilder()
    private var numbers = WordNumbers()
    private var line = 1
    private var isEmpty = true

    init(file: String, separator: UInt8?) {
        self.file = file
        self.separator = separator
    }

    /// Takes up every whole word; returns how many bytes were used, the rest being the start of a word.
    mutating func parse(_ bytes: UnsafeRawBufferPointer) throws(ImportError) -> Int {
        var start = 0
        for position in 0..<bytes.count {
            let byte = bytes[position]
            guard ends(byte) else { continue }
            if position > start { try add(bytes, start, position) }
            if byte == UInt8(ascii: "\n") { endLine() }
            start = position + 1
        }
        guard bytes.count - start <= Limits.idByteCount + 2 else { throw tooLong }
        return start
    }

    /// The baskets and the items' names, after the last bytes.
    mutating func finish(_ rest: UnsafeRawBufferPointer) throws(ImportError) -> (ItemLines, [String]) {
        if !rest.isEmpty { try add(rest, 0, rest.count) }
        endLine()
        guard let names = numbers.names() else {
            throw ImportError(.badRow, "\(file) holds an item that is no UTF-8; convert the file")
        }
        return (builder.finish(itemCount: names.count), names)
    }

    @inline(__always)
    private func ends(_ byte: UInt8) -> Bool {
        if let separator { return byte == separator || byte == UInt8(ascii: "\n") }
        return byte <= UInt8(ascii: " ")
    }

    /// Blanks around a word between separators are no part of it.
    private mutating func add(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) throws(ImportError) {
        var (start, end) = (start, end)
        if separator != nil {
            while start < end, bytes[start] <= UInt8(ascii: " ") { start += 1 }
            while start < end, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
            if start == end { return }
        }
        guard end - start <= Limits.idByteCount else { throw tooLong }
        builder.add(numbers.number(of: UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
        isEmpty = false
    }

    private mutating func endLine() {
        if !isEmpty { builder.endLine() }
        isEmpty = true
        line += 1
    }

    private var tooLong: ImportError {
        ImportError(
            .badRow,
            "\(file), line \(line): an item of more than \(Limits.idByteCount) bytes; name the separator if it is "
                + "no white space")
    }
}
