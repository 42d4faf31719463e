// SPDX-License-Identifier: Apache-2.0

import Foundation
import Placements
import Recommenders
import Shop
import Snapshots
import Store
import Testing

/// Lists by content, and items that come after the fit.
@Suite struct ContentListTests {
    private static func item(_ id: String, _ title: String, _ category: String) -> Item {
        var item = Item(id: id)
        (item.title, item.category) = (title, ["Shop", category])
        return item
    }

    private static let items =
        "abcde".map { item("\($0)", "soap \($0)x", "Care") } + "12345".map { item("\($0)", "lamp \($0)x", "Home") }

    private func shop() throws -> (shop: ShopFixture, keeper: CatalogueKeeper) {
        let shop = try ShopFixture(events: ShopFixture.twoTastes, items: Self.items)
        let keeper = try CatalogueKeeper(store: shop.store, engine: shop.engine)
        try shop.publish(
            placements: ShopFixture.placements + [
                PlacementPlan(name: "alike", recommender: "content", fallback: nil)
            ], adding: [.content], through: keeper)
        return (shop, keeper)
    }

    private func put(_ items: [Item], _ shop: ShopFixture, _ keeper: CatalogueKeeper) throws {
        _ = try shop.store.put(items: items)
        try keeper.take(items.map(\.id))
    }

    private func similar(_ shop: ShopFixture, _ item: String, by likeness: Likeness) throws -> [RecommendedItem] {
        let query = ItemQuery(item: item, by: likeness, explains: true)
        return try shop.engine.similar(query, at: shop.now, in: shop.workspace).items
    }

    private func found(_ shop: ShopFixture, _ text: String) throws -> [String] {
        try shop.engine.search(SearchQuery(text: text), at: shop.now, in: shop.workspace).items.map(\.id)
    }

    @Test func `a new item is in content lists and found by its words on the next call`() throws {
        let (shop, keeper) = try shop()
        #expect(try found(shop, "quokka").isEmpty)
        try put([Self.item("new", "quokka soap", "Care")], shop, keeper)
        #expect(try found(shop, "Quokka") == ["new"])
        #expect(try similar(shop, "a", by: .content).contains { $0.id == "new" })
        #expect(try similar(shop, "new", by: .content).first.map { "abcde".contains($0.id) } == true)
        let query = UserQuery(user: "0-2", placement: "alike")
        let list = try shop.engine.recommend(query, at: shop.now, in: shop.workspace).items.map(\.id)
        #expect(Set(list.prefix(2)) == ["c", "new"])
    }

    @Test func `a changed item is listed as it is, a deleted one not at all`() throws {
        let (shop, keeper) = try shop()
        try put([Self.item("b", "lamp bx", "Home")], shop, keeper)
        #expect(try similar(shop, "1", by: .content).contains { $0.id == "b" })
        #expect(!(try found(shop, "soap").contains("b")))
        _ = try shop.store.delete(items: ["b"])
        try keeper.take(["b"])
        #expect(!(try found(shop, "lamp").contains("b")))
        #expect(try found(shop, "lamp").count == 5)
    }

    @Test func `what was put before a snapshot is published counts after it`() throws {
        let (shop, keeper) = try shop()
        try put([Self.item("new", "quokka soap", "Care")], shop, keeper)
        let again = RecommendationEngine()
        let second = try CatalogueKeeper(store: shop.store, engine: again)
        let snapshot = try Snapshot.open(directory: shop.folder.path + "/models", version: 1)
        try second.publish(try ServingModels(snapshot, ownTypes: []))
        let workspace = Workspace(reader: shop.store.makeReader())
        let answer = try again.search(SearchQuery(text: "quokka"), at: shop.now, in: workspace)
        #expect(answer.items.map(\.id) == ["new"])
    }

    @Test func `likeness by content says why, by both it says from whom`() throws {
        let (shop, _) = try shop()
        let content = try similar(shop, "a", by: .content).filter { !$0.isFallback }
        #expect(Set(content.map(\.id)).isSuperset(of: ["b", "c", "d", "e"]))
        #expect(content.first?.recommender == "content")
        #expect(content.first?.reasons.contains { $0.field == "category" && $0.value == "Shop > Care" } == true)
        let both = try similar(shop, "a", by: .both)
        #expect(both.first?.recommender == "item-knn+content")
        #expect(try similar(shop, "a", by: .behaviour).first?.recommender == "item-knn")
    }

    @Test func `without a content recommender the questions are refused with the remedy`() throws {
        let shop = try ShopFixture(events: ShopFixture.twoTastes)
        try shop.publish()
        for likeness in [Likeness.content, .both] {
            let error = #expect(throws: PlacementError.self) { try similar(shop, "a", by: likeness) }
            #expect(error?.code == .unsupported)
        }
        let error = #expect(throws: PlacementError.self) { try found(shop, "soap") }
        #expect(error?.message.contains("kind content") == true)
    }
}
