// SPDX-License-Identifier: Apache-2.0

import Shop
import Store
import Testing

struct SessionLogTests {
    @Test func `a session's events need no user, and are handed over in the order of the log`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        func event(_ user: String, _ item: String, _ session: String?) -> Event {
            Event(user: user, item: item, timestamp: Timestamp(milliseconds: 1), session: session)
        }
        let receipt = try store.append([
            event("", "a", "s"), event("u", "b", nil), event("u", "c", "t"), event("", "d", nil), event("", "b", "s"),
        ])
        #expect(receipt.accepted == 4)
        #expect(receipt.rejections.map(\.index) == [3])
        #expect(receipt.rejections.map(\.field) == ["user"])
        #expect(try store.check().isSound)
        for limit in [1, 2, 100] {
            var (found, next, rounds) = ([String](), UInt64(0), 0)
            try store.read { transaction in
                let end = try transaction.logEnd
                while next < end {
                    next = try transaction.forEachSessionEvent(from: next, limit: limit) { event in
                        found.append("\(event.session)\(event.item.rawValue)")
                    }
                    rounds += 1
                }
                #expect(try transaction.forEachSessionEvent(from: end, limit: 5) { _ in } == end)
            }
            #expect(found == ["s0", "t2", "s1"])
            #expect(rounds == (4 + limit - 1) / limit)
        }
    }
}
