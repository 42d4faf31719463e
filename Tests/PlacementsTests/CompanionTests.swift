// SPDX-License-Identifier: Apache-2.0

import Foundation
import Recommenders
import Shop
import Snapshots
import Store
import Testing

@testable import Placements

/// Questions for companions over a real store and snapshot.
@Suite struct CompanionTests {
    private static let day: Int64 = 86_400_000
    private static let start: Int64 = 1_690_000_000_000

    /// Bread and butter go together; jam is looked at beside honey; anna buys milk every week.
    private static var events: [Event] {
        var events: [Event] = []
        for number in 0..<60 {
            let moment = Timestamp(milliseconds: start + Int64(number) * day / 4)
            let bought = number % 3 == 0 ? ["bread", "butter"] : [["bread", "tea", "milk"][number % 3], "salt"]
            for item in bought {
                events.append(
                    Event(user: "u\(number)", item: item, type: "purchase", timestamp: moment, order: "o\(number)"))
            }
            for item in number % 2 == 0 ? ["jam", "honey"] : ["tea", "bread"] {
                events.append(Event(user: "u\(number)", item: item, timestamp: moment, session: "s\(number)"))
            }
        }
        for week in 0..<8 as Range<Int64> {
            let moment = Timestamp(milliseconds: start + week * 7 * day)
            events.append(Event(user: "anna", item: "milk", type: "purchase", timestamp: moment, order: "a\(week)"))
        }
        return events
    }

    private static func shop() throws -> ShopFixture {
        let items = ["jam", "honey", "bread"].map { name in
            var item = Item(id: name)
            item.category = name == "bread" ? ["bakery"] : ["spreads"]
            item.stock = name == "honey" ? 0 : 5
            return item
        }
        let shop = try ShopFixture(events: events, items: items)
        try publish(shop, settings)
        return shop
    }

    private static let settings: [(String, RecommenderKind, [String: Setting])] = [
        (
            "viewed-then-bought", .coOccurrence,
            ["within": "session", "from": "view", "to": "purchase", "minimumCount": 1]
        ),
        ("also-viewed", .coOccurrence, ["within": "session", "from": "view", "to": "view"]),
        ("bought-together", .coOccurrence, [:]), ("alternatives", .substitutes, [:]), ("again", .replenishment, [:]),
    ]

    private static func publish(
        _ shop: ShopFixture, _ recommenders: [(String, RecommenderKind, [String: Setting])]
    ) throws {
        let dataset = try shop.store.read { (transaction) throws(StoreError) in
            var dataset = Dataset(try transaction.interactions())
            dataset.orders = try transaction.orders()
            dataset.sessions = try transaction.sessions()
            dataset.items = try transaction.itemsByIndex()
            return dataset
        }
        var draft = SnapshotDraft(
            recipeName: "fixture", store: shop.store.identity,
            dataset: DatasetFingerprint(users: dataset.userCount, items: dataset.itemCount, events: 1, hash: 0))
        for (name, kind, values) in recommenders {
            let settings = Settings(values)
            draft.recommenders.append(
                SnapshotDraft.Recommender(
                    name: name, kind: kind, weighting: try kind.weighting(settings: settings),
                    model: try kind.fit(dataset, settings: settings)))
        }
        let catalog = SnapshotCatalog(directory: shop.folder.path + "/models")
        let snapshot = try Snapshot.open(
            directory: shop.folder.path + "/models", version: try catalog.publish(draft))
        shop.engine.publish(try ServingModels(snapshot, ownTypes: []))
    }

    private func ask(_ query: CompanionQuery, _ shop: ShopFixture) throws(PlacementError) -> CompanionList {
        try shop.engine.companions(query, at: shop.now, in: shop.workspace)
    }

