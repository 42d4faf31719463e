// SPDX-License-Identifier: Apache-2.0

import Foundation
import Recommenders
import Server
import Shop
import Testing
import WickerClient
import Wire

/// What the shop's rules keep out of lists, and what they put into them.
@Suite struct RuleServiceTests {
    private static let rules = """
        never:
          - {name: adults only, items: [category within Spirits], users: [age < 18]}
          - {name: no bleach with acid, items: [tags has bleach], with: [tags has acid]}
        needs:
          - {name: batteries, items: [category within Toys], needs: [category within Batteries], where: [battery = size]}
        """

    private static let names = ["rum", "bleach", "acid", "soap", "toy"]

    private var goods: [Item] {
        let others: [String: (String, [String])] = [
            "rum": ("Spirits", []), "bleach": ("Cleaning", ["bleach"]), "acid": ("Cleaning", ["acid"]),
            "soap": ("Cleaning", []), "toy": ("Toys", []), "cell C": ("Batteries", []), "cell AA": ("Batteries", []),
            "cell AA gone": ("Batteries", []),
        ]
        return others.sorted { $0.key < $1.key }.map { name, facts in
            var item = Item(id: name)
            (item.category, item.tags, item.price) = ([facts.0], facts.1, 5)
            item.stock = name.hasSuffix("gone") ? 0 : nil
            if facts.0 == "Toys" { item.attributes["battery"] = .text("AA") }
            if facts.0 == "Batteries" { item.attributes["size"] = .text(name.contains("AA") ? "AA" : "C") }
            return item
        }
    }

    /// Twenty customers, each with all goods but one in one order, forty with two goods; a child and an adult with soap; one
    /// with bleach in the cart.
    private func run(_ body: (WickerClient) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "wicker-\(UUID().uuidString).yaml")
        try Self.rules.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        try await ServerFixture.run(configure: { $0.knowledge = file.path }) { shop in
            let client = shop.client
            _ = try await client.putItems(goods)
            var events = (0..<20).flatMap { user in
                Self.names.indices.filter { $0 != user % 5 }.map { item in
                    Event(
                        user: "u\(user)", item: Self.names[item], type: "purchase",
                        timestamp: Timestamp(milliseconds: Int64(user)), order: "o\(user)")
                }
            }
            for order in 0..<40 {
                for item in order % 2 == 0 ? ["toy", "soap"] : ["rum", "acid"] {
                    events.append(
                        Event(
                            user: "v\(order)", item: item, type: "purchase",
                            timestamp: Timestamp(milliseconds: Int64(order)), order: "p\(order)"))
                }
            }
            for (user, item, type) in [
                ("child", "soap", "purchase"), ("adult", "soap", "purchase"), ("cleaner", "soap", "purchase"),
                ("cleaner", "bleach", "cart"),
            ] {
                events.append(Event(user: user, item: item, type: type, timestamp: Timestamp(milliseconds: 99)))
            }
            _ = try await client.recordEvents(events)
            let ages = [("child", 12.0), ("adult", 40)].map { name, age in
                var user = User(id: name)
                user.attributes["age"] = .number(age)
                return user
            }
            _ = try await client.putUsers(ages)
            let pairs = Settings(["within": "user", "minimumCount": 1, "falseDiscoveryRate": 1])
            _ = try await shop.publish(adding: [
                (.associationRules, Settings()), (.coOccurrence, pairs),
            ])
            try await body(client)
        }
    }

    /// Every list there is beside an item, or for a user, or both.
    private func lists(
        beside item: String, for user: String?, _ client: WickerClient
    ) async throws -> [(call: String, items: [String])] {
        let cleaning = CritiqueRequest(steps: [CritiqueStep(item: item)], anyCategory: true, user: user)
        return [
            ("SimilarItems", try await client.similarItems(.init(item: item, user: user)).items.map(\.id)),
            ("CrossSell", try await client.crossSell(.init(basket: [item], user: user, fills: true)).items.map(\.id)),
            ("NextInSession", try await client.nextInSession(.init(items: [item], user: user)).items.map(\.id)),
            ("BoughtTogether", try await client.boughtTogether(.init(item: item, user: user)).items.map(\.id)),
            ("Critique", try await client.critique(cleaning).items.map(\.id)),
        ]
    }

    @Test func `what is never for somebody is in no list of theirs`() async throws {
        try await run { client in
            for (user, isListed) in [("child", false), ("adult", true)] {
                var lists = try await lists(beside: "soap", for: user, client)
                lists.append(("Recommend", try await client.recommend(.init(user: user)).items.map(\.id)))
                let all = FindMatchingRequest(user: user)
                lists.append(("FindMatching", try await client.findMatching(all).items.map(\.id)))
                let cheap = Criterion(attribute: "price", function: .linear(from: 9, to: 0), weight: 1)
                let best = RecommendByUtilityRequest(criteria: [cheap], user: user)
                lists.append(("RecommendByUtility", try await client.recommendByUtility(best).items.map(\.id)))
                for (call, items) in lists {
                    #expect(items.contains("rum") == isListed, "\(call) for \(user): \(items)")
                    #expect(items.contains("toy"), "\(call) for \(user): \(items)")
                }
            }
        }
    }

    @Test func `what is never beside an item is in no list beside it`() async throws {
        try await run { client in
            for (item, other) in [("bleach", "acid"), ("acid", "bleach")] {
                for (call, items) in try await lists(beside: item, for: nil, client) {
                    #expect(!items.contains(other) && items.contains("soap"), "\(call) beside \(item): \(items)")
                }
                let companions = FindMatchingRequest(
                    requirements: [
                        RequirementMessage(attribute: "price", operatorName: "<", values: [.number(9)], weight: nil)
                    ], goesWith: item)
                let relaxed = try await client.findMatching(companions).relaxations.flatMap(\.items).map(\.id)
                #expect(!relaxed.contains(other), "\(relaxed)")
            }
            let cleaner = try await client.recommend(.init(user: "cleaner", excludesSeen: false)).items.map(\.id)
            #expect(!cleaner.contains("acid") && cleaner.contains("rum"))
            let adult = try await client.recommend(.init(user: "adult")).items.map(\.id)
            #expect(adult.contains("acid") && adult.contains("bleach"))
        }
    }

    @Test func `a basket is offered what it is of no use without, and says by which rule`() async throws {
        try await run { client in
            let offered = try await client.crossSell(CrossSellRequest(basket: ["toy"], limit: 2))
            try #require(offered.items.count == 2)
            let needed = try #require(offered.items.first)
            #expect(needed.id == "cell AA" && needed.rule == "batteries" && needed.antecedent == ["toy"])
            #expect(offered.items[1].id == "soap" && offered.items[1].rule.isEmpty && offered.items[1].count > 0)
            let met = try await client.crossSell(CrossSellRequest(basket: ["toy", "cell AA gone"]))
            #expect(met.items.allSatisfy { $0.rule.isEmpty && $0.id != "cell AA" })
            let excluded = try await client.crossSell(CrossSellRequest(basket: ["toy"], exclude: ["cell AA"]))
            #expect(excluded.items.allSatisfy { $0.rule.isEmpty })
        }
    }
}
