// SPDX-License-Identifier: Apache-2.0

import Shop
import Store
import Testing

struct EventGroupTests {
    private static func event(
        _ user: String, _ item: String, minute: Int64, order: String? = nil, session: String? = nil
    ) -> Event {
        Event(
            user: user, item: item, timestamp: Timestamp(milliseconds: minute * 60_000), price: 2.5, order: order,
            session: session)
    }

    @Test func `orders are read with the lines of guests, sessions by name or by gap`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        _ = try store.append([
            Self.event("u", "a", minute: 0, order: "o1"), Self.event("", "b", minute: 1, order: "o2"),
            Self.event("u", "c", minute: 2, session: "s"), Self.event("v", "a", minute: 3, session: "s"),
            Self.event("u", "b", minute: 4, order: "o1"),
        ])
        let (orders, sessions) = try store.read { (transaction) throws(StoreError) in
            (try transaction.orders(), try transaction.sessions())
        }
        #expect((0..<orders.count).map { orders[$0].map { orders.items[$0] } } == [[1], [0, 1]])
        #expect(orders.users == [EventGroups.guest, 0])
        #expect(orders.prices == [2.5, 2.5, 2.5])
        #expect((0..<sessions.count).map { sessions[$0].map { sessions.items[$0] } } == [[2, 0], [0, 1]])
    }

    @Test func `items and users are read by index, with gaps where they were taken out`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        _ = try store.append([Self.event("u", "a", minute: 0), Self.event("v", "b", minute: 0)])
        _ = try store.delete(items: ["a"])
        _ = try store.forget(user: "v")
        let (items, users) = try store.read { (transaction) throws(StoreError) in
            (try transaction.itemsByIndex(), try transaction.usersByIndex())
        }
        #expect(items.map(\.?.id) == [nil, "b"])
        #expect(users.map(\.?.id) == ["u", nil])
    }
}
