// SPDX-License-Identifier: Apache-2.0

import Mining
import Recommenders
import Shop
import Store
import Testing

@testable import Placements

/// What goes with a basket, on a shop of two tastes that everybody's wants stand in for orders in.
@Suite struct CrossSellTests {
    /// Twenty users want letters, twenty digits, each all but one of five; "a" and "b" are cups, the rest plates.
    private static func shop() throws -> ShopFixture {
        let tastes = [["a", "b", "c", "d", "e"], ["1", "2", "3", "4", "5"]]
        var events: [Event] = []
        for (taste, items) in tastes.enumerated() {
            for user in 0..<20 {
                for (place, item) in items.enumerated() where place != user % 5 {
                    events.append(
                        Event(
                            user: "\(taste)-\(user)", item: item, type: "purchase",
                            timestamp: Timestamp(milliseconds: Int64(user))))
                }
            }
        }
        let items = (tastes[0] + tastes[1]).map { id in
            var item = Item(id: id)
            item.category = ["Kitchen", id == "a" || id == "b" ? "Cups" : "Plates"]
            item.isHidden = id == "e"
            item.stock = id == "d" ? 0 : nil
            return item
        }
        let shop = try ShopFixture(events: events, items: items)
        try shop.publish(
            adding: [.associationRules], settings: [.associationRules: Settings(["categories": false])])
        return shop
    }

    private func crossSell(_ query: CrossSellQuery, _ shop: ShopFixture) throws -> CrossSellAnswer {
        try shop.engine.crossSell(query, at: shop.now, in: shop.workspace)
    }

    @Test func `each item comes with its best rule, counted`() throws {
        let answer = try crossSell(CrossSellQuery(.items(["a", "b", "nobody"])), Self.shop())
        #expect(answer.items.map(\.id) == ["c"])  // "d" is out of stock, "e" hidden
        #expect(answer.unknown == ["nobody"])
        #expect(answer.recommender == "rules" && answer.snapshot == 1)
        // 16 of 40 baskets hold "b", 12 of them "c" too, which 16 hold.
        let item = try #require(answer.items.first)
        #expect(item.antecedent == ["b"] && item.count == 12)  // "b" became known before "a"
        #expect(item.confidence == 0.75 && item.support == 0.3)
        #expect(abs(item.lift - 0.75 / 0.4) < 1e-6)
    }

    @Test func `out of stock, excluded and filled up as asked for`() throws {
        let shop = try Self.shop()
        var query = CrossSellQuery(.items(["a"]), options: ListOptions(excluded: ["b"], includesOutOfStock: true))
        #expect(try crossSell(query, shop).items.map(\.id) == ["c", "d"])
        query.options = ListOptions(count: 4, excluded: ["b"])
        query.fills = true
        let filled = try crossSell(query, shop).items
        #expect(filled.map(\.id).first == "c" && filled.count == 4)
        #expect(filled.map(\.isFallback) == [false, true, true, true])
        #expect(filled.dropFirst().allSatisfy { $0.antecedent.isEmpty && Int($0.id) != nil })
    }

    @Test func `a cart is what was put there last and not bought since`() throws {
        let shop = try Self.shop()
        let deeds = [("1", "cart", 9), ("a", "cart", 10), ("b", "cart", 11), ("a", "purchase", 12), ("1", "view", 13)]
        _ = try shop.store.append(
            deeds.map {
                Event(user: "zoe", item: $0.0, type: $0.1, timestamp: Timestamp(milliseconds: Int64($0.2)))
            })
        let answer = try crossSell(CrossSellQuery(.cart(of: "zoe")), shop)
        #expect(answer.cart == ["b", "1"])
        #expect(Set(answer.items.flatMap(\.antecedent)) == ["b", "1"])
        #expect(answer.items.contains { $0.id == "a" })
        #expect(try crossSell(CrossSellQuery(.cart(of: "stranger")), shop).items.isEmpty)
    }

