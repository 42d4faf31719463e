// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Import

@Suite struct FuzzTests {
    /// Bytes that look enough like a file to get far into the readers.
    private func hostile(_ generator: inout SeededGenerator) -> [UInt8] {
        let words = [
            "user", "item", "id", "\t", ",", "\n", "\r\n", "\"", "\"\"", "{", "}", "[", ":", "\\u", "\\ud800", "1e9",
            "-",
            "2010-12-01", "T08:26", "\u{0}", "\u{FEFF}", "é", "{\"user\":\"u\",\"item\":\"i\"}\n", "user\titem\n",
            "user,item\n",
        ].map { Array($0.utf8) }
        return (0..<Int.random(in: 1...80, using: &generator)).flatMap { _ in
            Int.random(in: 0..<6, using: &generator) == 0
                ? [UInt8.random(in: 0...255, using: &generator)]
                : words[Int.random(in: 0..<words.count, using: &generator)]
        }
    }

    @Test(arguments: ImportFile.Format.allCases)
    func `no bytes whatever break the readers, and every row is either good or bad`(format: ImportFile.Format) throws {
        var generator = SeededGenerator(seed: 31)
        let pad = try Scratchpad()
        var (errors, rows) = (0, 0)
        for _ in 0..<400 {
            let head = format == .tsv ? "user\titem\n" : format == .csv ? "user,item\n" : ""
            let path = try pad.write("f", Array(head.utf8) + hostile(&generator))
            for columns in [ColumnMapping.header, try ColumnMapping(parsing: "user,item")] {
                let file = ImportFile(path: path, kind: .events, format: format, columns: columns)
                do throws(ImportError) {
                    try ParseJob(file, ImportOptions()).run(EventDecoder.self) { (batch) throws(ImportError) in
                        #expect(batch.values.count + batch.rejected.count == batch.rowCount)
                        rows += batch.rowCount
                        return true
                    }
                } catch {
                    errors += 1
                }
            }
        }
        #expect(rows > 400)
        #expect(errors < 800)
    }

    @Test func `damage anywhere in an archive is an error or other bytes, never a crash`() throws {
        var generator = SeededGenerator(seed: 32)
        let pad = try Scratchpad()
        let text = Array(String(repeating: "user\titem\nu\ti\n", count: 50).utf8)
        for packed in [try gzip(text), try zstd(text)] {
            for _ in 0..<300 {
                var bytes = packed
                bytes[Int.random(in: 4..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
                let file = ImportFile(path: try pad.write("f", bytes), kind: .events, format: .tsv)
                do throws(ImportError) {
                    try ParseJob(file, ImportOptions()).run(EventDecoder.self) { _ in true }
                } catch {
                    #expect(error.message.contains(pad.path("f")))
                }
            }
        }
    }
}