    @Test func `what is bought together comes with its counts`() throws {
        let shop = try Self.shop()
        let list = try ask(CompanionQuery(.boughtTogether, item: "butter"), shop)
        #expect(list.recommender == "bought-together")
        #expect(list.items.map(\.id) == ["bread"])
        let pair = try #require(list.items.first?.pair)
        #expect((pair.count, pair.fromCount, pair.toCount, pair.groupCount) == (20, 20, 20, 68))
        #expect(pair.confidence == 1 && abs(pair.lift - 3.4) < 1e-9 && pair.p < 1e-9)
    }

    @Test func `looks ask the recommender of looks, unless another is named`() throws {
        let shop = try Self.shop()
        let query = CompanionQuery(.alsoViewed, item: "honey")
        #expect(try ask(query, shop).items.map(\.id) == ["jam"])
        #expect(try ask(query, shop).recommender == "also-viewed")
        var named = query
        named.recommender = "viewed-then-bought"
        #expect(try ask(named, shop).recommender == "viewed-then-bought")
        named.recommender = "again"
        let error = #expect(throws: PlacementError.self) { try ask(named, shop) }
        #expect(error?.code == .unsupported)
        named.recommender = "nobody"
        #expect(throws: PlacementError.self) { try ask(named, shop) }
    }

    @Test func `alternatives out of stock or excluded are left out, and say why they are listed`() throws {
        let shop = try Self.shop()
        var query = CompanionQuery(.alternatives, item: "jam")
        #expect(try ask(query, shop).items.allSatisfy { $0.id != "honey" })
        query.options.includesOutOfStock = true
        let first = try #require(try ask(query, shop).items.first)
        #expect(first.id == "honey")
        #expect(first.substitute?.coViews == 30)
        #expect(first.substitute?.isSameCategory == true)
        query.options.excluded = ["honey"]
        #expect(try ask(query, shop).items.allSatisfy { $0.id != "honey" })
    }

    @Test func `an unknown item, and a snapshot that cannot say, are named`() throws {
        let shop = try Self.shop()
        let unknown = #expect(throws: PlacementError.self) {
            try ask(CompanionQuery(.boughtTogether, item: "caviar"), shop)
        }
        #expect(unknown?.code == .unknownItem)
        try Self.publish(shop, [("bought-together", .coOccurrence, [:])])
        for question in [CompanionQuery.Question.alsoViewed, .alternatives] {
            let error = #expect(throws: PlacementError.self) { try ask(CompanionQuery(question, item: "jam"), shop) }
            #expect(error?.code == .unsupported)
        }
        #expect(throws: PlacementError.self) {
            try shop.engine.buyAgain(BuyAgainQuery(user: "anna"), at: shop.now, in: shop.workspace)
        }
    }

    @Test func `what was bought every week is due a week later, and counts once it is bought again`() throws {
        let shop = try Self.shop()
        let due = Timestamp(milliseconds: Self.start + (49 + 8) * Self.day)
        let list = try shop.engine.buyAgain(BuyAgainQuery(user: "anna", dueOnly: true), at: due, in: shop.workspace)
        let milk = try #require(list.items.first)
        #expect(list.items.count == 1 && list.horizonDays == 28)
        #expect((milk.id, milk.purchases) == ("milk", 8))
        #expect(abs(milk.intervalDays - 7) < 1 && milk.dueSince <= due)
        _ = try shop.store.append([Event(user: "anna", item: "milk", type: "purchase", timestamp: due)])
        let after = Timestamp(milliseconds: due.milliseconds + Self.day)
        let none = try shop.engine.buyAgain(BuyAgainQuery(user: "anna", dueOnly: true), at: after, in: shop.workspace)
        #expect(none.items.isEmpty)
        let all = try shop.engine.buyAgain(BuyAgainQuery(user: "anna"), at: after, in: shop.workspace)
        #expect(all.items.first?.purchases == 9)
        let excluded = BuyAgainQuery(user: "anna", options: ListOptions(excluded: ["milk"]))
        #expect(try shop.engine.buyAgain(excluded, at: after, in: shop.workspace).items.isEmpty)
        #expect(try shop.engine.buyAgain(BuyAgainQuery(user: "?"), at: after, in: shop.workspace).items.isEmpty)
    }
}
