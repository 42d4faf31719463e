// SPDX-License-Identifier: Apache-2.0

internal import Mining
internal import Shop

/// Turns bytes into lines of items.
struct ItemLineParser {
    private let file: String
    private let separator: UInt8?
    private let keepsEmptyLines: Bool
    private var builder = ItemLinesBuilder()
    private var numbers = WordNumbers()
    private var line: Int
    private var isEmpty = true

    init(file: String, separator: UInt8?, keepsEmptyLines: Bool, firstLine: Int = 1) {
        self.file = file
        self.separator = separator
        self.keepsEmptyLines = keepsEmptyLines
        line = firstLine
    }

    /// The lines of bytes that end with one, and the words that number their items.
    mutating func parseAll(_ bytes: [UInt8]) throws(ImportError) -> (ItemLines, WordNumbers) {
        var failure: ImportError?
        bytes.withUnsafeBytes { bytes in
            do throws(ImportError) {
                let taken = try parse(bytes)
                try finish(UnsafeRawBufferPointer(rebasing: bytes[taken...]))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return (builder.finish(itemCount: numbers.words.count), numbers)
    }

    /// Takes up every whole word; returns how many bytes were used, the rest being the start of a word.
    private mutating func parse(_ bytes: UnsafeRawBufferPointer) throws(ImportError) -> Int {
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

    /// Takes up the last word, and ends the last line.
    private mutating func finish(_ rest: UnsafeRawBufferPointer) throws(ImportError) {
        if !rest.isEmpty { try add(rest, 0, rest.count) }
        if !rest.isEmpty || !isEmpty { endLine() }
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
        if !isEmpty || keepsEmptyLines { builder.endLine() }
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
