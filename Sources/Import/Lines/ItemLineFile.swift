// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Mining

/// Reads a file of baskets or sequences: one a line, its items separated by white space or by one character; plain, gzip or zstd.
///
/// An item is any UTF-8 word of at most 255 bytes, a number as well as a name. An empty line is left out, unless lines are
/// to be counted.
public struct ItemLineFile: Sendable {
    /// The lines; items are numbered as they first come.
    public let lines: ItemLines
    /// The items' names by number.
    public let names: [String]

    /// Reads the whole file; `-` is standard input.
    ///
    /// - Parameters:
    ///   - separator: the ASCII character between two items; nil for white space.
    ///   - keepsEmptyLines: whether a line without items stays in.
    ///   - threads: threads to parse on; the result is the same with any number.
    /// - Complexity: O(bytes).
    /// - Throws: ``ImportError`` for a file that cannot be read; `badRow` naming the line of a word that is too long, or
    ///   the file that is no UTF-8.
    public init(
        _ path: String, separator: UInt8? = nil, keepsEmptyLines: Bool = false, threads: Int = 1
    ) throws(ImportError) {
        let pieces = try LinePieces(path: path)
        let parsed = parallelMap(threads, threads: threads, chunk: 1, scratch: {}) { _, _ in
            Self.parse(pieces, separator, keepsEmptyLines)
        }.flatMap { $0 }.sorted { $0.number < $1.number }
        var numbers = WordNumbers()
        var parts: [(lines: ItemLines, numbers: [UInt32])] = []
        for piece in parsed {
            let (lines, words) = try piece.result.get()
            parts.append((lines, words.words.map { word in word.withUnsafeBytes { numbers.number(of: $0) } }))
        }
        guard let names = numbers.names() else {
            throw ImportError(.badRow, "\(pieces.name) holds an item that is no UTF-8; convert the file")
        }
        (lines, self.names) = (ItemLines(joining: parts, itemCount: names.count, threads: threads), names)
        if lines.count == 0 { throw ImportError(.emptyFile, "\(pieces.name) has no lines") }
    }

    /// A piece's lines, or what is wrong with it.
    private struct ParsedPiece: Sendable {
        var number: Int
        var result: Result<(ItemLines, WordNumbers), ImportError>
    }

    /// Parses pieces until there are no more; the last is the one that is wrong.
    private static func parse(
        _ pieces: LinePieces, _ separator: UInt8?, _ keepsEmptyLines: Bool
    ) -> [ParsedPiece] {
        var parsed: [ParsedPiece] = []
        while true {
            do throws(ImportError) {
                guard let piece = try pieces.next() else { return parsed }
                let result = Result { () throws(ImportError) in
                    var parser = ItemLineParser(
                        file: pieces.name, separator: separator, keepsEmptyLines: keepsEmptyLines,
                        firstLine: piece.firstLine)
                    return try parser.parseAll(piece.bytes)
                }
                parsed.append(ParsedPiece(number: piece.number, result: result))
                if case .failure = result { return parsed }
            } catch {
                return parsed + [ParsedPiece(number: .max, result: .failure(error))]
            }
        }
    }
}
