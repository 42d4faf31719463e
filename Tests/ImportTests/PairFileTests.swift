// SPDX-License-Identifier: Apache-2.0

import Foundation
import Shop
import Testing

@testable import Import

@Suite struct PairFileTests {
    @Test func `pairs are read in order, with the columns asked for`() throws {
        let pad = try Scratchpad()
        let path = try pad.write("p.tsv", zstd(Array("196\t242\t3\t881250949\n186\t302\t4\t891717742".utf8)))
        #expect(try PairFile.read(path) == [.init(user: "196", item: "242"), .init(user: "186", item: "302")])
        let full = try PairFile.read(path, valueColumn: 2, timestampColumn: 3)
        #expect(full.map(\.value) == [3, 4])
        #expect(full.last?.timestamp == Timestamp(milliseconds: 891_717_742_000))
    }

    @Test func `columns are found by their names`() throws {
        let pad = try Scratchpad()
        let path = try pad.write("c.tsv", "x\t7\tann\t881250949\n")
        let columns = try PairFile.Columns(parsing: "-,item,user,time")
        let pairs = try PairFile.read(path, columns: columns)
        #expect(pairs.map(\.user) == ["ann"] && pairs.map(\.item) == ["7"] && pairs[0].value == nil)
        #expect(pairs[0].timestamp == Timestamp(milliseconds: 881_250_949_000))
        for text in ["user", "user,thing", "user,item,item", "", "user,item,-,when"] {
            let error = #expect(throws: ImportError.self) { try PairFile.Columns(parsing: text) }
            #expect(error?.code == .invalidColumns, "\(text)")
        }
        #expect(throws: ImportError.self) {
            try PairFile.read(path, columns: PairFile.Columns(parsing: "-,-,-,-,user,item"))
        }
    }

    @Test func `a header is left out and a bad row named`() throws {
        let pad = try Scratchpad()
        #expect(try PairFile.read(pad.write("h.tsv", "user\titem\n1\t2\n")) == [.init(user: "1", item: "2")])
        let error = #expect(throws: ImportError.self) { try PairFile.read(pad.write("b.tsv", "1\t2\n3\n")) }
        #expect(error?.code == .badRow)
        #expect(error?.message.contains("b.tsv:2") == true)
    }

    @Test(.enabled(if: RealData.isWanted, "no real data here; set WICKER_DATA"))
    func `gowalla's published split has its published size`() throws {
        #expect(try PairFile.read(RealData.path("gowalla/train.tsv.zst")).count == 810_128)
        #expect(try PairFile.read(RealData.path("gowalla/test.tsv.zst")).count == 217_242)
    }

    @Test(.enabled(if: RealData.isWanted, "no real data here; set WICKER_DATA"))
    func `online-retail's order lines are purchases and returns`() throws {
        let columns =
            "user=CustomerID,item=StockCode,order=InvoiceNo,quantity=Quantity,price=UnitPrice,timestamp=InvoiceDate"
        let file = ImportFile(
            path: RealData.path("online-retail/lines.tsv.zst"), kind: .orders,
            columns: try ColumnMapping(parsing: columns))
        var (lines, returns, guests, rejected) = (0, 0, 0, 0)
        try ParseJob(file, ImportOptions()).run(EventDecoder.self) { (batch) throws(ImportError) in
            lines += batch.values.count
            returns += batch.values.count { $0.type == "return" }
            guests += batch.values.count { $0.user.isEmpty }
            rejected += batch.rejected.count
            return true
        }
        #expect(lines == 541_909)
        #expect(rejected == 0)
        #expect(guests == 135_080)
        #expect(returns == 10_624)
    }
}

/// Where the real data lies: `WICKER_DATA`, or beside the package.
enum RealData {
    private static let folder =
        ProcessInfo.processInfo.environment["WICKER_DATA"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../shared/data")

    /// True where the data is there, and where a missing one must fail the test.
    static var isWanted: Bool {
        ProcessInfo.processInfo.environment["CI"] != nil || FileManager.default.fileExists(atPath: folder.path)
    }

    static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
