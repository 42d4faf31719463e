// SPDX-License-Identifier: Apache-2.0

import Matrix
import Testing

@testable import Import

@Suite struct RecordReaderTests {
    /// Rows as fields, nil for a bad one, read in pieces through windows of the given size.
    private func rows(_ bytes: [UInt8], quotes: Bool, piece: Int, limit: Int = BufferSize.record) throws -> [Oracle.Row]
    {
        let source = PieceSource(bytes, pieceByteCount: piece)
        let reader = RecordReader(source, quotes: quotes, limit: limit, chunkByteCount: max(piece, 1))
        let splitter = FieldSplitter(quotes: quotes)
        let fields = FieldTable(capacity: 1000)
        var rows: [Oracle.Row] = []
        while let row = try reader.next() {
            do throws(RowProblem) {
                if let problem = row.problem { throw problem }
                try splitter.split(row.bytes, into: fields)
                rows.append((0..<fields.count).map { Array(fields[$0]) })
            } catch {
                rows.append(nil)
            }
        }
        return rows
    }

    private func randomText(_ generator: inout SeededGenerator, alphabet: String) -> [UInt8] {
        let letters = Array(alphabet.utf8)
        return (0..<Int.random(in: 0...60, using: &generator)).map { _ in
            letters[Int.random(in: 0..<letters.count, using: &generator)]
        }
    }

    @Test func `tab-separated rows agree with the plain reader however the bytes arrive`() throws {
        var generator = SeededGenerator(seed: 11)
        for round in 0..<300 {
            let bytes = randomText(&generator, alphabet: "ab\t\t\n\r\"é")
            let expected = Oracle.tsv(bytes)
            for piece in [1, 2, 3, 7, 64] {
                #expect(try rows(bytes, quotes: false, piece: piece) == expected, "round \(round), pieces of \(piece)")
            }
        }
    }

    @Test func `hostile quoting agrees with the plain reader however the bytes arrive`() throws {
        var generator = SeededGenerator(seed: 12)
        for round in 0..<3000 {
            let bytes = randomText(&generator, alphabet: "ab,,\n\r\"\"\"")
            let expected = Oracle.csv(bytes)
            for piece in [1, 2, 3, 7, 64] {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(try rows(bytes, quotes: true, piece: piece) == expected, "round \(round), \(piece): \(text)")
            }
        }
    }

    @Test func `a byte order mark is no part of the first field`() throws {
        let bytes: [UInt8] = [0xef, 0xbb, 0xbf] + Array("user,item\n".utf8)
        #expect(try rows(bytes, quotes: true, piece: 1) == [[Array("user".utf8), Array("item".utf8)]])
    }

    @Test func `a row above the limit is rejected and the next ones are read`() throws {
        for quotes in [false, true] {
            for piece in [1, 5, 100] {
                let text = "ab\n" + String(repeating: "x", count: 50) + "\ncd\n"
                let found = try rows(Array(text.utf8), quotes: quotes, piece: piece, limit: 10)
                #expect(found == [[Array("ab".utf8)], nil, [Array("cd".utf8)]], "pieces of \(piece)")
            }
        }
    }

    @Test func `a row of exactly the limit is read`() throws {
        let text = "0123456789\n0123456789a\nok"
        #expect(
            try rows(Array(text.utf8), quotes: false, piece: 3, limit: 10) == [
                [Array("0123456789".utf8)], nil, [Array("ok".utf8)],
            ])
    }

    @Test func `a quote that nothing closes costs its own line only`() throws {
        let text = "a,\"b\nc,d\ne,f\n"
        let found = try rows(Array(text.utf8), quotes: true, piece: 4)
        #expect(found == [nil, [[0x63], [0x64]], [[0x65], [0x66]]])
    }

    @Test func `line numbers count the lines inside quotes`() throws {
        let text = "a,\"x\ny\nz\"\nb,c\n\n\nd,e"
        for piece in 1...text.utf8.count {
            let reader = RecordReader(
                PieceSource(Array(text.utf8), pieceByteCount: piece), quotes: true, chunkByteCount: piece)
            var lines: [Int] = []
            while let row = try reader.next() { lines.append(row.line) }
            #expect(lines == [1, 4, 7], "pieces of \(piece)")
        }
    }
}
