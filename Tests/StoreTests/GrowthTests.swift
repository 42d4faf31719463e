// SPDX-License-Identifier: Apache-2.0

import Foundation
import Shop
import Store
import Synchronization
import Testing

struct GrowthTests {
    private final class Writing: Sendable {
        let isDone = Atomic(false)
    }

    @Test func `the map grows while readers read, and nothing is lost or seen half`() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore(mapByteCount: 1 << 20)
        let writing = Writing()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    let reader = store.makeReader()
                    var isWhole = true
                    while !writing.isDone.load(ordering: .acquiring) {
                        isWhole = try reader.read { (transaction) throws(StoreError) in
                            var newest: [Interaction] = []
                            guard let user = try transaction.user(named: "u7") else { return isWhole }
                            try transaction.newest(of: user, limit: .max, into: &newest)
                            return try newest.count * 10 == transaction.counts.events && isWhole
                        }
                    }
                    return isWhole
                }
            }
            for round in 0..<40 {
                let events = (0..<500).map { Event.sample("u\($0 % 10)", "i\($0)", at: Int64(round * 500 + $0)) }
                #expect(try store.append(events).accepted == 500)
            }
            writing.isDone.store(true, ordering: .releasing)
            for try await isWhole in group { #expect(isWhole) }
        }
        #expect(store.byteCount > 1 << 20)
        #expect(try store.check().problems == [])
    }

    @Test func `a map that another process has made larger is taken up`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore(mapByteCount: 1 << 20)
        #expect(try Probe("append", folder.path + "/store", "60000").rest() == ["60000"])
        #expect(store.byteCount > 1 << 20)
        #expect(try store.counts().events == 60_000)
        #expect(try store.append([.sample("u", "i", at: 1)]).accepted == 1)
    }

    @Test func `a writer takes up a map that another process has made larger`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore(mapByteCount: 1 << 20)
        #expect(try Probe("append", folder.path + "/store", "60000").rest() == ["60000"])
        #expect(try store.append([.sample("u", "i", at: 1)]).accepted == 1)
        #expect(try store.counts().events == 60_001)
    }
}
