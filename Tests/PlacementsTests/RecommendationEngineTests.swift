// SPDX-License-Identifier: Apache-2.0

import Matrix
import Placements
import Recommenders
import Shop
import Snapshots
import Store
import Testing

@Suite struct RecommendationEngineTests {
    private func shop(items: [Item] = []) throws -> ShopFixture {
        let shop = try ShopFixture(events: ShopFixture.twoTastes, items: items)
        try shop.publish()
        return shop
    }

    private func list(_ shop: ShopFixture, _ query: UserQuery) throws -> [String] {
        try shop.engine.recommend(query, at: shop.now, in: shop.workspace).items.map(\.id)
    }

    @Test func `the withheld item of a user's taste comes first, and nothing seen comes at all`() throws {
        let shop = try shop()
        let answer = try shop.engine.recommend(UserQuery(user: "0-2"), at: shop.now, in: shop.workspace)
        #expect(answer.items.first?.id == "c")
        #expect(answer.items.first?.isFallback == false)
        #expect(answer.isPersonalised)
        #expect(Set(answer.items.map(\.id)).isDisjoint(with: ["a", "b", "d", "e"]))
    }

    @Test func `the fallback fills up what is missing, marked, without repeating anything`() throws {
        let shop = try shop()
        let answer = try shop.engine.recommend(UserQuery(user: "0-2"), at: shop.now, in: shop.workspace)
        #expect(answer.items.count == 6)
        #expect(Set(answer.items.map(\.id)).count == 6)
        #expect(answer.items.dropFirst().allSatisfy { $0.isFallback && $0.recommender == "popularity" })
    }

    @Test func `items like one of a large catalogue are those of its factors, without what is excluded`() throws {
        let events = (0..<400).flatMap { user in
            (0..<100).map { place in
                Event(
                    user: "u\(user)", item: "i\((user * 50 + place) % 20_000)", type: "purchase",
                    timestamp: Timestamp(milliseconds: Int64(place)))
            }
        }
        let shop = try ShopFixture(events: events)
        try shop.publish(
            placements: [PlacementPlan(name: "product", recommender: "ials")], adding: [.ials],
            settings: [.ials: Settings(["factors": 4, "epochs": 1])])
        func similar(count: Int, without excluded: [String] = []) throws -> [RecommendedItem] {
            let options = ListOptions(count: count, excluded: excluded)
            let query = ItemQuery(item: "i120", placement: "product", options: options)
            return try shop.engine.similar(query, at: shop.now, in: shop.workspace).items
        }
        let list = try similar(count: 11)
        #expect(list.count == 11)
        #expect(list.allSatisfy { $0.id != "i120" && $0.recommender == "ials" && !$0.isFallback })
        #expect(zip(list, list.dropFirst()).allSatisfy { $0.score >= $1.score })
        #expect(try similar(count: 10, without: [list[3].id]).map(\.id) == list.map(\.id).filter { $0 != list[3].id })
    }

    @Test func `an unknown user gets the fallback and is no error`() throws {
        let shop = try shop()
        let answer = try shop.engine.recommend(UserQuery(user: "stranger"), at: shop.now, in: shop.workspace)
        #expect(answer.items.count == 10)
        #expect(answer.items.allSatisfy { $0.isFallback })
        #expect(!answer.isPersonalised)
    }

    @Test func `an event changes the very next answer`() throws {
        let shop = try shop()
        #expect(try list(shop, UserQuery(user: "0-2")).first == "c")
        _ = try shop.store.append([Event(user: "0-2", item: "c", type: "purchase", timestamp: shop.now)])
        #expect(try !list(shop, UserQuery(user: "0-2")).contains("c"))
    }

    @Test func `what the user has seen is kept where the placement or the question says so`() throws {
        let shop = try shop()
        #expect(try list(shop, UserQuery(user: "0-2", placement: "again")).contains("a"))
        #expect(try list(shop, UserQuery(user: "0-2", excludesSeen: false)).contains("a"))
        #expect(try !list(shop, UserQuery(user: "0-2", placement: "again", excludesSeen: true)).contains("a"))
    }

    @Test func `excluded items never come, and unknown exclusions do no harm`() throws {
        let shop = try shop()
        let query = UserQuery(user: "0-2", options: ListOptions(excluded: ["c", "nobody knows"]))
        #expect(try !list(shop, query).contains("c"))
    }

