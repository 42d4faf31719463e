// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Matrix
import Shop

/// Random items of every kind of attribute, random requirements on them, and the plainest way to judge both.
struct RandomShop {
    var generator: SeededGenerator
    var items: [Item?] = []
    var table = AttributeTable()

    init(seed: UInt64, itemCount: Int) {
        generator = SeededGenerator(seed: seed)
        for _ in 0..<itemCount { items.append(randomItem()) }
        for item in items { table.append(item) }
    }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func chance(_ percent: Int) -> Bool { number(0..<100) < percent }

    private mutating func randomItem() -> Item? {
        if chance(3) { return nil }
        var item = Item(id: "i")
        if chance(90) { item.price = Double(number(0..<20)) }
        if chance(90) { item.brand = "brand \(number(0..<5))" }
        if chance(80) { item.tags = (0..<number(1..<4)).map { _ in "tag \(number(0..<5))" } }
        if chance(80) { item.category = (0..<number(1..<4)).map { _ in "part \(number(0..<2))" } }
        if chance(80) { item.attributes["weight"] = .number(Double(number(-5..<5))) }
        if chance(80) { item.attributes["organic"] = .flag(chance(50)) }
        return item
    }

    mutating func randomRequirement(isWish: Bool) -> Requirement {
        let weight = isWish ? Double(number(1..<9)) / 2 : nil
        switch number(0..<6) {
        case 0: return Requirement("price", randomNumberCondition(0..<20), weight: weight)
        case 1: return Requirement("weight", randomNumberCondition(-5..<5), weight: weight)
        case 2: return Requirement("brand", randomTextCondition("brand"), weight: weight)
        case 3:
            let words = (0..<number(1..<3)).map { _ in "tag \(number(0..<6))" }
            let condition: Condition =
                chance(50) ? .hasAll(words) : chance(50) ? .hasAny(words) : randomTextCondition("tag")
            return Requirement("tags", condition, weight: weight)
        case 4:
            let path = (0..<number(1..<4)).map { _ in "part \(number(0..<3))" }
            return Requirement("category", .within(path), weight: weight)
        default:
            let flag = AttributeValue.flag(chance(50))
            return Requirement("organic", chance(70) ? .equals(flag) : .differs(flag), weight: weight)
        }
    }

    private mutating func randomNumberCondition(_ range: Range<Int>) -> Condition {
        let bound = Double(number(range))
        switch number(0..<6) {
        case 0: return .equals(.number(bound))
        case 1: return .differs(.number(bound))
        case 2: return .between(bound, bound + Double(number(0..<5)))
        case 3: return .near(bound, tolerance: Double(number(1..<5)))
        case 4: return .oneOf([.number(bound), .number(bound + 2)])
        default: return .compares(Condition.Comparison.allCases[number(0..<4)], bound)
        }
    }

    private mutating func randomTextCondition(_ word: String) -> Condition {
        let text = AttributeValue.text("\(word) \(number(0..<6))")
        switch number(0..<3) {
        case 0: return .equals(text)
        case 1: return .differs(text)
        default: return .oneOf([text, .text("\(word) 0")])
        }
    }

    /// Whether the item meets the requirement, read from the item itself.
    static func meets(_ item: Item?, _ requirement: Requirement) -> Bool {
        guard let item else { return false }
        switch requirement.attribute {
        case "price": return item.price.map { meets($0, requirement.condition) } ?? false
        case "brand": return !item.brand.isEmpty && meets(item.brand, requirement.condition)
        case "tags": return meets(item.tags, requirement.condition)
        case "category":
            guard case .within(let path) = requirement.condition else { return false }
            return Array(item.category.prefix(path.count)) == path
        default:
            switch (item.attributes[requirement.attribute], requirement.condition) {
            case (.number(let number), let condition): return meets(number, condition)
            case (.flag(let flag), .equals(.flag(let wanted))): return flag == wanted
            case (.flag(let flag), .differs(.flag(let barred))): return flag != barred
            default: return false
            }
        }
    }

    private static func meets(_ number: Double, _ condition: Condition) -> Bool {
        switch condition {
        case .equals(let value): return value == .number(number)
        case .differs(let value): return value != .number(number)
        case .compares(.less, let bound): return number < bound
        case .compares(.atMost, let bound): return number <= bound
        case .compares(.more, let bound): return number > bound
        case .compares(.atLeast, let bound): return number >= bound
        case .between(let lower, let upper): return lower <= number && number <= upper
        case .oneOf(let values): return values.contains(.number(number))
        case .near(let target, let tolerance): return abs(number - target) <= tolerance
        default: return false
        }
    }

    private static func meets(_ text: String, _ condition: Condition) -> Bool {
        switch condition {
        case .equals(let value): value == .text(text)
        case .differs(let value): value != .text(text)
        case .oneOf(let values): values.contains(.text(text))
        default: false
        }
    }

    private static func meets(_ words: [String], _ condition: Condition) -> Bool {
        switch condition {
        case .equals(.text(let word)): words.contains(word)
        case .differs(.text(let word)): !words.isEmpty && !words.contains(word)
        case .oneOf(let values): values.contains { value in words.contains { .text($0) == value } }
        case .hasAny(let wanted): !Set(wanted).isDisjoint(with: words)
        case .hasAll(let wanted): Set(wanted).isSubset(of: words)
        default: false
        }
    }

    /// What an item's wishes add.
    static func points(_ item: Item?, _ requirements: [Requirement]) -> [Double] {
        requirements.filter { $0.weight != nil }.map { requirement in
            guard let weight = requirement.weight, meets(item, requirement) else { return 0 }
            if case .near(let target, let tolerance) = requirement.condition {
                let number =
                    requirement.attribute == "price" ? item?.price : item?.attributes["weight"].flatMap(\.asNumber)
                return weight * (1 - abs((number ?? .nan) - target) / tolerance)
            }
            return weight
        }
    }
}

extension AttributeValue {
    var asNumber: Double? { if case .number(let number) = self { number } else { nil } }
}
