// SPDX-License-Identifier: Apache-2.0

import Foundation
import Placements
import Recommenders
import Shop
import Snapshots
import Store
import Testing

@Suite struct UtilityListTests {
    /// Lamps and chairs of price and stars; the last two may not be shown.
    private static let items: [Item] = [
        ("a", "Lamps", 10.0, 3.0), ("b", "Lamps", 20, 5), ("c", "Chairs", 30, 5), ("d", "Chairs", 5, 1),
        ("hidden", "Lamps", 1, 5), ("sold out", "Rugs", 1, 5),
    ].map { name, category, price, stars in
        var item = Item(id: name)
        item.category = ["Home", category]
        item.price = price
        item.brand = name == "b" ? "Acme" : "Brown"
        item.attributes["stars"] = .number(stars)
        item.isHidden = name == "hidden"
        item.stock = name == "sold out" ? 0 : nil
        return item
    }

    /// Purchases in which a low price counts in the south, and Acme in the north.
    private static var purchases: [Event] {
        let south = ["a", "a", "a", "a", "b", "d", "d", "d", "d", "c"], north = ["a", "b", "b", "b", "b", "c", "d"]
        return (0..<400).map { number in
            let isNorth = number % 2 == 0
            let items = isNorth ? north : south
            return Event(
                user: isNorth ? "nora" : "susi", item: items[number / 2 % items.count], type: "purchase",
                timestamp: Timestamp(milliseconds: Int64(number)))
        }
    }

    private func shop() throws -> ShopFixture {
        let shop = try ShopFixture(events: Self.purchases, items: Self.items)
        var (nora, susi, paula) = (User(id: "nora"), User(id: "susi"), User(id: "paula"))
        nora.attributes["region"] = .text("north")
        susi.attributes["region"] = .text("south")
        paula.attributes["weight.stars"] = .number(2)
        paula.attributes["weight.price"] = .number(0.5)
        _ = try shop.store.put(users: [nora, susi, paula])
        return shop
    }

    private func ask(_ shop: ShopFixture, _ query: UtilityQuery) throws -> UtilityList {
        try shop.engine.recommendByUtility(query, at: shop.now, in: shop.workspace)
    }

    private let criteria = [
        Criterion(attribute: "price", function: .linear(from: 40, to: 0), weight: 1),
        Criterion(attribute: "stars", function: .linear(from: 1, to: 5), weight: 2),
    ]

    private var unweighted: [Criterion] {
        criteria.map { Criterion(attribute: $0.attribute, function: $0.function) }
    }

    @Test func `stated weights rank what may be shown, and say why`() throws {
        let list = try ask(shop(), UtilityQuery(criteria: criteria))
        #expect(list.source == .request && list.snapshot == 0)
        #expect(list.items.map(\.id) == ["b", "c", "a", "d"])
        #expect(list.items.map(\.partWorths) == [[0.5, 2], [0.25, 2], [0.75, 1], [0.875, 0]])
        #expect(list.items.allSatisfy { $0.utility == $0.partWorths.reduce(0, +) })
        // Two utils for all four stars, a util for forty in price.
        #expect(list.attributes.map(\.willingnessToPay) == [nil, 80])
    }

    @Test func `categories, exclusions, stock and length are kept`() throws {
        let shop = try shop()
        func names(_ change: (inout UtilityQuery) -> Void) throws -> [String] {
            var query = UtilityQuery(criteria: criteria)
            change(&query)
            return try ask(shop, query).items.map(\.id)
        }
        #expect(try names { $0.category = ["Home", "Lamps"] } == ["b", "a"])
        #expect(try names { $0.category = ["Home"] } == ["b", "c", "a", "d"])
        #expect(try names { $0.options.excluded = ["b", "nothing"] } == ["c", "a", "d"])
        #expect(try names { $0.options.count = 2 } == ["b", "c"])
        #expect(try names { $0.options.includesOutOfStock = true }.first == "sold out")
    }

    @Test func `a profile has weights of its own`() throws {
        let list = try ask(shop(), UtilityQuery(criteria: unweighted, user: "paula"))
        #expect(list.source == .profile)
        #expect(list.attributes.map(\.weight) == [0.5, 2])
        #expect(list.items.map(\.id) == ["b", "c", "a", "d"])
    }

