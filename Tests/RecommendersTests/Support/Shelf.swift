// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop

/// Items with attributes of every kind, and the plainest way to judge them.
struct Shelf {
    let items: [Item]

    init(_ items: [Item]) { self.items = items }

    var table: AttributeTable {
        var table = AttributeTable()
        for item in items { table.append(item) }
        return table
    }

    static func random(_ count: Int, using generator: inout SeededGenerator) -> Shelf {
        Shelf((0..<count).map { random($0, using: &generator) })
    }

    private static func random(_ position: Int, using generator: inout SeededGenerator) -> Item {
        func isThere() -> Bool { Int.random(in: 0..<10, using: &generator) > 0 || position == 0 }
        var item = Item(id: "\(position)")
        if isThere() { item.price = Double.random(in: 1...50, using: &generator) }
        if isThere() { item.brand = ["Acme", "Brown", "Cork"].randomElement(using: &generator) ?? "" }
        if isThere() { item.tags = ["new", "sale", "old", "odd"].shuffled(using: &generator).dropLast(2) }
        if isThere() { item.category = ["Home", ["Lamps", "Chairs"].randomElement(using: &generator) ?? ""] }
        if isThere() { item.attributes["weight"] = .number(Double.random(in: 0...9, using: &generator)) }
        if isThere() { item.attributes["organic"] = .flag(Bool.random(using: &generator)) }
        if isThere() { item.attributes["size"] = .number(Double(Int.random(in: 30...50, using: &generator))) }
        return item
    }

    static let criteria = [
        Criterion(attribute: "price", function: .plain),
        Criterion(attribute: "brand", function: .table(["Acme": 1, "Brown": 0.4], otherwise: 0.1)),
        Criterion(attribute: "tags", function: .ordinal(["old", "sale", "new"]), missing: 0.05),
        Criterion(attribute: "category", function: .table(["Lamps": 1], otherwise: 0.3)),
        Criterion(attribute: "weight", function: .diminishing(from: 1, half: 2)),
        Criterion(attribute: "organic", function: .plain, missing: 0.5),
        Criterion(attribute: "size", function: .target(at: 42, tolerance: 3)),
    ]

    /// What the mean of the known prices is.
    var meanPrice: Double {
        let prices = items.compactMap(\.price)
        return prices.reduce(0, +) / Double(max(1, prices.count))
    }

    static func plainValue(_ criterion: Criterion, _ item: Item, meanPrice: Double) -> Double {
        let (function, missing) = (criterion.function, criterion.missing ?? 0)
        switch criterion.attribute {
        case "price": return item.price ?? meanPrice
        case "brand": return item.brand.isEmpty ? missing : function.value(of: item.brand) ?? missing
        case "tags": return item.tags.map { function.value(of: $0) ?? missing }.max() ?? missing
        case "category":
            guard let leaf = item.category.last else { return missing }
            return function.value(of: leaf) ?? missing
        default:
            switch item.attributes[criterion.attribute] {
            case .number(let number)?: return function.value(of: number) ?? missing
            case .flag(let flag)?: return flag ? 1 : 0
            default: return missing
            }
        }
    }
}
