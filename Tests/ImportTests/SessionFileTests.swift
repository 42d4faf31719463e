// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@testable import Import

struct SessionFileTests {
    private let pad: Scratchpad

    init() throws { pad = try Scratchpad() }

    @Test func `clicks are gathered by session, in time order, sessions by their ends`() throws {
        let text = "late\tc\t30\nearly\tb\t20\nlate\ta\t10\nearly\ta\t5\nlate\tb\t10\n"
        let file = try SessionFile(clicks: try pad.write("c.tsv", text.replacing("\\\t", with: "\t")))
        #expect(file.sessions.map(\.items) == [["a", "b"], ["a", "b", "c"]])
        #expect(file.sessions[1].times.map(\.milliseconds) == [10_000, 10_000, 30_000])
    }

    @Test func `sequences stand as they are written`() throws {
        let path = try pad.write("s.txt", "x y x\n\nz\n")
        let file = try SessionFile(sequences: path)
        #expect(file.sessions.map(\.items) == [["x", "y", "x"], ["z"]])
        #expect(file.sessions.map { $0.times.count } == [3, 1])
    }

    @Test func `a click without a time that can be read is named`() throws {
        let path = try pad.write("c.tsv", "s\ta\t1\ns\tb\tnoon\n")
        let error = #expect(throws: ImportError.self) { try SessionFile(clicks: path) }
        #expect(error?.code == .badRow)
        #expect(error?.message.contains("c.tsv") == true)
    }
}
