// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

/// A shop of cameras 0-3 and bags 4-5: people look at several cameras, buy one, and a bag with it.
@Suite struct SubstitutesTests {
    private static let prices: [Double] = [400, 420, 700, 2_000, 40, 45]

    private static func item(_ index: Int) -> Item {
        var item = Item(id: "\(index)")
        item.category = index < 4 ? ["photo", "cameras"] : ["photo", "bags"]
        item.price = prices[index]
        return item
    }

    private static func shop(visits: Int) -> Dataset {
        var generator = SeededGenerator(seed: 2)
        var (orders, sessions) = (EventGroups.Builder(), EventGroups.Builder())
        for visit in 0..<visits {
            let bag = Int.random(in: 4...5, using: &generator)
            let bought = Int.random(in: 0..<4, using: &generator)
            let looked = [Int.random(in: 0..<4, using: &generator), Int.random(in: 0..<2, using: &generator), bought]
            for (place, camera) in looked.enumerated() {
                sessions.add(member(camera, .view, visit * 1_000 + place), to: "\(visit)")
            }
            for bought in [bought, bag] {
                sessions.add(member(bought, .purchase, visit * 1_000 + 9), to: "\(visit)")
                orders.add(member(bought, .purchase, visit * 1_000 + 9), to: "\(visit)")
            }
        }
        var dataset = Dataset(Interactions(userCount: 0, itemCount: 6))
        (dataset.orders, dataset.sessions) = (orders.build(), sessions.build())
        dataset.items = (0..<6).map(item)
        return dataset
    }

    private static func member(_ item: Int, _ type: EventType, _ time: Int) -> EventGroups.Member {
        EventGroups.Member(
            user: EventGroups.guest, item: UInt32(item), type: type, timestamp: Timestamp(milliseconds: Int64(time)))
    }

    private static func model(_ dataset: Dataset, _ settings: [String: Setting] = [:]) throws -> any SubstituteModel {
        try #require(
            try RecommenderKind.substitutes.fit(dataset, settings: Settings(settings)) as? any SubstituteModel)
    }

    private static func index(_ item: Int) -> ItemIndex { ItemIndex(rawValue: UInt32(item)) }

    @Test func `cameras stand for cameras, the one of nearly the same price first, and no bag stands for one`() throws {
        let model = try Self.model(Self.shop(visits: 400))
        let list = model.similar(to: 0, count: 10).map(\.item)
        #expect(list == [1, 2, 3])
        let evidence = try #require(model.evidence(of: Self.index(0), for: Self.index(1)))
        #expect(evidence.isSameCategory)
        #expect(evidence.boughtTogether == 0)
        #expect(evidence.coViews > 50)
        #expect(evidence.expectedTogether < 1)
        #expect(abs((evidence.priceRatio ?? 0) - 1.05) < 1e-6)
        #expect(model.evidence(of: Self.index(0), for: Self.index(4)) == nil)
        #expect(model.evidence(of: Self.index(99), for: Self.index(1)) == nil)
    }

    @Test func `an up-sell is dearer, not too much, and was bought after a look at the cheaper one`() throws {
        let model = try Self.model(Self.shop(visits: 400), ["upSell": true])
        #expect(model.isUpSell)
        #expect(model.similar(to: 0, count: 10).map(\.item).sorted() == [1, 2])
        #expect(model.similar(to: 2, count: 10).isEmpty)
        let wider = try Self.model(Self.shop(visits: 400), ["upSell": true, "priceLimit": 10])
        #expect(wider.similar(to: 0, count: 10).map(\.item).sorted() == [1, 2, 3])
        let evidence = try #require(model.evidence(of: Self.index(0), for: Self.index(2)))
        #expect(evidence.coViews >= 3)
    }

    @Test func `without sessions the category's favourites of a close price stand in`() throws {
        var dataset = Self.shop(visits: 50)
        dataset.sessions = EventGroups()
        var interactions = Interactions(userCount: 3, itemCount: 6)
        for (user, item) in [(0, 1), (1, 1), (2, 2)] {
            interactions.append(Datasets.interaction(user, item, .purchase, user))
        }
        var bought = Dataset(interactions)
        (bought.orders, bought.items) = (dataset.orders, dataset.items)
        let model = try Self.model(bought)
        #expect(model.similar(to: 0, count: 2).map(\.item) == [1, 2])
    }

    @Test func `an up-sell without categories, and a shop without events, are named`() throws {
        var dataset = Self.shop(visits: 20)
        dataset.items = []
        let error = #expect(throws: RecommenderError.self) { try Self.model(dataset, ["upSell": true]) }
        #expect(error?.message.contains("“upSell” needs items with categories and prices") == true)
        let empty = #expect(throws: RecommenderError.self) {
            try Self.model(Dataset(Interactions(userCount: 1, itemCount: 1)))
        }
        #expect(empty?.code == .emptyDataset)
    }
}
