// SPDX-License-Identifier: Apache-2.0

import Shop
import Store
import Testing

struct ValidationTests {
    @Test func `each bad field is named, and the sound events beside it are kept`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        let long = String(repeating: "ä", count: 128)
        let flawed: [(String, (inout Event) -> Void)] = [
            ("user", { $0.user = "" }), ("user", { $0.user = long }), ("item", { $0.item = "" }),
            ("item", { $0.item = long }), ("type", { $0.type = "" }), ("type", { $0.type = long }),
            ("timestamp", { $0.timestamp.milliseconds = .max }), ("timestamp", { $0.timestamp.milliseconds = .min }),
            ("timestamp", { $0.timestamp.milliseconds = Timestamp.now.milliseconds + 90_000_000 }),
            ("value", { $0.value = .nan }), ("quantity", { $0.quantity = .infinity }),
            ("price", { $0.price = -.infinity }), ("order", { $0.order = long }), ("session", { $0.session = long }),
            ("id", { $0.id = long }),
        ]
        var events: [Event] = []
        for (_, spoil) in flawed {
            var event = Event.sample("u", "i", at: 1)
            spoil(&event)
            events += [event, .sample("u", "i", at: 2)]
        }
        let receipt = try store.append(events)
        #expect(receipt.accepted == flawed.count)
        #expect(receipt.rejections.map(\.field) == flawed.map(\.0))
        #expect(receipt.rejections.map(\.index) == flawed.indices.map { $0 * 2 })
        #expect(try store.counts().users == 1 && store.counts().items == 1)
    }

    @Test func `ids of the greatest length, and numbers beyond a float, are kept`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        let long = String(repeating: "x", count: 255)
        var event = Event.sample(long, long, at: Timestamp.now.milliseconds + 80_000_000)
        (event.order, event.session, event.id, event.value) = (long, long, long, 1e300)
        #expect(try store.append([event]).accepted == 1)
        #expect(try store.history(long) == [event])
        #expect(try store.newest(long).map(\.value) == [.greatestFiniteMagnitude])
        #expect(try store.check().isSound)
    }

    @Test func `own event types are kept up to their limit`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        let events = (0...EventTypeNames.ownLimit).map { Event.sample("u", "i", at: 1, "type \($0)") }
        let receipt = try store.append(events)
        #expect(receipt.accepted == EventTypeNames.ownLimit)
        #expect(receipt.rejections.map(\.field) == ["type"])
        let types = try store.read { (transaction) throws(StoreError) in try transaction.eventTypes }
        #expect(types.type(named: "type 7") == EventType(rawValue: 23))
        #expect(types.name(of: EventType(rawValue: 23)) == "type 7")
        #expect(types.name(of: .purchase) == "purchase" && types.type(named: "return") == .return)
        #expect(types.name(of: EventType(rawValue: 9)) == nil && types.type(named: "none") == nil)
    }

    @Test func `a bad item or user is named, and the others are kept`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        var (priced, deep, odd) = (Item(id: "a"), Item(id: "b"), Item(id: "c"))
        priced.price = -1
        deep.category = Array(repeating: "x", count: Limits.categoryDepth + 1)
        odd.attributes["x"] = .number(.nan)
        let receipt = try store.put(items: [priced, deep, odd, Item(id: ""), Item(id: "good")])
        #expect(receipt.rejections.map(\.field) == ["price", "category", "attributes.x", "id"])
        #expect(try store.catalogue() == [Item(id: "good")])
        #expect(try store.put(users: [User(id: ""), User(id: "u")]).rejections.map(\.index) == [0])
    }
}
