// SPDX-License-Identifier: Apache-2.0

import Foundation
import Server
import Shop
import Testing
import WickerClient
import Wire

@Suite struct FindingServiceTests {
    private func failure<Answer>(_ body: () async throws(ClientError) -> Answer) async -> ClientError? {
        do throws(ClientError) {
            _ = try await body()
            return nil
        } catch { return error }
    }

    private func camera(_ id: String, _ price: Double, _ mount: String, stock: Int64? = nil) -> Item {
        var item = Item(id: id)
        (item.price, item.stock, item.category) = (price, stock, ["Photo", "Cameras"])
        item.attributes["mount"] = .text(mount)
        return item
    }

    private var goods: [Item] {
        var (lens, hidden) = (Item(id: "lens"), camera("hidden", 20, "F"))
        (lens.category, lens.price, lens.attributes) = (["Photo", "Lenses"], 80, ["mount": .text("F")])
        hidden.isHidden = true
        return [
            camera("a", 100, "F"), camera("b", 60, "F"), camera("c", 40, "E"), camera("sold out", 30, "F", stock: 0),
            hidden, lens,
        ]
    }

    private func asked(
        _ attribute: String, _ name: String, _ values: AttributeValue..., weight: Double? = nil
    ) -> RequirementMessage {
        RequirementMessage(attribute: attribute, operatorName: name, values: values, weight: weight)
    }

