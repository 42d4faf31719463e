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

    @Test func `empty lines stay in where lines are counted`() throws {
        let pad = try Scratchpad()
        for (text, counts) in [("a\n\nb c\n", [1, 0, 2]), ("\n \na b\n\n", [0, 0, 2, 0]), ("a\nb", [1, 1])] {
            let file = try ItemLineFile(pad.write("lines", Array(text.utf8)), keepsEmptyLines: true, threads: 2)
            #expect((0..<file.lines.count).map { file.lines.items(of: $0).count } == counts)
        }
    }

    @Test func `with a separator, blanks belong to a name but not around it`() throws {
        #expect(try lines("whole milk, rolls ,,\n,\nsoda", separator: ",") == [["whole milk", "rolls"], ["soda"]])
    }

    @Test(arguments: [false, true]) func `a file of several pieces is the same on any number of threads`(packed: Bool)
        throws
    {
        var generator = SeededGenerator(seed: 5)
        var wanted = (0..<25_000).map { line in
            (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
                line == 20_000 ? "ñandú" : "word-\(Int.random(in: 0..<(line / 10 + 1), using: &generator))"
            }
        }
        wanted[10_000] = (0..<180_000).map { "\($0)" }  // longer than a piece
        let text = Array(wanted.map { $0.joined(separator: " ") }.joined(separator: "\n").utf8)
        let pad = try Scratchpad()
        let path = try pad.write("lines", packed ? gzip(text) : text)
        defer { withExtendedLifetime(pad) {} }
        wanted.removeAll(where: \.isEmpty)
        let one = try ItemLineFile(path)
        #expect(one.lines.count == wanted.count)
        for line in wanted.indices where one.lines.items(of: line).map({ one.names[Int($0)] }) != wanted[line] {
            Issue.record("line \(line)")
        }
        var seen: Set<String> = []
        #expect(one.names == wanted.joined().filter { seen.insert($0).inserted })
        for threads in 2...3 {
            let many = try ItemLineFile(path, threads: threads)
            #expect(many.names == one.names && many.lines.count == one.lines.count)
            #expect((0..<many.lines.count).allSatisfy { many.lines.items(of: $0) == one.lines.items(of: $0) })
        }
    }

    @Test func `the first line that is wrong is named, whatever piece it is in`() throws {
        let good = Array(repeating: "some words of a line", count: 60_000)
        let bad = String(repeating: "x", count: 256)
        let text = (good + ["end " + bad] + good + [bad]).joined(separator: "\n")
        let pad = try Scratchpad()
        let path = try pad.write("lines", Array(text.utf8))
        defer { withExtendedLifetime(pad) {} }
        for threads in 1...3 {
            let error = #expect(throws: ImportError.self) { try ItemLineFile(path, threads: threads) }
            #expect(error?.message.contains("line 60001:") == true, "\(threads) threads: \(error?.message ?? "")")
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
