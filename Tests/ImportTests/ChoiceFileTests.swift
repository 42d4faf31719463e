// SPDX-License-Identifier: Apache-2.0

import Foundation
import Import
import Testing

@Suite struct ChoiceFileTests {
    private let scratchpad: Scratchpad

    init() throws { scratchpad = try Scratchpad() }

    private func read(_ text: String, columns: [String]? = nil) throws -> [(group: String, table: ChoiceTable)] {
        try ChoiceFile.read(try scratchpad.write("choices.tsv", text), columns: columns)
    }

    @Test func `rows become sets, attributes and counts`() throws {
        let tables = try read(
            """
            choice-set\tprice\tchosen\titem\tsegment\tstars
            1\t2.5\t0\ta\tnorth\t3
            1\t1.5\t2\tb\tnorth\t4
            2\t2\t1\ta\tsouth\t5
            """)
        #expect(tables.map(\.group) == [""])
        let table = try #require(tables.first?.table)
        #expect(table.attributes == ["price", "stars"])
        #expect(table.features == [2.5, 3, 1.5, 4, 2, 5])
        #expect(table.chosen == [0, 2, 1])
        #expect(table.starts == [0, 2, 3])
        #expect(table.segments == ["north", "south"])
        #expect(table.items == ["a", "b", "a"])
    }

    @Test func `without a header the columns are named in order, and commas separate as well`() throws {
        let columns = ["choice-set", "chosen", "-", "x", "group"]
        for head in ["", columns.joined(separator: ",") + "\n"] {
            let tables = try read(head + "7,1,skip,0.5,tea\n7,0,skip,1e1,tea\n7,1,skip,2,jam\n", columns: columns)
            #expect(tables.map(\.group) == ["tea", "jam"])
            #expect(tables.map(\.table.features) == [[0.5, 10], [2]])
            #expect(tables.map(\.table.starts) == [[0, 2], [0, 1]])
        }
    }

    @Test(arguments: [
        ("choice-set\tchosen\tx\n1\t1\tmany", "choices.tsv:2: x \"many\" is not a number"),
        ("choice-set\tchosen\tx\n1\t1\tnan", "choices.tsv:2: x"),
        ("choice-set\tchosen\tx\n1\t-1\t0", "chosen -1.0 is no count"),
        ("choice-set\tchosen\tx\n1\t1\t", "x is empty"),
        ("choice-set\tchosen\tx\n1\t1", "the row has 2 fields, 3 are needed"),
        ("choice-set\tchosen\tx\n1\t1\t0\n2\t1\t0\n1\t0\t1", "choices.tsv:4: choice-set \"1\" has rows further up"),
        ("set\tchosen\tx\n1\t1\t0", "has no columns choice-set and chosen"),
        ("choice-set\tchosen\n1\t1", "has no attributes"),
        ("choice-set\tchosen\tx\tx\n1\t1\t0\t0", "\"x\" is there twice"),
        ("choice-set\tchosen\tx\n", "has no rows"),
    ])
    func `what cannot be read is named`(text: String, expected: String) throws {
        let error = #expect(throws: ImportError.self) { try read(text) }
        #expect(error?.message.contains(expected) == true, "\(String(describing: error))")
    }
}