    @Test func `hidden, unavailable and sold-out items never come`() throws {
        var hidden = Item(id: "c")
        hidden.isHidden = true
        var later = Item(id: "1")
        later.availableFrom = Timestamp(milliseconds: 253_000_000_000_000)
        var soldOut = Item(id: "2")
        soldOut.stock = 0
        let shop = try shop(items: [hidden, later, soldOut])
        #expect(try Set(list(shop, UserQuery(user: "0-2"))) == ["3", "4", "5"])
        let query = UserQuery(user: "0-2", options: ListOptions(includesOutOfStock: true))
        #expect(try Set(list(shop, query)) == ["2", "3", "4", "5"])
    }

    @Test func `a deleted item is gone at once and comes back when it is put again`() throws {
        let shop = try shop()
        _ = try shop.store.delete(items: ["c"])
        try shop.refreshCatalogue()
        #expect(try !list(shop, UserQuery(user: "0-2")).contains("c"))
        _ = try shop.store.put(items: [Item(id: "c")])
        try shop.refreshCatalogue()
        #expect(try list(shop, UserQuery(user: "0-2")).first == "c")
    }

    @Test func `the reasons are the user's own items`() throws {
        let shop = try shop()
        let query = UserQuery(user: "0-2", explains: true)
        let answer = try shop.engine.recommend(query, at: shop.now, in: shop.workspace)
        let because = try #require(answer.items.first?.because)
        #expect(because.count == 3)
        #expect(Set(because).isSubset(of: ["a", "b", "d", "e"]))
    }

    @Test func `items like an item share its taste and leave it out`() throws {
        let shop = try shop()
        let answer = try shop.engine.similar(ItemQuery(item: "a"), at: shop.now, in: shop.workspace)
        #expect(Set(answer.items.map(\.id)) == ["b", "c", "d", "e"])
        #expect(answer.items.map(\.score) == answer.items.map(\.score).sorted(by: >))
    }

    @Test func `an unknown item or placement is named in the error`() throws {
        let shop = try shop()
        let unknownItem = #expect(throws: PlacementError.self) {
            try shop.engine.similar(ItemQuery(item: "zzz"), at: shop.now, in: shop.workspace)
        }
        #expect(unknownItem?.code == .unknownItem)
        #expect(unknownItem?.message.contains("zzz") == true)
        let unknownPlacement = #expect(throws: PlacementError.self) {
            try shop.engine.recommend(
                UserQuery(user: "0-2", placement: "hoem"), at: shop.now, in: shop.workspace)
        }
        #expect(unknownPlacement?.code == .unknownPlacement)
        #expect(unknownPlacement?.message.contains("home") == true)
    }

    @Test func `popular items come in the order of what was bought most`() throws {
        let shop = try shop()
        _ = try shop.store.append(
            (0..<3).map { Event(user: "new-\($0)", item: "4", type: "purchase", timestamp: shop.now) })
        try shop.publish()
        let answer = try shop.engine.popular(ListOptions(count: 3), at: shop.now, in: shop.workspace)
        #expect(answer.items.first?.id == "4")
        #expect(answer.items.count == 3)
    }

    @Test func `without a snapshot every list is empty`() throws {
        let shop = try ShopFixture(events: ShopFixture.twoTastes)
        let answer = try shop.engine.recommend(UserQuery(user: "0-2"), at: shop.now, in: shop.workspace)
        #expect(answer.snapshot == 0)
        #expect(answer.items.isEmpty)
    }

    @Test func `a full list comes back whenever enough items qualify`() throws {
        var generator = SeededGenerator(seed: 5)
        let names = (0..<60).map { "item-\($0)" }
        let events = (0..<400).map { moment in
            Event(
                user: "user-\(Int.random(in: 0..<30, using: &generator))",
                item: names[Int.random(in: 0..<60, using: &generator)], type: "view",
                timestamp: Timestamp(milliseconds: Int64(moment)))
        }
        let items = names.map { name in
            var item = Item(id: name)
            item.stock = Bool.random(using: &generator) ? 1 : 0
            return item
        }
        let shop = try ShopFixture(events: events, items: items)
        try shop.publish()
        for user in 0..<30 {
            let seen = Set(events.filter { $0.user == "user-\(user)" }.map(\.item))
            let qualifying = items.filter { $0.stock == 1 && !seen.contains($0.id) }.map(\.id)
            let answer = try list(shop, UserQuery(user: "user-\(user)", options: ListOptions(count: 20)))
            #expect(answer.count == min(20, qualifying.count))
            #expect(Set(answer).isSubset(of: qualifying))
        }
    }
}
