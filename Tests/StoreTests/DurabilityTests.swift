// SPDX-License-Identifier: Apache-2.0

import Shop
import Store
import Testing

struct DurabilityTests {
    @Test func `after kill -9 every acknowledged event is there, once, and the store opens without repair`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/store"
        _ = try folder.makeStore()
        var acknowledged = 0
        for round in 1...4 {
            let probe = try Probe("record", path)
            let first = probe.lines(10 * round)
            #expect(first.count == 10 * round)
            probe.kill()
            // Each line says a batch of ten is durable; a line cut by the kill lacks its end and is not counted.
            let last = (first + probe.rest().dropLast()).compactMap { Int($0) }.max() ?? 0
            acknowledged = max(acknowledged, last + 10)

            let store = try ShopStore.open(at: path, as: .server)
            let counts = try store.counts()
            #expect(counts.events >= acknowledged && counts.events % 10 == 0)
            let report = try store.check()
            #expect(report.problems == [] && report.counts == counts)
            let ids = try (0..<97).flatMap { try store.history("user-\($0)").compactMap(\.id) }
            #expect(Set(ids) == Set((0..<counts.events).map { "event-\($0)" }) && ids.count == counts.events)
        }
    }

    @Test func `a full disk refuses the change, keeps what was there, and goes on reading`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.makeStore()
        let probe = try Probe("fill", folder.path + "/store", "1500000")
        #expect(probe.rest() == ["full", "true true"])
        #expect(probe.finish() == 0)
        let store = try ShopStore.open(at: folder.path + "/store", as: .server)
        #expect(try store.append([.sample("u", "i", at: 1)]).accepted == 1)
    }

    @Test func `an import beside a server is seen by it, and neither disturbs the other`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        _ = try store.append([.sample("user-0", "item-0", at: 1)])
        let before = try store.read { (transaction) throws(StoreError) in try transaction.revision }
        #expect(try Probe("append", folder.path + "/store", "20000").rest() == ["20000"])
        let after = try store.read { (transaction) throws(StoreError) in try transaction.revision }
        #expect(after.commit > before.commit && after.items > before.items && after.users > before.users)
        #expect(try store.append([.sample("user-96", "item-30", at: 2), .sample("new", "new", at: 3)]).accepted == 2)
        let counts = try store.counts()
        #expect(counts.events == 20_003 && counts.users == 98 && counts.items == 32)
        #expect(try store.check().problems == [])
    }
}
