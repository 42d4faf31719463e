// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Store
import Testing

@testable import Import

@Suite struct ImporterTests {
    private let pad: Scratchpad

    init() throws { pad = try Scratchpad() }

    private func store(_ name: String) throws -> ShopStore {
        try ShopStore.open(at: pad.path(name), as: .writer, creating: true)
    }

    private var options: ImportOptions {
        var options = ImportOptions()
        options.rejectsPath = pad.path("rejects.tsv")
        options.batchCount = 100
        return options
    }

    /// A file of events, every seventeenth row bad, every tenth with an id that an earlier row had.
    private func eventFile(_ name: String, count: Int = 1050) throws -> ImportFile {
        var generator = SeededGenerator(seed: 5)
        var text = "user\titem\ttype\ttimestamp\tevent_id\n"
        for row in 0..<count {
            let user = row % 17 == 16 ? "" : "u\(Int.random(in: 0..<40, using: &generator))"
            let id = row % 10 == 9 ? "e\(row / 20)" : ""
            text += "\(user)\ti\(Int.random(in: 0..<60, using: &generator))\tview\t\(row + 1_000_000)\t\(id)\n"
        }
        return ImportFile(path: try pad.write(name, text), kind: .events)
    }

    /// What is in a store, as one value to compare.
    private func contents(_ store: ShopStore) throws -> [String] {
        try store.read { transaction in
            let all = try transaction.interactions()
            var rows: [String] = []
            for row in 0..<all.count {
                let user = try transaction.name(of: UserIndex(rawValue: all.users[row])) ?? ""
                let item = try transaction.name(of: ItemIndex(rawValue: all.items[row])) ?? ""
                rows.append("\(user) \(item) \(all.types[row].rawValue) \(all.timestamps[row]) \(all.quantities[row])")
            }
            return rows
        }
    }

    @Test func `every row counts once, and the store holds the good ones in order`() throws {
        let store = try store("a")
        let file = try eventFile("e.tsv")
        var shown: [RejectedRow] = []
        var observer = ImportObserver()
        observer.rejected = { shown.append($0) }
        let summary = try Importer(store: store, options: options, observer: observer).run([file])
        #expect(summary.rows == 1050)
        #expect(summary.rejected == 61)
        #expect(summary.duplicates > 0)
        #expect(shown.count == 10)
        #expect(shown.first?.line == 18)
        #expect(try contents(store).count == summary.accepted)
        let rejects = try pad.text("rejects.tsv").split(separator: "\n")
        #expect(rejects.count == 62)
        #expect(rejects[1].contains("\t18\tuser\tis empty\t\t"))
    }

    @Test func `a file imported again brings in nothing`() throws {
        let store = try store("a")
        let file = try eventFile("e.tsv")
        let first = try Importer(store: store, options: options).run([file])
        let before = try contents(store)
        let second = try Importer(store: store, options: options).run([file])
        #expect(second.accepted == 0)
        #expect(second.skipped == first.accepted + first.duplicates)
        #expect(try contents(store) == before)
    }

    @Test func `asked to, it imports the file once more`() throws {
        let store = try store("a")
        let file = ImportFile(path: try pad.write("e.tsv", "user\titem\nu\ti\nu\tj\n"), kind: .events)
        var again = options
        again.importsAgain = true
        for _ in 0..<3 { #expect(try Importer(store: store, options: again).run([file]).accepted == 2) }
        #expect(try contents(store).count == 6)
    }

    @Test(arguments: [0, 1, 4, 9, 10])
    func `interrupted and repeated, it ends like one clean run`(batches: Int) throws {
        let file = try eventFile("e.tsv")
        let clean = try store("clean")
        let whole = try Importer(store: clean, options: options).run([file])
        let store = try store("broken")
        let failing = FailingDestination(StoreDestination(store: store), afterBatches: batches)
        let error = #expect(throws: ImportError.self) {
            try Importer(destination: failing, options: options, observer: ImportObserver()).run([file])
        }
        #expect(error?.code == .store)
        var other = options
        other.batchCount = 77
        let rest = try Importer(store: store, options: other).run([file])
        #expect(rest.rows == whole.rows)
        #expect(rest.rejected == whole.rejected)
        #expect(try contents(store) == contents(clean))
    }

