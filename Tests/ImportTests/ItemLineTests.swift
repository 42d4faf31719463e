// SPDX-License-Identifier: Apache-2.0

import Matrix
import Mining
import Testing

@testable import Import

@Suite struct ItemLineTests {
    private func lines(_ text: String, separator: Character? = nil, packed: Bool = false) throws -> [[String]] {
        let pad = try Scratchpad()
        let bytes = packed ? try gzip(Array(text.utf8)) : Array(text.utf8)
        let file = try ItemLineFile(pad.write("lines", bytes), separator: separator?.asciiValue)
        return (0..<file.lines.count).map { line in
            file.lines.range(of: line).map { file.names[Int(file.lines.items[$0])] }
        }
    }

    @Test func `words are items, lines are lines, blank lines are none`() throws {
        let text = "milk 12 bread\n\n  milk\t7 \r\nlast-one-with-a-long-name 12"
        let wanted = [["milk", "12", "bread"], ["milk", "7"], ["last-one-with-a-long-name", "12"]]
        #expect(try lines(text) == wanted)
        #expect(try lines(text, packed: true) == wanted)
    }

    @Test func `with a separator, blanks belong to a name but not around it`() throws {
        #expect(try lines("whole milk, rolls ,,\n,\nsoda", separator: ",") == [["whole milk", "rolls"], ["soda"]])
    }

    @Test func `wherever the bytes are cut, the lines are the same`() throws {
        let text = Array("ab 1234567 x\n12345678 123456789\nñandú x".utf8)
        var whole = ItemLineParser(file: "whole", separator: nil)
        let rest = try text.withUnsafeBytes { try whole.parse($0) }
        let expected = try text.withUnsafeBytes { try whole.finish(UnsafeRawBufferPointer(rebasing: $0[rest...])) }
        for cut in 0...text.count {
            var parser = ItemLineParser(file: "cut", separator: nil)
            let taken = try text[..<cut].withUnsafeBytes { try parser.parse($0) }
            let more = try text[taken...].withUnsafeBytes { try parser.parse($0) }
            let (lines, names) = try text[(taken + more)...].withUnsafeBytes { try parser.finish($0) }
            #expect(names == expected.1, "cut at \(cut)")
            #expect(
                (0..<lines.items.count).map { lines.items[$0] }
                    == (0..<expected.0.items.count).map { expected.0.items[$0] })
        }
    }

    @Test func `what is no item is refused with its line`() throws {
        let tooLong = #expect(throws: ImportError.self) { try lines("a b\n" + String(repeating: "x", count: 256)) }
        #expect(tooLong?.message.contains("line 2") == true)
        let endless = #expect(throws: ImportError.self) { try lines(String(repeating: "x", count: 3 << 20)) }
        #expect(endless?.code == .badRow)
        let pad = try Scratchpad()
        let path = try pad.write("bytes", [0x61, 0x20, 0xff, 0xfe, 0x0a])
        #expect(throws: ImportError.self) { try ItemLineFile(path) }
        #expect(throws: ImportError.self) { try ItemLineFile(pad.path("nothing")) }
        #expect(throws: ImportError.self) { try ItemLineFile(pad.write("blank", "\n \n")) }
    }
}
