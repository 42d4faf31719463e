// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop
import Testing
import WickerClient
import Wire

@Suite struct CrossSellingServiceTests {
    private func failure<Answer>(_ body: () async throws(ClientError) -> Answer) async -> StatusCode? {
        do throws(ClientError) {
            _ = try await body()
            return nil
        } catch { return error.code }
    }

    /// Forty orders: cup with saucer in twenty, lamp with bulb in twenty, each a customer's own.
    private func record(_ shop: ServerFixture) async throws {
        let pairs = [["cup", "saucer"], ["lamp", "bulb"]]
        _ = try await shop.client.recordEvents(
            (0..<40).flatMap { order in
                pairs[order % 2].map {
                    Event(
                        user: "u\(order)", item: $0, type: "purchase", timestamp: Timestamp(milliseconds: Int64(order)),
                        order: "o\(order)")
                }
            })
    }

    @Test func `a basket and a cart are answered with the rule behind each item`() async throws {
        try await ServerFixture.run { shop in
            try await record(shop)
            let version = try await shop.publish(adding: [(.associationRules, Settings())])
            let answer = try await shop.client.crossSell(CrossSellRequest(basket: ["cup", "tent"]))
            #expect(answer.snapshot == version && answer.recommender == "rules")
            #expect(answer.items.map(\.id) == ["saucer"] && answer.unknown == ["tent"])
            #expect(answer.items.first?.antecedent == ["cup"] && answer.items.first?.count == 20)
            #expect(answer.items.first?.confidence == 1 && answer.items.first?.lift == 2)
            #expect(!answer.recommendationID.isEmpty)
            _ = try await shop.client.recordEvents([
                Event(user: "anna", item: "lamp", type: "cart", timestamp: .now)
            ])
            let cart = try await shop.client.crossSell(CrossSellRequest(user: "anna", limit: 1))
            #expect(cart.cart == ["lamp"] && cart.items.map(\.id) == ["bulb"])
        }
    }

    @Test func `what follows comes with its delay, and so do its rules`() async throws {
        try await ServerFixture.run { shop in
            let day: Int64 = 86_400_000
            _ = try await shop.client.recordEvents(
                (0..<12).flatMap { user in
                    ["tent", "stove"].enumerated().map { place, item in
                        Event(
                            user: "u\(user)", item: item, type: "purchase",
                            timestamp: Timestamp(milliseconds: Int64(user % 2 + 1) * Int64(place) * day))
                    }
                })
            _ = try await shop.publish(adding: [(.sequentialRules, Settings(["withinDays": 7, "minimumLift": 0]))])
            let delay = RuleDelay(within: 7, lower: 1, median: 1, upper: 2)
            let answer = try await shop.client.crossSell(CrossSellRequest(basket: ["tent"]))
            #expect(answer.recommender == "sequential-rules" && answer.items.map(\.id) == ["stove"])
            #expect(answer.items.first?.delay == delay && answer.items.first?.count == 12)
            let rules = try await shop.client.rules(RulesRequest())
            #expect(rules.rules.map(\.delay) == [delay] && rules.basketCount == 12)
        }
    }

    @Test func `the rules come page by page`() async throws {
        try await ServerFixture.run { shop in
            try await record(shop)
            _ = try await shop.publish(adding: [(.associationRules, Settings())])
            var request = RulesRequest()
            (request.pageSize, request.sort) = (3, .lift)
            let first = try await shop.client.rules(request)
            #expect(first.total == 4 && first.rules.count == 3 && first.basketCount == 40)
            request.pageToken = first.nextPageToken
            let second = try await shop.client.rules(request)
            #expect(second.rules.count == 1 && second.nextPageToken == nil)
            #expect(Set((first.rules + second.rules).map(\.consequent)) == ["cup", "saucer", "lamp", "bulb"])
        }
    }

    @Test func `what cannot be answered gets the status`() async throws {
        try await ServerFixture.run { shop in
            try await record(shop)
            _ = try await shop.publish()
            let client = shop.client
            let many = (0..<10_000).map { "item \($0)" }
            let baskets: [(CrossSellRequest, StatusCode)] = [
                (CrossSellRequest(basket: ["cup"]), .failedPrecondition), (CrossSellRequest(), .invalidArgument),
                (CrossSellRequest(basket: many), .invalidArgument),
                (CrossSellRequest(basket: ["cup"], limit: 1_001), .invalidArgument),
                (CrossSellRequest(basket: ["cup"], following: 1_001), .invalidArgument),
                (CrossSellRequest(basket: ["cup"], recommender: "nobody"), .invalidArgument),
            ]
            for (request, code) in baskets {
                #expect(await failure { () throws(ClientError) in try await client.crossSell(request) } == code)
            }
            _ = try await shop.publish(adding: [(.associationRules, Settings())])
            var (unknown, forged) = (RulesRequest(), RulesRequest())
            (unknown.item, forged.pageToken) = ("tent", "1.zz")
            let pages: [(RulesRequest, StatusCode)] = [(unknown, .notFound), (forged, .outOfRange)]
            for (request, code) in pages {
                #expect(await failure { () throws(ClientError) in try await client.rules(request) } == code)
            }
            #expect(
                try await client.crossSell(CrossSellRequest(basket: Array(many.prefix(1_000)))).unknown.count == 1_000)
        }
    }
}
