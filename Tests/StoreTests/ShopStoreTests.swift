// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Store
import Testing

struct ShopStoreTests {
    @Test(arguments: 1...12)
    func `whatever is done to it, it holds what plain arrays would hold`(_ seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        var (oracle, generator) = (StoreOracle(), SeededGenerator(seed: seed))
        for _ in 0..<15 {
            let changes = (0..<Int.random(in: 1...6, using: &generator)).map { _ in StoreChange.random(&generator) }
            let receipts = try store.commit(changes).map { try $0.get() }
            #expect(receipts == changes.map { oracle.apply($0) }, "seed \(seed)")
            try compare(store, oracle, seed)
        }
        let problems = try store.check().problems
        #expect(problems == [], "seed \(seed)")
    }

    private func compare(_ store: ShopStore, _ oracle: StoreOracle, _ seed: UInt64) throws {
        let counts = try store.counts()
        #expect(counts.events == oracle.log.count && counts.users == oracle.users.count, "seed \(seed)")
        #expect(counts.orders == oracle.orderCount && counts.items == oracle.catalogue.count, "seed \(seed)")
        #expect(try store.catalogue() == oracle.items, "seed \(seed)")
        for user in 0..<12 {
            let name = "user \(user)"
            let expected = oracle.history(name)
            #expect(try store.history(name, pageSize: 3) == expected, "seed \(seed), \(name)")
            for limit in [0, 1, 2, 50, 10_000] {
                let newest = try store.newest(name, limit: limit)
                #expect(newest.map(\.timestamp) == expected.prefix(limit).map(\.timestamp), "seed \(seed), \(name)")
                #expect(newest.map(\.quantity) == expected.prefix(limit).map { Float($0.quantity ?? 1) })
            }
            #expect(try store.attributes(of: name) == oracle.users[name], "seed \(seed), \(name)")
        }
        let interactions = try store.read { (transaction) throws(StoreError) in try transaction.interactions() }
        #expect(interactions.timestamps == oracle.log.filter { $0.user != "" }.map(\.timestamp.milliseconds))
    }

    @Test func `names that differ in bytes only are different names`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        let receipt = try store.append([.sample("e\u{301}", "i", at: 1), .sample("\u{e9}", "i", at: 2)])
        #expect(receipt.accepted == 2)
        #expect(try store.counts().users == 2)
        #expect(try store.newest("e\u{301}").map(\.timestamp.milliseconds) == [1])
        #expect(try store.newest("\u{e9}").map(\.timestamp.milliseconds) == [2])
    }

    @Test func `a forgotten user who comes back is somebody new`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        var event = Event.sample("u", "i", at: 1)
        event.id = "e"
        _ = try store.append([event])
        let first = try store.read { (transaction) throws(StoreError) in try transaction.user(named: "u") }
        #expect(try store.forget(user: "u").eventsRemoved == 1)
        #expect(try store.append([event]).accepted == 1)
        let second = try store.read { (transaction) throws(StoreError) in try transaction.user(named: "u") }
        #expect(first?.rawValue == 0 && second?.rawValue == 1)
        #expect(try store.forget(user: "nobody") == ForgetReceipt())
        #expect(throws: StoreError.self) { try store.forget(user: "") }
    }

    @Test func `an item taken out stays out whatever events name it, until it is put again`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        _ = try store.append([.sample("u", "i", at: 1)])
        #expect(try store.delete(items: ["i", "none", ""]).missing == ["none", ""])
        _ = try store.append([.sample("u", "i", at: 2)])
        #expect(try store.catalogue().isEmpty)
        #expect(try store.newest("u").count == 2)
        _ = try store.put(items: [Item(id: "i")])
        #expect(try store.catalogue() == [Item(id: "i")])
    }

    @Test func `revisions change with what they stand for`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        func revision() throws -> StoreRevision {
            try store.read { (transaction) throws(StoreError) in try transaction.revision }
        }
        _ = try store.append([.sample("u", "i", at: 1)])
        let first = try revision()
        #expect(try revision() == first)
        _ = try store.append([.sample("u", "i", at: 2)])
        let second = try revision()
        #expect(second.commit > first.commit && second.items == first.items && second.users == first.users)
        _ = try store.put(items: [Item(id: "i")])
        let third = try revision()
        #expect(third.items > second.items && third.users == second.users)
        _ = try store.delete(items: ["i"])
        #expect(try revision().items > third.items)
        _ = try store.put(users: [User(id: "u")])
        #expect(try revision().users > third.users)
    }

    @Test func `how far an import has come is kept with what it brought`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        #expect(try store.importMark(for: "f") == 0)
        _ = try store.append([.sample("u", "i", at: 1)], marking: ImportMark(file: "f", rows: 7))
        #expect(try store.importMark(for: "f") == 7)
        _ = try store.append([], marking: ImportMark(file: "f", rows: 9))
        #expect(try store.importMark(for: "f") == 9)
        let tooLong = ImportMark(file: String(repeating: "f", count: 401), rows: 1)
        #expect(throws: StoreError.self) { try store.append([], marking: tooLong) }
    }
}

extension ShopStore {
    /// The user as put.
    fileprivate func attributes(of user: String) throws -> User? {
        try read { (transaction) throws(StoreError) in
            guard let index = try transaction.user(named: user) else { return nil }
            return try transaction.user(index)
        }
    }
}

extension StoreChange {
    /// Mostly events; now and then anything else.
    static func random(_ generator: inout SeededGenerator) -> StoreChange {
        let item = "Ärtikel \(Int.random(in: 0..<40, using: &generator))"
        let name = "user \(Int.random(in: 0..<12, using: &generator))"
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return .putItems([.random(item, &generator)])
        case 1: return .deleteItems([item, "none"])
        case 2: return .forgetUser(name)
        case 3:
            var user = User(id: name)
            user.attributes["age"] = .number(.random(in: 1...99, using: &generator))
            return .putUsers([user])
        default:
            return .append((0..<Int.random(in: 0...80, using: &generator)).map { _ in .random(&generator) })
        }
    }
}
