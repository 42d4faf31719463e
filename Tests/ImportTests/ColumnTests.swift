// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@testable import Import

@Suite struct ColumnTests {
    /// Everything a file decodes to, and the reasons of its bad rows.
    private func read<Decoder: JSONFieldDecoder>(
        _ text: String, _ decoder: Decoder.Type, kind: ImportFile.Kind, columns: String? = nil, name: String = "f.tsv",
        options: ImportOptions = ImportOptions()
    ) throws -> (values: [Decoder.Value], rejected: [RejectedRow], notes: [String]) {
        let pad = try Scratchpad()
        let mapping = try columns.map { try ColumnMapping(parsing: $0) } ?? .header
        let file = ImportFile(path: try pad.write(name, text), kind: kind, columns: mapping)
        var (values, rejected, notes): ([Decoder.Value], [RejectedRow], [String]) = ([], [], [])
        try ParseJob(file, options).run(decoder) { (batch) throws(ImportError) in
            values += batch.values
            rejected += batch.rejected
            notes += batch.notes
            return true
        }
        return (values, rejected, notes)
    }

    private func failure(_ text: String, columns: String? = nil, kind: ImportFile.Kind = .events) -> ImportError? {
        #expect(throws: ImportError.self) { try read(text, EventDecoder.self, kind: kind, columns: columns) }
    }

    @Test func `a header names the columns in any order, and others are left out with a note`() throws {
        let found = try read("item\tcolour\tuser\ttype\ni\tred\tu\tcart\n", EventDecoder.self, kind: .events)
        #expect(found.values.map(\.user) == ["u"])
        #expect(found.values.map(\.type) == ["cart"])
        #expect(found.notes.count == 1)
        #expect(found.notes.first?.contains("colour") == true)
    }

    @Test func `a shop's own header is mapped`() throws {
        let text = "InvoiceNo,StockCode,Quantity,CustomerID\n1,a,-2,9\n2,b,3,\n"
        let columns = "user=CustomerID,item=StockCode,order=InvoiceNo,quantity=Quantity"
        let found = try read(text, EventDecoder.self, kind: .orders, columns: columns, name: "f.csv")
        #expect(found.values.map(\.type) == ["return", "purchase"])
        #expect(found.values.map(\.quantity) == [2, 3])
        #expect(found.values.map(\.user) == ["9", ""])
    }

    @Test func `positions name the columns of a file without a header, and rating makes ratings`() throws {
        let found = try read(
            "u\tx\ti\t4\t881250949\n", EventDecoder.self, kind: .events, columns: "user,-,item,rating,timestamp")
        #expect(
            found.values == [
                Event(user: "u", item: "i", type: "rating", timestamp: .init(milliseconds: 881_250_949_000), value: 4)
            ])
    }

    @Test func `a header that repeats the positions is no row`() throws {
        let found = try read("user\titem\nu\ti\n", EventDecoder.self, kind: .events, columns: "user,item")
        #expect(found.values.map(\.user) == ["u"])
    }

    @Test func `what is wrong with the columns is told with its remedy`() {
        let bare = failure("1\t1193\n2\t661\n")
        #expect(bare?.code == .missingHeader)
        #expect(bare?.message.contains("\"1 1193\"") == true)
        #expect(bare?.message.contains("--columns user,item") == true)
        let near = failure("user\titm\nu\ti\n")
        #expect(near?.code == .missingColumn)
        #expect(near?.message.contains("did you mean “itm”?") == true)
        #expect(failure("user\titem\n", columns: "user=custmer,item=item")?.code == .missingColumn)
        #expect(failure("a\tb\n", columns: "user,itm")?.message.contains("did you mean “item”?") == true)
        #expect(failure("a\tb\n", columns: "user,type")?.code == .missingColumn)
        #expect(failure("user\titem\tuser\n")?.code == .invalidColumns)
        #expect(failure("\n\n")?.code == .emptyFile)
        for columns in ["user=a,item", "user,,item", "user,user"] {
            let error = #expect(throws: ImportError.self) { try ColumnMapping(parsing: columns) }
            #expect(error?.code == .invalidColumns)
        }
    }

    @Test func `a bad row names file, line, column and reason`() throws {
        let text = "user\titem\tquantity\tprice\nu\ti\tmany\t1\nu\t\t1\t1\nu\ti\t1\nu\ti\t0\t\nu\ti\t-1\t\nu\ti\t1\t1\n"
        let found = try read(text, EventDecoder.self, kind: .events)
        #expect(found.values.count == 1)
        #expect(found.rejected.map(\.line) == [2, 3, 4, 5, 6])
        #expect(found.rejected.map(\.column) == ["quantity", "item", nil, "quantity", "quantity"])
        #expect(found.rejected.first?.description.hasSuffix("f.tsv:2: quantity \"many\" is not a number") == true)
    }

    @Test func `ids are checked for length and encoding`() throws {
        let long = String(repeating: "x", count: 256)
        let text = "user\titem\n\(long)\ti\n\(long.dropLast())\ti\n"
        let found = try read(text, EventDecoder.self, kind: .events)
        #expect(found.values.count == 1)
        #expect(found.rejected.map(\.column) == ["user"])
    }

    @Test func `an item's other columns become attributes with types`() throws {
        let text =
            "id\tcategory\ttags\tprice\tstock\tyear\tzip\tnew\tgenres\tcolour\na\tHome > Lamps\tx|y\t2.5\t3\t1995\t01234\ttrue\tA|B\t\n"
        var options = ImportOptions()
        options.listColumns = ["genres"]
        let item = try #require(try read(text, ItemDecoder.self, kind: .items, options: options).values.first)
        #expect(item.category == ["Home", "Lamps"])
        #expect(item.tags == ["x", "y"])
        #expect(item.price == 2.5)
        #expect(item.stock == 3)
        #expect(
            item.attributes == [
                "year": .number(1995), "zip": .text("01234"), "new": .flag(true), "genres": .list(["A", "B"]),
            ])
    }

    @Test func `a format nobody tells is asked for`() {
        for path in ["events", "events.zst", "-", "dir.d/events.txt"] {
            let error = #expect(throws: ImportError.self) { try ImportFile(path: path, kind: .events).resolvedFormat() }
            #expect(error?.code == .unknownFormat)
        }
    }

    @Test func `the format is asked for or told by the name`() throws {
        #expect(try ImportFile(path: "a.ndjson.GZ", kind: .events).resolvedFormat() == .jsonl)
        #expect(try ImportFile(path: "-", kind: .events, format: .csv).resolvedFormat() == .csv)
    }
}