    @Test func `a strict import keeps nothing of any file when one row is bad`() throws {
        let store = try store("a")
        let good = ImportFile(path: try pad.write("good.tsv", "user\titem\nu\ti\n"), kind: .events)
        var strict = options
        strict.isStrict = true
        let bad = try eventFile("bad.tsv")
        let error = #expect(throws: ImportError.self) { try Importer(store: store, options: strict).run([good, bad]) }
        #expect(error?.code == .badRow)
        #expect(error?.message.contains("bad.tsv:18") == true)
        #expect(try contents(store).isEmpty)
    }

    @Test func `items, users and order lines arrive whole from packed files`() throws {
        let store = try store("a")
        let items = try pad.write("items.jsonl.gz", gzip(Array(#"{"id":"i","title":"Lamp","size":3}"#.utf8)))
        let users = try pad.write("users.csv.zst", zstd(Array("user,age,note\r\nu,24,\"a, \"\"b\"\"\r\nc\"\r\n".utf8)))
        let orders = try pad.write("orders.tsv", "order\titem\tuser\tquantity\n1\ti\tu\t2\n1\ti\tu\t2\nC1\ti\tu\t-2\n")
        let summary = try Importer(store: store, options: options).run([
            ImportFile(path: items, kind: .items), ImportFile(path: users, kind: .users),
            ImportFile(path: orders, kind: .orders),
        ])
        #expect(summary.accepted == 5)
        #expect(summary.rejectsFiles.isEmpty)
        try store.read { transaction in
            let itemIndex = try #require(try transaction.item(named: "i"))
            let item = try transaction.item(itemIndex)
            #expect(item?.title == "Lamp")
            #expect(item?.attributes == ["size": .number(3)])
            let userIndex = try #require(try transaction.user(named: "u"))
            let user = try transaction.user(userIndex)
            #expect(user?.attributes == ["age": .number(24), "note": .text("a, \"b\"\r\nc")])
        }
        let types = [EventType.purchase, .purchase, .return].map { "u i \($0.rawValue) " }
        #expect(zip(try contents(store), types).allSatisfy { $0.hasPrefix($1) && $0.hasSuffix(" 2.0") })
    }

    @Test func `clicks of visitors without an account need a session instead of a user`() throws {
        let store = try store("a")
        let clicks = try pad.write("clicks.tsv", "1\ta\t1600000000\n1\tb\t1600000009\n\tc\t1600000009\n")
        let columns = try ColumnMapping(parsing: "session,item,timestamp")
        let summary = try Importer(store: store, options: options).run([
            ImportFile(path: clicks, kind: .events, columns: columns)
        ])
        #expect(summary.accepted == 2)
        let sessions = try store.read { (transaction) throws(StoreError) in try transaction.sessions() }
        #expect(sessions.count == 1 && sessions.items == [0, 1] && sessions.users == [EventGroups.guest])
    }

    @Test func `a missing file is found before the first one is imported`() throws {
        let store = try store("a")
        let files = [try eventFile("e.tsv"), ImportFile(path: pad.path("none.tsv"), kind: .events)]
        let error = #expect(throws: ImportError.self) { try Importer(store: store, options: options).run(files) }
        #expect(error?.code == .missingFile)
        #expect(try contents(store).isEmpty)
    }
}

/// The store until it fails, as a process does that is killed.
private final class FailingDestination: ImportDestination {
    private let store: StoreDestination
    private var left: Int

    init(_ store: StoreDestination, afterBatches batches: Int) {
        self.store = store
        left = batches
    }

    func rowsImported(of fingerprint: String) throws(ImportError) -> Int { try store.rowsImported(of: fingerprint) }

    func append(_ events: [Event], marking mark: FileMark?) throws(ImportError) -> BatchReceipt {
        guard left > 0 else { throw ImportError(.store, "failed on purpose") }
        left -= 1
        return try store.append(events, marking: mark)
    }

    func put(items: [Item]) throws(ImportError) -> BatchReceipt { try store.put(items: items) }
    func put(users: [User]) throws(ImportError) -> BatchReceipt { try store.put(users: users) }
}
