// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop
import Store
import Testing

@testable import Placements

/// What follows a basket some days later, behind what goes into it.
@Suite struct FollowingRulesTests {
    private static let day: Int64 = 86_400_000
    private static let now: Int64 = 1_700_000_000_000

    /// Of twenty users each, all buy "cup" and "saucer" at once and sixteen "tea" four days later; the others buy "lamp", and
    /// ten of them "bulb" a day later.
    private static func shop(adding kinds: [RecommenderKind]) throws -> ShopFixture {
        var events: [Event] = []
        func buy(_ user: String, _ item: String, daysAgo: Int64) {
            events.append(
                Event(
                    user: user, item: item, type: "purchase", timestamp: Timestamp(milliseconds: now - daysAgo * day)))
        }
        for user in 0..<20 {
            for item in ["cup", "saucer"] { buy("c\(user)", item, daysAgo: 40) }
            if user < 16 { buy("c\(user)", "tea", daysAgo: 36) }
            buy("l\(user)", "lamp", daysAgo: 40)
            if user < 10 { buy("l\(user)", "bulb", daysAgo: 39) }
        }
        let shop = try ShopFixture(events: events)
        try shop.publish(adding: kinds, settings: [.sequentialRules: Settings(["withinDays": 7, "minimumSupport": 5])])
        return shop
    }

    private func crossSell(_ query: CrossSellQuery, _ shop: ShopFixture) throws -> CrossSellAnswer {
        try shop.engine.crossSell(query, at: shop.now, in: shop.workspace)
    }

    @Test func `asked by name, it says what follows, after how long, and by how many`() throws {
        let shop = try Self.shop(adding: [.associationRules, .sequentialRules])
        let answer = try crossSell(CrossSellQuery(.items(["cup"]), recommender: "sequential-rules"), shop)
        #expect(answer.recommender == "sequential-rules" && answer.items.map(\.id) == ["tea"])
        let item = try #require(answer.items.first)
        #expect(item.antecedent == ["cup"] && item.count == 16 && item.confidence == 0.8 && item.support == 0.4)
        #expect(item.lift == 2 && item.delay == RuleDelay(within: 7, lower: 4, median: 4, upper: 4))
    }

    @Test func `what goes into the basket comes first, and nothing twice`() throws {
        let shop = try Self.shop(adding: [.associationRules, .sequentialRules])
        // Without orders, everything of a user is a basket: "saucer" and "tea" go with "cup".
        let both = try crossSell(CrossSellQuery(.items(["cup"])), shop)
        #expect(both.recommender == "rules" && Set(both.items.map(\.id)) == ["saucer", "tea"])
        #expect(both.items.count == 2 && both.items.allSatisfy { $0.delay == nil })
        // "bulb" is barred as part of the answer, not of the question.
        let short = CrossSellQuery(.items(["cup", "lamp"]), options: ListOptions(count: 1))
        #expect(try crossSell(short, shop).items.count == 1)
        try shop.publish(
            adding: [.associationRules, .sequentialRules],
            settings: [
                .associationRules: Settings(["pairSupport": 17]),
                .sequentialRules: Settings(["withinDays": 7]),
            ])
        let filled = try crossSell(CrossSellQuery(.items(["cup", "lamp"])), shop).items
        #expect(filled.map(\.id) == ["saucer", "tea", "bulb"])
        #expect(filled.map { $0.delay?.median } == [nil, 4, 1])
    }

    @Test func `places kept for what follows are given back where nothing does`() throws {
        let shop = try Self.shop(adding: [.associationRules, .sequentialRules])
        var query = CrossSellQuery(.items(["cup"]), following: 1, options: ListOptions(count: 2))
        let kept = try crossSell(query, shop).items
        #expect(kept.map(\.delay?.median) == [nil, 4] || Set(kept.map(\.id)) == ["saucer", "tea"])
        query = CrossSellQuery(.items(["tea"]), following: 2, options: ListOptions(count: 2))
        #expect(try Set(crossSell(query, shop).items.map(\.id)) == ["cup", "saucer"])
        query = CrossSellQuery(.items(["lamp"]), following: 10)
        #expect(try crossSell(query, shop).items.map { $0.delay?.median } == [1])
    }

    @Test func `what the user bought within the days speaks, and is not listed`() throws {
        let shop = try Self.shop(adding: [.sequentialRules])
        func bought(_ item: String, daysAgo: Int64) throws {
            _ = try shop.store.append([
                Event(
                    user: "zoe", item: item, type: "purchase",
                    timestamp: Timestamp(milliseconds: Self.now - daysAgo * Self.day))
            ])
        }
        try bought("lamp", daysAgo: 8)
        var query = CrossSellQuery(.items(["saucer"]), options: ListOptions(for: "zoe"))
        #expect(try crossSell(query, shop).items.map(\.id) == ["tea"])
        try bought("lamp", daysAgo: 2)
        #expect(try crossSell(query, shop).items.map(\.antecedent) == [["saucer"], ["lamp"]])
        query.basket = .cart(of: "zoe")
        #expect(try crossSell(query, shop).items.map(\.id) == ["bulb"])
        try bought("bulb", daysAgo: 1)
        #expect(try crossSell(query, shop).items.isEmpty)
    }

    @Test func `the rules are browsed by the recommender's name`() throws {
        let shop = try Self.shop(adding: [.associationRules, .sequentialRules])
        func rules(_ recommender: String?) throws -> [ItemRule] {
            var query = RulesQuery()
            query.recommender = recommender
            var report = shop.engine.rules(query)
            var page: RulePage?
            while page == nil { page = try report.advance(in: shop.workspace) }
            return page?.rules ?? []
        }
        let following = try rules("sequential-rules")
        #expect(
            Set(following.map { $0.antecedent + [$0.consequent] }) == [
                ["cup", "tea"], ["saucer", "tea"], ["lamp", "bulb"],
            ])
        #expect(following.allSatisfy { $0.delay?.within == 7 })
        #expect(try rules(nil).allSatisfy { $0.delay == nil })
    }
}