    @Test func `matches come by wishes and never hidden or sold out, from the moment an item is put`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.putItems(goods)
            let cameras = asked("category", "within", .text("Photo"), .text("Cameras"))
            let wish = asked("mount", "=", .text("F"), weight: 2)
            let request = FindMatchingRequest(requirements: [cameras, wish])
            let found = try await shop.client.findMatching(request)
            #expect(found.items.map(\.id) == ["a", "b", "c"] && found.count == 3)
            #expect(found.items.map(\.score) == [2, 2, 0])
            #expect(found.items[0].points == [WishPoints(requirement: 1, points: 2)])
            _ = try await shop.client.putItems([camera("new", 10, "E"), camera("a", 100, "E")])
            let later = try await shop.client.findMatching(request)
            #expect(later.items.map(\.id) == ["b", "a", "c", "new"])
            var all = request
            (all.includesOutOfStock, all.exclude) = (true, ["b"])
            #expect(try await shop.client.findMatching(all).items.map(\.id) == ["sold out", "a", "c", "new"])
        }
    }

    @Test func `what nothing meets is answered by what to give up`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.putItems(goods)
            let requirements = [asked("price", "<", .number(50)), asked("mount", "=", .text("F"))]
            let answer = try await shop.client.findMatching(FindMatchingRequest(requirements: requirements))
            #expect(answer.count == 0 && answer.items.isEmpty && answer.relaxationCount == 2)
            #expect(answer.relaxations.map { $0.dropped.map(\.requirement) } == [[0], [1]])
            #expect(answer.relaxations.map { $0.items.map(\.id) } == [["a", "b", "lens"], ["c"]])
            #expect(answer.relaxations[0].dropped[0].nearest == 60)
        }
    }

    @Test func `a customer's taste decides between equals`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.client.putItems(["c", "3"].map { camera($0, 10, "F") })
            _ = try await shop.publish()
            let requirement = asked("price", "=", .number(10))
            for (user, first) in [("0-2", "c"), ("1-2", "3")] {
                let answer = try await shop.client.findMatching(
                    FindMatchingRequest(requirements: [requirement], user: user))
                #expect(answer.items.first?.id == first && answer.isPersonalised)
            }
        }
    }

    @Test func `critiques chain, and say what else differs`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.putItems(goods)
            func step(_ item: String, _ direction: String) -> CritiqueStep {
                CritiqueStep(item: item, critiques: [AttributeCritique(attribute: "price", direction: direction)])
            }
            let cheaper = try await shop.client.critique(CritiqueRequest(steps: [step("a", "lower")]))
            #expect(cheaper.items.map(\.id) == ["b", "c"] && cheaper.count == 2)
            #expect(cheaper.items[1].differences.map(\.attribute) == ["mount", "price"])
            let again = try await shop.client.critique(
                CritiqueRequest(steps: [step("a", "lower"), step("b", "higher"), step("c", "higher")]))
            #expect(again.items.isEmpty && again.dropped.isEmpty)  // between 60 and 100 there is nothing but references
            let turned = try await shop.client.critique(
                CritiqueRequest(steps: [step("b", "lower"), step("b", "higher")]))
            #expect(turned.items.map(\.id) == ["a"] && turned.dropped == [DroppedCritique(step: 0, critique: 0)])
        }
    }

    @Test func `bad questions are refused by field`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.putItems(goods)
            let cases: [([RequirementMessage], String)] = [
                ([asked("prise", "<", .number(1))], "requirements[0].attribute: no item has an attribute “prise”; did"),
                ([asked("price", "<", .text("1"))], "requirements[0].values"),
                ([asked("price", "=", .text("1"))], "requirements[0]: “= 1” cannot be asked of price, a number"),
                ([asked("price", "<", .number(.nan))], "requirements[0].values: a number must be finite"),
                ([asked("price", "less", .number(1))], "requirements[0].operator"),
                ([asked("price", "<", .number(1), weight: .infinity)], "requirements[0].weight"),
                (
                    [asked("price", "<", .number(10)), asked("price", ">", .number(20))],
                    "requirements[0] and requirements[1]: “price < 10” and “price > 20” contradict each other"
                ),
            ]
            let client = shop.client
            for (requirements, message) in cases {
                let error = await failure { () throws(ClientError) in
                    try await client.findMatching(FindMatchingRequest(requirements: requirements))
                }
                #expect(error?.code == .invalidArgument)
                #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
            }
            let questions: [(CritiqueRequest, StatusCode)] = [
                (CritiqueRequest(), .invalidArgument), (CritiqueRequest(steps: [CritiqueStep(item: "x")]), .notFound),
                (
                    CritiqueRequest(steps: [
                        CritiqueStep(item: "a", critiques: [AttributeCritique(attribute: "price", direction: "up")])
                    ]), .invalidArgument
                ),
            ]
            for (question, code) in questions {
                let error = await failure { () throws(ClientError) in try await client.critique(question) }
                #expect(error?.code == code)
            }
        }
    }

    private static let rules = """
        goesWith:
          - {name: mount, items: [category within Photo>Lenses], with: [category within Photo>Cameras],
             where: [mount = mount]}
        """

    @Test func `rules say what goes together, and change with their file`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "wicker-\(UUID().uuidString).yaml")
        try Self.rules.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        try await ServerFixture.run(configure: { $0.knowledge = file.path }) { shop in
            _ = try await shop.client.putItems(goods)
            let found = try await shop.client.compatible(CompatibleRequest(item: "lens"))
            #expect(found.findings == [RuleFinding(rule: "mount", relation: "goes with", count: 2, items: ["a", "b"])])
            let cheap = FindMatchingRequest(requirements: [asked("price", "<", .number(50))], goesWith: "lens")
            let answer = try await shop.client.findMatching(cheap)
            #expect(answer.relaxations.map { $0.dropped.map(\.requirement) } == [[0], [nil]])
            try "goesWith: oops".write(to: file, atomically: true, encoding: .utf8)
            try "".write(to: file, atomically: true, encoding: .utf8)
            while try await !shop.client.compatible(CompatibleRequest(item: "lens")).findings.isEmpty {
                await Task.yield()
            }
        }
    }

    @Test func `a server does not start on rules that cannot be read`() async {
        let file = FileManager.default.temporaryDirectory.appending(path: "wicker-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        for text in ["goeswith: []", nil] {
            if let text {
                try? text.write(to: file, atomically: true, encoding: .utf8)
            } else {
                try? FileManager.default.removeItem(at: file)
            }
            let error = await #expect(throws: ServerError.self) {
                try await ServerFixture.run(configure: { $0.knowledge = file.path }) { _ in }
            }
            #expect(error?.code == .knowledge && error?.message.contains(file.path) == true)
        }
    }

    @Test func `the attributes are described`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.putItems(goods)
            let answer = try await shop.client.describeAttributes()
            #expect(answer.items == 6 && answer.attributes.map(\.name) == ["category", "mount", "price", "stock"])
            #expect(answer.attributes[1].kind == "text" && answer.attributes[1].words == 2)
        }
    }
}
