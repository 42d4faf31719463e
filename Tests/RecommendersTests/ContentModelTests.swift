// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Recommenders

@Suite struct ContentModelTests {
    private func model(_ items: [Item?], _ settings: Settings = Settings()) throws -> ContentModel {
        let model = try RecommenderKind.content.fit(ItemSamples.dataset(items), settings: settings)
        return try #require(model as? ContentModel)
    }

    private func wanted(_ item: UInt32, _ weight: Float = 1) -> WeightedItem {
        WeightedItem(item: ItemIndex(rawValue: item), weight: weight)
    }

    private let shop: [Item?] = [
        ItemSamples.item(0, title: "Rose soap", category: ["Care", "Soap"], brand: "Ada", tags: ["vegan"]),
        ItemSamples.item(1, title: "Lemon soap", category: ["Care", "Soap"], brand: "Bea", tags: ["vegan"]),
        ItemSamples.item(2, title: "Rose oil", category: ["Care", "Oil"], brand: "Ada"),
        ItemSamples.item(3, title: "Desk lamp", category: ["Home", "Lamps"], brand: "Cyd"),
        ItemSamples.item(4, title: "Floor lamp", category: ["Home", "Lamps"], brand: "Cyd"), nil,
        ItemSamples.item(6),
    ]

    @Test func `items are like those that share rare features`() throws {
        let model = try model(shop)
        #expect(model.similar(to: 3, count: 5).map(\.item) == [4])
        #expect(Set(model.similar(to: 0, count: 5).map(\.item)) == [1, 2])
        #expect(model.similar(to: 5, count: 5).isEmpty)
        #expect(model.similar(to: 6, count: 5).isEmpty)
        let list = model.best(5, for: [wanted(0), wanted(3, 0.5)]) { $0 != 0 && $0 != 3 }
        #expect(Set(list.map(\.item)) == [1, 2, 4])
    }

    @Test func `what was sent back takes off its features`() throws {
        let model = try model(shop)
        let liked = model.best(5, for: [wanted(0)]) { $0 != 0 }
        #expect(liked.map(\.item) == [1, 2])
        let disliked = model.best(5, for: [wanted(0), wanted(1, -2)]) { $0 > 1 }
        #expect(disliked.map(\.item) == [2])
        #expect((disliked.first?.score ?? 9) < (liked.last?.score ?? 0))
        #expect(model.best(5, for: [wanted(1, -2)]) { _ in true }.isEmpty)
    }

    @Test func `reasons name the shared features and add up to the score`() throws {
        let model = try model(shop)
        let reasons = model.reasons(of: [wanted(0)], for: ItemIndex(rawValue: 2), limit: 10)
        #expect(Set(reasons.map { "\($0.field)=\($0.value)" }) == ["brand=Ada", "text=rose", "category=Care"])
        let score = model.best(2, for: [wanted(0)]) { $0 == 2 }.first?.score ?? 0
        #expect(abs(reasons.reduce(0) { $0 + $1.weight } - score) < 1e-6)
        #expect(model.reasons(of: [wanted(0)], for: ItemIndex(rawValue: 2), limit: 1) == [reasons[0]])
        #expect(model.reasons(of: [wanted(0)], for: ItemIndex(rawValue: 3), limit: 9).isEmpty)
    }

    @Test func `the board has what the search finds`() throws {
        let model = try model(ItemSamples.random(600, seed: 2))
        for item in 0..<40 as Range<UInt32> {
            let history = [wanted(item), wanted(item + 50, 3), wanted(item + 100, -1)]
            let seen = Set(history.map(\.item.rawValue))
            let (board, found) = (model.list(history, count: 20), model.best(20, for: history) { !seen.contains($0) })
            #expect(board.count == found.count)
            for (one, other) in zip(board, found) { #expect(abs(one.score - other.score) < 1e-5) }
        }
    }

    @Test func `a vector of the shop's own speaks by its direction`() throws {
        let items: [Item?] = ["1, 0,0", "0.9,0.1,0", "0,0,-3", "0 0 2", "1,2", "1,x,3"].enumerated().map {
            ItemSamples.item($0.offset, attributes: ["embedding": .text($0.element)])
        }
        let model = try model(items, Settings(["vector": "embedding", "vectorLength": 3]))
        #expect(model.similar(to: 0, count: 5).map(\.item) == [1])
        #expect(model.similar(to: 2, count: 5).isEmpty)
        for (place, reason) in [(4, "2 numbers; the recipe's vectorLength is 3"), (5, "must be 3 finite numbers")] {
            let fault = model.fault(in: try #require(items[place]))
            #expect(fault?.field == "attributes.embedding")
            #expect(fault?.reason.contains(reason) == true)
        }
        #expect(model.fault(in: try #require(items[0])) == nil)
        let list = AttributeValue.list(["1", "0", "0"])
        #expect(model.fault(in: ItemSamples.item(9, attributes: ["embedding": list])) == nil)
    }

    @Test func `numbers are alike in the same quantile`() throws {
        let items: [Item?] = (0..<40).map { ItemSamples.item($0, attributes: ["watts": .number(Double($0))]) }
        let model = try model(items, Settings(["bins": 4]))
        #expect(model.similar(to: 3, count: 20).map(\.item) == [0, 1, 2, 4, 5, 6, 7, 8, 9])
        let reasons = model.reasons(of: [wanted(3)], for: ItemIndex(rawValue: 4), limit: 3)
        #expect(reasons.map(\.field) == ["watts"])
        #expect(reasons.map(\.value) == ["< 10"])
    }

    @Test func `settings that cannot be are refused by name`() throws {
        for (settings, named) in [
            (["vector": "v"], "vectorLength"), (["language": "klingon"], "language"), (["bins": 0], "bins"),
            (["groupWeights": ["brnd": 1]], "brand"), (["searchWeights": ["title": -1]], "title"), (["k1": "x"], "k1"),
        ] as [([String: Setting], String)] {
            let error = #expect(throws: RecommenderError.self) { try model(shop, Settings(settings)) }
            #expect(error?.message.contains(named) == true, "\(settings)")
        }
        let described = ItemSamples.item(1, title: "lamp", attributes: ["colour": .text("red")])
        for settings in [["attributeWeights": ["color": 2]], ["vector": "colours", "vectorLength": 3]]
            as [[String: Setting]]
        {
            let error = #expect(throws: RecommenderError.self) { try model([described], Settings(settings)) }
            #expect(error?.code == .invalidSetting && error?.message.contains("did you mean “colour”?") == true)
        }
        let error = #expect(throws: RecommenderError.self) { try model([nil, ItemSamples.item(1)]) }
        #expect(error?.code == .emptyDataset)
    }
}
