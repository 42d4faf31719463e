// SPDX-License-Identifier: Apache-2.0

import Matrix
import NIOCore
import Shop
import Wire

/// Makes seeded values of every sort that travels.
struct Maker {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func flag() -> Bool { Bool.random(using: &generator) }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func long() -> UInt64 { UInt64.random(in: 0...UInt64.max, using: &generator) }

    mutating func double() -> Double { Double.random(in: -1e9...1e9, using: &generator) }

    /// 1 to 40 characters, a zero byte and emoji among them.
    mutating func text() -> String {
        let letters: [Character] = ["a", "Z", "0", "-", "é", "日", "🛒", "\0", " ", "\n", "\u{301}"]
        return String((0..<int(1...40)).map { _ in letters[int(0...letters.count - 1)] })
    }

    mutating func optional<Value>(_ make: (inout Maker) -> Value) -> Value? { flag() ? make(&self) : nil }

    mutating func list<Value>(_ make: (inout Maker) -> Value) -> [Value] {
        (0..<int(0...12)).map { _ in make(&self) }
    }

    mutating func texts() -> [String] { list { $0.text() } }

    mutating func moment() -> Timestamp { Timestamp(milliseconds: Int64(truncatingIfNeeded: long())) }

    mutating func event() -> Event {
        Event(
            user: text(), item: text(), type: text(), timestamp: moment(), value: optional { $0.double() },
            quantity: optional { $0.double() }, price: optional { $0.double() }, order: optional { $0.text() },
            session: optional { $0.text() }, id: optional { $0.text() })
    }

    mutating func crossSoldItem() -> CrossSoldItem {
        var item = CrossSoldItem(id: text(), score: Float(double()), isFallback: flag())
        if item.isFallback { return item }
        item.rule = text()
        (item.antecedent, item.count) = (texts(), int(0...9_999))
        (item.support, item.confidence, item.lift) = (Float(double()), Float(double()), Float(double()))
        item.delay = optional { $0.delay() }
        item.antecedentCategory = texts()
        return item
    }

    mutating func delay() -> RuleDelay {
        RuleDelay(
            within: Float(int(1...99)), lower: Float(double()), median: Float(double()), upper: Float(double()))
    }

    mutating func rule() -> ItemRule {
        var rule = ItemRule(antecedent: texts(), consequent: text())
        (rule.count, rule.antecedentCount, rule.consequentCount) = (int(0...99), int(0...99), int(0...99))
        rule.measures.support = double()
        (rule.measures.confidence, rule.measures.lift) = (double(), double())
        (rule.measures.leverage, rule.measures.conviction) = (double(), flag() ? .infinity : double())
        (rule.measures.zhang, rule.measures.chiSquared, rule.measures.score) = (double(), double(), double())
        rule.delay = optional { $0.delay() }
        rule.antecedentCategory = texts()
        return rule
    }

    mutating func criterion() -> Criterion {
        let words = Set(texts() + ["word"]).sorted()
        let function: ValueFunction =
            switch int(0...5) {
            case 0: .plain
            case 1: .linear(from: double(), to: 2e9)
            case 2: .target(at: double(), tolerance: abs(double()) + 1)
            case 3: .diminishing(from: double(), half: abs(double()) + 1)
            case 4: .ordinal(words)
            default: .table(Dictionary(uniqueKeysWithValues: words.map { ($0, double()) }), otherwise: double())
            }
        return Criterion(
            attribute: "price", function: function, missing: optional { $0.double() }, weight: optional { $0.double() })
    }

    mutating func attribute() -> AttributeValue {
        switch int(0...3) {
        case 0: .text(flag() ? "" : text())
        case 1: .number(double())
        case 2: .flag(flag())
        default: .list(texts())
        }
    }

    mutating func attributes() -> [String: AttributeValue] {
        Dictionary(list { ($0.text(), $0.attribute()) }, uniquingKeysWith: { $1 })
    }

    mutating func item() -> Item {
        var item = Item(id: text())
        item.title = text()
        item.category = texts()
        item.brand = text()
        item.price = optional { $0.double() }
        item.stock = optional { Int64($0.int(-5...5)) }
        item.availableFrom = optional { $0.moment() }
        item.availableUntil = optional { $0.moment() }
        item.variantGroup = text()
        item.tags = texts()
        item.text = text()
        item.isHidden = flag()
        item.attributes = attributes()
        return item
    }

    mutating func user() -> User {
        var user = User(id: text())
        user.attributes = attributes()
        return user
    }

    mutating func rejection() -> Rejection { Rejection(index: int(0...9_999), field: text(), reason: text()) }

    mutating func metadata() -> [MetadataEntry] {
        list { MetadataEntry(key: "key-\($0.int(0...9))", value: $0.text()) }
    }
}
