// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Store
import Testing

@Suite struct CatalogueKeeperTests {
    private func item(_ id: String, price: Double? = nil, _ attributes: [String: AttributeValue] = [:]) -> Item {
        var item = Item(id: id)
        (item.price, item.attributes) = (price, attributes)
        return item
    }

    @Test func `attributes follow every put and every removal`() throws {
        let shop = try ShopFixture(events: [], items: [item("a", price: 1), item("b", price: 2)])
        let keeper = try CatalogueKeeper(store: shop.store, engine: shop.engine)
        func prices() throws -> [Double] {
            let column = try shop.engine.attributes.numbers("price")
            return (0..<shop.engine.attributes.count).map { column[ItemIndex(rawValue: UInt32($0))] }
        }
        #expect(try prices() == [1, 2])
        _ = try shop.store.put(items: [item("b", price: 3), item("c", price: 4)])
        try keeper.take(["b", "c"])
        #expect(try prices() == [1, 3, 4])
        _ = try shop.store.delete(items: ["a"])
        try keeper.take(["a"])
        #expect(try prices().map(\.isNaN) == [true, false, false])
        #expect(shop.engine.catalogue.count == shop.engine.attributes.count)
    }

    @Test func `an attribute that got another kind everywhere is usable after the next poll`() throws {
        let shop = try ShopFixture(events: [], items: [item("a", ["size": .number(1)])])
        let keeper = try CatalogueKeeper(store: shop.store, engine: shop.engine)
        _ = try shop.store.put(items: [item("a", ["size": .text("M")])])
        try keeper.take(["a"])
        #expect(throws: AttributeError.self) { try shop.engine.attributes.texts("size") }
        try keeper.poll()
        #expect(try shop.engine.attributes.texts("size")[ItemIndex(rawValue: 0)] == "M")
    }
}
