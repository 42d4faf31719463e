// SPDX-License-Identifier: Apache-2.0

import Foundation
import Placements
import Recommenders
import Shop
import Snapshots
import Store
import Testing

/// New items in collaborative lists, and new users of whom only attributes are known.
@Suite struct ColdStartTests {
    private static func item(_ id: String, _ brand: String) -> Item {
        var item = Item(id: id)
        item.brand = brand
        return item
    }

    private static let items = "abcde".map { item("\($0)", "Letter") } + "12345".map { item("\($0)", "Digit") }

    private static func user(_ id: String, _ taste: String) -> User {
        var user = User(id: id)
        user.attributes = ["taste": .text(taste)]
        return user
    }

    @Test func `a new item is in warm lists on the next call, and none that is hidden or taken out`() throws {
        let shop = try ShopFixture(events: ShopFixture.twoTastes, items: Self.items)
        let keeper = try CatalogueKeeper(store: shop.store, engine: shop.engine)
        try shop.publish(
            placements: [
                PlacementPlan(name: "home", recommender: "warm"), PlacementPlan(name: "mixed", recommender: "blend"),
            ], adding: [.ials, .warm, .blend],
            settings: [
                .ials: Settings(["factors": 2, "regularization": 10]),
                .warm: Settings(["member": "ials", "regularization": 0.1]),
                .blend: Settings(["members": ["warm": 1, "item-knn": 0.1]]),
            ], through: keeper)
        func list(_ placement: String, _ user: String) throws -> [String] {
            try shop.engine.recommend(UserQuery(user: user, placement: placement), at: shop.now, in: shop.workspace)
                .items.map(\.id)
        }
        for placement in ["home", "mixed"] { #expect(try !list(placement, "0-2").contains("new")) }
        _ = try shop.store.put(items: [Self.item("new", "Letter")])
        try keeper.take(["new"])
        // Beside the one letter that the user does not have, before everything else; for others behind their digit.
        for placement in ["home", "mixed"] {
            #expect(try Set(list(placement, "0-2").prefix(2)) == ["c", "new"])
            #expect(try list(placement, "1-2").first == "3")
        }
        var hidden = Self.item("new", "Letter")
        hidden.isHidden = true
        _ = try shop.store.put(items: [hidden])
        try keeper.take(["new"])
        #expect(try !list("home", "0-2").contains("new"))
        _ = try shop.store.delete(items: ["new"])
        try keeper.take(["new"])
        #expect(try !list("home", "0-2").contains("new"))
    }

    @Test func `a user without events gets what people like them want, before what everybody wants`() throws {
        let shop = try ShopFixture(events: ShopFixture.twoTastes, items: Self.items)
        let known = (0..<5).flatMap { [Self.user("0-\($0)", "letters"), Self.user("1-\($0)", "digits")] }
        _ = try shop.store.put(users: known + [Self.user("new", "digits"), User(id: "plain")])
        try shop.publish(
            placements: [
                PlacementPlan(name: "home", recommender: "item-knn", fallback: "demographic"),
                PlacementPlan(name: "people", recommender: "demographic", fallback: "popularity"),
            ], adding: [.demographic], settings: [.demographic: Settings(["minimumUsers": 2])])
        func list(_ placement: String, _ user: String) throws -> Recommendation {
            try shop.engine.recommend(UserQuery(user: user, placement: placement), at: shop.now, in: shop.workspace)
        }
        for placement in ["home", "people"] {
            let new = try list(placement, "new").items
            #expect(Set(new.prefix(5).map(\.id)) == Set("12345".map { "\($0)" }))
            #expect(new.allSatisfy { $0.recommender == "demographic" && $0.isFallback == (placement == "home") })
            #expect(Set(new.map(\.id)).count == 10)
        }
        for stranger in ["plain", "nobody"] {
            #expect(try list("home", stranger).items.count == 10)
            #expect(try list("home", stranger).items.allSatisfy(\.isFallback))
        }
        let old = try list("home", "0-2").items
        #expect(old.first?.id == "c" && old.first?.isFallback == false)
        #expect(!old.contains { $0.id == "a" })
    }
}
