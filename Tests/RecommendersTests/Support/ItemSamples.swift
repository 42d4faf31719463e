// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop

/// Items to describe, and data made of items alone.
enum ItemSamples {
    static func item(
        _ id: Int, title: String = "", text: String = "", category: [String] = [], brand: String = "",
        tags: [String] = [], attributes: [String: AttributeValue] = [:]
    ) -> Item {
        var item = Item(id: "i\(id)")
        (item.title, item.text, item.category, item.brand) = (title, text, category, brand)
        (item.tags, item.attributes) = (tags, attributes)
        return item
    }

    /// An item that is like every second one.
    static func coloured(_ id: Int) -> Item { item(id, tags: ["colour \(id % 2)"]) }

    static func dataset(_ items: [Item?], users: Int = 0) -> Dataset {
        var dataset = Dataset(Interactions(userCount: users, itemCount: items.count))
        dataset.items = items
        return dataset
    }

    /// Items of words by a Zipf law, with a category, a brand, tags and a number.
    static func random(_ count: Int, seed: UInt64) -> [Item?] {
        var generator = SeededGenerator(seed: seed)
        func word() -> String { "w\(Int(1 / Double.random(in: 0.005...1, using: &generator)))" }
        return (0..<count).map { id in
            if Int.random(in: 0..<20, using: &generator) == 0 { return nil }
            let words = (0..<Int.random(in: 1...9, using: &generator)).map { _ in word() }
            var item = item(id, title: words.joined(separator: " "), text: "\(word()) \(word())")
            item.category = ["c\(id % 3)", "c\(id % 7)"]
            item.brand = Int.random(in: 0..<3, using: &generator) == 0 ? "" : "brand \(id % 11)"
            item.tags = [word()]
            item.price = Double(Int.random(in: 1...1_000, using: &generator))
            return item
        }
    }
}
