// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Store
import Testing

struct HistoryTests {
    /// Lengths around the points where LMDB moves a user's records from the leaf to pages of their own.
    @Test(arguments: [1, 2, 3, 30, 62, 63, 64, 126, 127, 128, 129, 254, 255, 381, 5000])
    func `the newest of a user come back newest first, whatever their number`(_ count: Int) throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        var generator = SeededGenerator(seed: UInt64(count))
        let times = (0..<Int64(count)).shuffled(using: &generator)
        for part in stride(from: 0, to: count, by: 100) {
            let some = times[part..<min(part + 100, count)]
            _ = try store.append(some.map { .sample("u", "i\($0)", at: $0) } + [.sample("v", "i0", at: 0)])
        }
        let expected = (0..<Int64(count)).reversed()
        for limit in [1, 2, 126, 127, 128, 129, count - 1, count, count + 1] {
            let newest = try store.newest("u", limit: limit).map(\.timestamp.milliseconds)
            #expect(newest == Array(expected.prefix(limit)), "limit \(limit)")
        }
        #expect(try store.history("u", pageSize: 97).map(\.timestamp.milliseconds) == Array(expected))
        let counted = try store.read { (transaction) throws(StoreError) in
            try (0..<3).map { (user) throws(StoreError) in try transaction.eventCount(of: UserIndex(rawValue: user)) }
        }
        #expect(counted == [count, (count + 99) / 100, 0])
        #expect(try store.check().problems == [])
    }

    @Test func `a reader sees the store as it was when its read began, and the next read sees what came since`() throws
    {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore(mapByteCount: 1 << 26)
        _ = try store.append([.sample("u", "i", at: 1)])
        let reader = store.makeReader()
        for round in 1...5 {
            let seen = try reader.read { (transaction) throws(StoreError) in
                let user = try transaction.user(named: "u") ?? UserIndex(rawValue: 0)
                var before: [Interaction] = []
                try transaction.newest(of: user, limit: 100, into: &before)
                _ = try store.append([.sample("u", "i", at: Int64(round) + 1)])
                var after: [Interaction] = []
                try transaction.newest(of: user, limit: 100, into: &after)
                return before.map(\.timestamp) == after.map(\.timestamp) ? after.count : -1
            }
            #expect(seen == round)
        }
    }

    @Test func `a page goes on where the last one ended, though events come and go between them`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        _ = try store.append((1...9).map { .sample("u", "i", at: $0) })
        let user = UserIndex(rawValue: 0)
        let first = try store.read { (transaction) throws(StoreError) in
            try transaction.history(of: user, limit: 3)
        }
        #expect(first.map(\.event.timestamp.milliseconds) == [9, 8, 7])
        _ = try store.append([.sample("u", "i", at: 7), .sample("u", "i", at: 100)])
        let second = try store.read { (transaction) throws(StoreError) in
            try transaction.history(of: user, before: first.last?.position, limit: 3)
        }
        #expect(second.map(\.event.timestamp.milliseconds) == [6, 5, 4])
    }
}
