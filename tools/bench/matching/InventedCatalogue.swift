// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop

/// A catalogue of seeded chance: prices and weights spread over a few powers of ten, forty categories, 2,000 brands.
struct InventedCatalogue {
    private(set) var table = AttributeTable()

    init(itemCount: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
        for number in 0..<itemCount {
            var item = Item(id: "item \(number)")
            item.price = Double(pick(100_000)) / 100
            item.brand = "brand \(pick(2_000))"
            item.category = ["department \(pick(5))", "shelf \(pick(8))"]
            item.tags = (0..<3).map { _ in "tag \(pick(50))" }
            item.attributes = [
                "weight": .number(Double(pick(10_000))), "colour": .text("colour \(pick(12))"),
                "organic": .flag(pick(4) == 0), "year": .number(Double(2000 + pick(25))),
            ]
            table.append(item)
        }
    }
}
