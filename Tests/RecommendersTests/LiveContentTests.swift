// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Recommenders

/// Items that are put after the fit.
@Suite struct LiveContentTests {
    private func model(_ items: [Item?]) throws -> ContentModel {
        let model = try RecommenderKind.content.fit(
            ItemSamples.dataset(items), settings: Settings(["language": "english"]))
        return try #require(model as? ContentModel)
    }

    private func live(_ index: Int, _ item: Item?) -> LiveItem {
        LiveItem(index: ItemIndex(rawValue: UInt32(index)), item: item)
    }

    private func wanted(_ item: Int) -> [WeightedItem] {
        [WeightedItem(item: ItemIndex(rawValue: UInt32(item)), weight: 1)]
    }

    @Test func `a new item is listed and found at once, a changed one as it is now, a deleted one never`() throws {
        let items = ItemSamples.random(300, seed: 6)
        let old = try model(items)
        let new = ItemSamples.item(300, title: "quokka lamps w1", category: ["c1"], brand: "brand 4")
        var model = old.takingUp([live(300, new)])
        #expect(model.itemCount == 301)
        #expect(model.found("Quokka", count: 5) { _ in true }.map(\.item) == [300])
        #expect(model.found("lamp", count: 5) { _ in true }.map(\.item) == [300])
        #expect(model.best(300, for: wanted(4)) { _ in true }.contains { $0.item == 300 })
        #expect(!model.similar(to: 300, count: 5).isEmpty)
        model = model.takingUp([live(301, ItemSamples.item(301, title: "Quokka"))])
        #expect(model.similar(to: 300, count: 400).contains { $0.item == 301 })
        model = model.takingUp([live(300, nil), live(4, ItemSamples.item(4, title: "quokka"))])
        #expect(Set(model.found("quokka", count: 5) { _ in true }.map(\.item)) == [301, 4])
        #expect(model.best(9, for: wanted(4)) { _ in true }.map(\.item).sorted() == [4, 301])
        #expect(old.found("quokka", count: 5) { _ in true }.isEmpty)
    }

    @Test func `an item as it was learnt is not taken up`() throws {
        let items = ItemSamples.random(200, seed: 9)
        let model = try model(items)
        let same = model.takingUp(items.enumerated().map { live($0.offset, $0.element) })
        #expect(same.live.count == 0)
        var changed = try #require(items[1])
        changed.stock = 3
        #expect(model.takingUp([live(1, changed)]).live.count == 0)
        changed.tags.append("new")
        #expect(model.takingUp([live(1, changed)]).live.count == 1)
    }

    @Test func `beside the index are the rows that the index would have`() throws {
        let items = ItemSamples.random(400, seed: 4)
        let whole = try model(items)
        // The same model without what it knows of a third of the items, which are then put.
        var prints = whole.prints.array
        for item in stride(from: 0, to: 400, by: 3) { prints[item] = 1 }
        let bare = ContentModel(
            whole.learnt, names: whole.names, likeness: whole.likeness, search: whole.search, idf: whole.idf,
            searchIDF: whole.searchIDF, prints: SharedArray(prints))
        var live = bare
        for start in stride(from: 0, to: 400, by: 40) {
            live = live.takingUp((start..<(start + 40)).map { self.live($0, items[$0]) })
        }
        #expect(live.live.count >= 134)
        for item in 0..<400 {
            #expect(live.row(of: ItemIndex(rawValue: UInt32(item))) == whole.likeness.row(of: item))
            #expect(
                live.best(10, for: wanted(item)) { _ in true } == whole.best(10, for: wanted(item)) { _ in true })
        }
        for text in ["w1 w2", "w3 c1 brand 4", "w17"] {
            #expect(live.found(text, count: 20) { _ in true } == whole.found(text, count: 20) { _ in true })
        }
    }
}