    @Test func `a snapshot without rules, and a recommender without, say so`() throws {
        let shop = try Self.shop()
        let error = #expect(throws: PlacementError.self) {
            try crossSell(CrossSellQuery(.items(["a"]), recommender: "item-knn"), shop)
        }
        #expect(error?.code == .unsupported && error?.message.hasSuffix("ask rules") == true)
        let unknown = #expect(throws: PlacementError.self) {
            try crossSell(CrossSellQuery(.items(["a"]), recommender: "rulez"), shop)
        }
        #expect(unknown?.code == .unknownRecommender)
        try shop.publish()
        let none = #expect(throws: PlacementError.self) { try crossSell(CrossSellQuery(.items(["a"])), shop) }
        #expect(none?.code == .unsupported && none?.message.contains("kind rules") == true)
    }

    @Test func `a category speaks for an item that nothing else speaks for, and its rules are found by it`() throws {
        let shop = try Self.shop()
        try shop.publish(
            adding: [.associationRules],
            settings: [.associationRules: Settings(["pairSupport": 1_000_000, "maximumLength": 2])])
        let answer = try crossSell(CrossSellQuery(.items(["a"])), shop)
        let item = try #require(answer.items.first { $0.id == "c" })
        #expect(item.antecedent.isEmpty && item.antecedentCategory == ["Kitchen", "Cups"])
        // All of the twenty that want letters have a cup; 16 of them want "c".
        #expect(item.count == 16 && item.confidence == 0.8 && item.lift == 2)
        var query = RulesQuery()
        (query.category, query.side) = (["Kitchen", "Cups"], .antecedent)
        let rules = try pages(query, shop).flatMap(\.rules)
        #expect(!rules.isEmpty && rules.allSatisfy { $0.antecedentCategory == ["Kitchen", "Cups"] })
        query.category = ["Garden"]
        #expect(try pages(query, shop).flatMap(\.rules).isEmpty)
    }

    private func pages(_ query: RulesQuery, _ shop: ShopFixture) throws -> [RulePage] {
        var (query, pages) = (query, [RulePage]())
        while true {
            var report = shop.engine.rules(query)
            var page: RulePage?
            while page == nil { page = try report.advance(in: shop.workspace) }
            let found = try #require(page)
            pages.append(found)
            guard let next = found.next else { return pages }
            query.after = next
        }
    }

    @Test(arguments: RuleMeasure.allCases) func `pages hold every rule once, in order`(measure: RuleMeasure) throws {
        let shop = try Self.shop()
        var query = RulesQuery()
        (query.sort, query.pageSize) = (measure, 7)
        let pages = try pages(query, shop)
        let rules = pages.flatMap(\.rules)
        #expect(pages.allSatisfy { $0.total == rules.count && $0.basketCount == 40 })
        #expect(Set(rules).count == rules.count && rules.count == 40)
        let values = rules.map { rule in
            switch measure {
            case .score: rule.measures.score
            case .support: rule.measures.support
            case .confidence: rule.measures.confidence
            case .lift: rule.measures.lift
            case .leverage: rule.measures.leverage
            case .conviction: rule.measures.conviction
            case .zhang: rule.measures.zhang
            case .chiSquared: rule.measures.chiSquared
            }
        }
        #expect(zip(values, values.dropFirst()).allSatisfy { Float($0) >= Float($1) })
    }

    @Test func `rules are found by item, side, category and least measures`() throws {
        let shop = try Self.shop()
        func count(_ change: (inout RulesQuery) -> Void) throws -> Int {
            var query = RulesQuery()
            change(&query)
            return try pages(query, shop).reduce(0) { $0 + $1.rules.count }
        }
        #expect(try count { $0.item = "a" } == 8)
        #expect(try count { ($0.item, $0.side) = ("a", .antecedent) } == 4)
        #expect(try count { $0.category = ["Kitchen", "Cups"] } == 14)  // between letters, those without a and b are 6
        #expect(try count { ($0.category, $0.side) = (["Kitchen", "Cups"], .consequent) } == 8)
        #expect(try count { $0.category = ["Kitchen"] } == 40)
        #expect(try count { ($0.category, $0.item) = (["Garden"], "a") } == 0)
        #expect(try count { $0.minimumCount = 13 } == 0)
        #expect(try count { $0.minimumConfidence = 0.75 } == 40)
        #expect(try count { $0.minimumLift = 2 } == 0)
        #expect(throws: PlacementError.self) { try count { $0.item = "tent" } }
        let outdated = #expect(throws: PlacementError.self) {
            try count { $0.after = RulePosition(snapshot: 9, value: 1, rule: 0) }
        }
        #expect(outdated?.code == .outdatedPage)
    }
}