    @Test func `what choices taught answers for the user's segment`() throws {
        let shop = try shop()
        try shop.publishUtility(
            Self.items,
            [
                "attributes": ["price": "plain", "brand": ["function": "table", "values": ["Acme": 1]]],
                "segmentBy": "region", "segmentDeviation": 2,
            ])
        let (north, south) = (try ask(shop, UtilityQuery(user: "nora")), try ask(shop, UtilityQuery(user: "susi")))
        #expect(north.source == .learned && north.snapshot == 1)
        #expect([north.segment, south.segment] == ["north", "south"])
        #expect(south.attributes.map(\.attribute) == ["brand", "price"])
        #expect(south.attributes[0].weight < 0 && north.attributes[0].weight > 0)
        #expect(south.attributes[1].weight < north.attributes[1].weight)
        #expect((north.attributes + south.attributes).allSatisfy { $0.standardError ?? 0 > 0 })
        #expect(south.attributes[0].willingnessToPay != nil && south.attributes[0].willingnessToPayError != nil)
        let everybody = try ask(shop, UtilityQuery())
        #expect(everybody.segment == nil && everybody.items.count == 4)
        #expect(try ask(shop, UtilityQuery(segment: "south")).attributes == south.attributes)
        #expect(try ask(shop, UtilityQuery(user: "paula")).attributes == everybody.attributes)
    }

    @Test func `a price changed a moment ago counts`() throws {
        let shop = try shop()
        var item = Self.items[3]
        item.price = 39
        item.attributes["stars"] = .number(5)
        _ = try shop.store.put(items: [item])
        try shop.refreshCatalogue()
        #expect(try ask(shop, UtilityQuery(criteria: criteria)).items.map(\.id) == ["b", "c", "d", "a"])
    }

    @Test func `questions without an answer name the field`() throws {
        let shop = try shop()
        func error(_ query: UtilityQuery) -> PlacementError? {
            #expect(throws: PlacementError.self) { try ask(shop, query) }
        }
        let misspelt = [Criterion(attribute: "prise", function: .plain, weight: 1)]
        let unfit = [criteria[0], Criterion(attribute: "brand", function: .plain, weight: 1)]
        let expected: [(UtilityQuery, PlacementError.Code, String)] = [
            (
                UtilityQuery(criteria: misspelt), .invalidQuestion,
                "criteria[0].attribute: no item has an attribute “prise”"
            ),
            (UtilityQuery(criteria: misspelt), .invalidQuestion, "did you mean “price”?"),
            (UtilityQuery(criteria: unfit), .invalidQuestion, "criteria[1].function: “plain” takes numbers"),
            (UtilityQuery(criteria: [criteria[0], unweighted[1]]), .invalidQuestion, "criteria[1].weight"),
            (UtilityQuery(criteria: unweighted), .invalidQuestion, "criteria[0].weight: there is none"),
            (UtilityQuery(criteria: unweighted, user: "nora"), .invalidQuestion, "weight.price, weight.stars"),
            (UtilityQuery(criteria: unweighted, user: "nobody"), .unknownUser, "user: “nobody”"),
            (UtilityQuery(criteria: criteria, category: ["Home", "Lamp"]), .invalidQuestion, "did you mean “Lamps”?"),
            (UtilityQuery(), .unsupported, "no snapshot is published"),
        ]
        for (query, code, message) in expected {
            let error = error(query)
            #expect(error?.code == code)
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        }
        try shop.publish()
        #expect(error(UtilityQuery())?.message.contains("has no recommender of kind utility") == true)
        #expect(error(UtilityQuery(recommender: "item-knn"))?.code == .unsupported)
        #expect(error(UtilityQuery(recommender: "nobody"))?.code == .unknownRecommender)
        try shop.publishUtility(Self.items, ["attributes": ["price": "plain"]])
        #expect(
            error(UtilityQuery(segment: "west"))?.message.contains("segment: nothing was learned of “west”") == true)
    }
}

extension ShopFixture {
    /// Publishes a snapshot of weights learned from the store's purchases.
    fileprivate func publishUtility(_ items: [Item], _ settings: [String: Setting]) throws {
        let dataset = try store.read { (transaction) throws(StoreError) in
            var dataset = Dataset(try transaction.interactions())
            dataset.items = try transaction.itemsByIndex()
            dataset.users = try transaction.usersByIndex()
            return dataset
        }
        let kind = RecommenderKind.utility
        var draft = SnapshotDraft(
            recipeName: "utility", store: store.identity,
            dataset: DatasetFingerprint(
                users: dataset.userCount, items: dataset.itemCount, events: dataset.interactions.count, hash: 0))
        let model = try kind.fit(dataset, settings: Settings(settings))
        draft.recommenders = [
            SnapshotDraft.Recommender(
                name: kind.rawValue, kind: kind, weighting: try kind.weighting(settings: Settings(settings)),
                model: model)
        ]
        draft.placements = [PlacementPlan(name: "home", recommender: kind.rawValue)]
        let version = try SnapshotCatalog(directory: folder.path + "/models").publish(draft)
        let snapshot = try Snapshot.open(directory: folder.path + "/models", version: version)
        engine.publish(try ServingModels(snapshot, ownTypes: []))
    }
}
