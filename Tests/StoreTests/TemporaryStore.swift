// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Shop
import Store

/// A folder that is gone when the test is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "wicker-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A new, empty store in a folder of its own; the map is small, so that tests also see it grow.
    func makeStore(_ name: String = "store", mapByteCount: Int = 1 << 20) throws -> ShopStore {
        var options = StoreOptions()
        options.mapByteCount = mapByteCount
        return try ShopStore.open(at: path + "/" + name, as: .server, creating: true, options: options)
    }
}

extension Event {
    /// An event with nothing but what it needs.
    static func sample(_ user: String, _ item: String, at milliseconds: Int64, _ type: String = "view") -> Event {
        Event(user: user, item: item, type: type, timestamp: Timestamp(milliseconds: milliseconds))
    }

    /// An event with any of its parts.
    static func random(_ generator: inout SeededGenerator) -> Event {
        let number = { (below: Int, generator: inout SeededGenerator) in Int.random(in: 0..<below, using: &generator) }
        func sometimes<Value>(_ value: Value) -> Value? { Bool.random(using: &generator) ? value : nil }
        var event = Event.sample(
            "user \(number(12, &generator))", "Ärtikel \(number(30, &generator))",
            at: Int64(number(500, &generator) - 250))
        event.type = ["view", "purchase", "return", "gift", "e\u{301}", "\u{e9}"][number(6, &generator)]
        event.value = sometimes(Double(number(100, &generator)) / 4)
        event.quantity = sometimes(Double(number(9, &generator)))
        event.price = sometimes(Double(number(9999, &generator)) / 100)
        event.order = sometimes("order \(number(20, &generator))")
        event.session = sometimes("session \(number(20, &generator))")
        event.id = sometimes("event \(number(400, &generator))")
        if event.order != nil, number(4, &generator) == 0 { event.user = "" }
        return event
    }
}

extension Item {
    /// An item with any of its parts.
    static func random(_ id: String, _ generator: inout SeededGenerator) -> Item {
        func sometimes<Value>(_ value: Value) -> Value? { Bool.random(using: &generator) ? value : nil }
        var item = Item(id: id)
        item.title = sometimes("Brot 🍞") ?? ""
        item.category = sometimes(["Food", "Bakery", ""]) ?? []
        item.brand = sometimes("Müller") ?? ""
        item.price = sometimes(2.75)
        item.stock = sometimes(-3)
        item.availableFrom = sometimes(Timestamp(milliseconds: -5))
        item.availableUntil = sometimes(Timestamp(milliseconds: 1 << 40))
        item.variantGroup = sometimes("g1") ?? ""
        item.tags = sometimes(["a", "b"]) ?? []
        item.text = sometimes(String(repeating: "text ", count: Int.random(in: 0...2000, using: &generator))) ?? ""
        item.isHidden = Bool.random(using: &generator)
        item.attributes["colour"] = sometimes(.text("red"))
        item.attributes["weight"] = sometimes(.number(.random(in: -1...1, using: &generator)))
        item.attributes["vegan"] = sometimes(.flag(.random(using: &generator)))
        item.attributes["genres"] = sometimes(.list(["x", "", "z"]))
        return item
    }
}

extension ShopStore {
    /// The user's newest interactions.
    func newest(_ user: String, limit: Int = .max) throws -> [Interaction] {
        try read { (transaction) throws(StoreError) in
            var interactions: [Interaction] = []
            guard let index = try transaction.user(named: user) else { return [] }
            try transaction.newest(of: index, limit: limit, into: &interactions)
            return interactions
        }
    }

    /// The user's events, read in pages.
    func history(_ user: String, pageSize: Int = 1000) throws -> [Event] {
        try read { (transaction) throws(StoreError) in
            guard let index = try transaction.user(named: user) else { return [] }
            var events: [Event] = []
            var position: HistoryPosition?
            while true {
                let page = try transaction.history(of: index, before: position, limit: pageSize)
                guard let last = page.last else { return events }
                events += page.map(\.event)
                position = last.position
            }
        }
    }

    /// How much there is.
    func counts() throws -> StoreCounts { try read { (transaction) throws(StoreError) in try transaction.counts } }

    /// Every item of the catalogue, read in pages.
    func catalogue(pageSize: Int = 7) throws -> [Item] {
        try read { (transaction) throws(StoreError) in
            var items: [Item] = []
            var last: ItemIndex?
            while true {
                let page = try transaction.items(after: last, limit: pageSize)
                guard let end = page.last else { return items }
                items += page.map(\.item)
                last = end.index
            }
        }
    }
}
