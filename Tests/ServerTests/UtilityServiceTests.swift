// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing
import WickerClient
import Wire

@Suite struct UtilityServiceTests {
    private func failure<Answer>(_ body: () async throws(ClientError) -> Answer) async -> ClientError? {
        do throws(ClientError) {
            _ = try await body()
            return nil
        } catch { return error }
    }

    private func items(_ count: Int) -> [Item] {
        (0..<count).map { number in
            var item = Item(id: "\(number)")
            item.price = Double(number)
            item.brand = number % 2 == 0 ? "Acme" : "Brown"
            return item
        }
    }

    private let cheapAcme = [
        Criterion(attribute: "price", function: .linear(from: 10, to: 0), weight: 1),
        Criterion(attribute: "brand", function: .table(["Acme": 1], otherwise: 0), weight: 0.35),
    ]

    @Test func `an item put a moment ago is judged`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.putItems(items(6))
            let answer = try await shop.client.recommendByUtility(
                RecommendByUtilityRequest(criteria: cheapAcme, limit: 4))
            #expect(answer.items.map(\.id) == ["0", "2", "4", "1"])
            #expect(answer.items[0].partWorths == [1, 0.35] && answer.items[0].utility == 1.35)
            #expect(answer.source == "request" && answer.recommendationID.count == 13)
            let worth = try #require(answer.attributes[1].willingnessToPay)
            #expect(abs(worth - 3.5) < 1e-12)
            var cheaper = Item(id: "new")
            cheaper.price = 1
            cheaper.brand = "Acme"
            _ = try await shop.client.putItems([cheaper])
            let after = try await shop.client.recommendByUtility(
                RecommendByUtilityRequest(criteria: cheapAcme, exclude: ["0"]))
            #expect(after.items.first?.id == "new")
        }
    }

    @Test func `hostile questions get a status that names the field`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.putItems(items(6))
            func one(_ attribute: String, _ function: ValueFunction, missing: Double? = nil, weight: Double? = 1)
                -> RecommendByUtilityRequest
            {
                RecommendByUtilityRequest(criteria: [
                    Criterion(attribute: attribute, function: function, missing: missing, weight: weight)
                ])
            }
            let plenty = Array(repeating: cheapAcme[0], count: 65)
            let expected: [(RecommendByUtilityRequest, StatusCode, String)] = [
                (one("price", .plain, weight: .nan), .invalidArgument, "criteria[0].weight"),
                (one("price", .plain, weight: .infinity), .invalidArgument, "criteria[0].weight"),
                (one("price", .plain, missing: .nan), .invalidArgument, "criteria[0].missing"),
                (one("price", .linear(from: .nan, to: 1)), .invalidArgument, "criteria[0].from"),
                (one("price", .linear(from: 1, to: 1)), .invalidArgument, "criteria[0].to"),
                (one("price", .target(at: 1, tolerance: -1)), .invalidArgument, "criteria[0].tolerance"),
                (one("price", .ordinal(["a"])), .invalidArgument, "criteria[0].function"),
                (one("brand", .linear(from: 0, to: 1)), .invalidArgument, "criteria[0].function"),
                (one("brand", .table([:], otherwise: 0)), .invalidArgument, "criteria[0].values"),
                (one("brand", .ordinal(["a", "a"])), .invalidArgument, "criteria[0].words"),
                (one("brnd", .ordinal(["a"])), .invalidArgument, "criteria[0].attribute"),
                (one("", .plain), .invalidArgument, "criteria[0].attribute"),
                (RecommendByUtilityRequest(criteria: plenty), .invalidArgument, "criteria"),
                (RecommendByUtilityRequest(criteria: cheapAcme, limit: 0), .invalidArgument, "limit"),
                (RecommendByUtilityRequest(criteria: cheapAcme, category: ["x"]), .invalidArgument, "category"),
                (RecommendByUtilityRequest(), .failedPrecondition, "criteria"),
            ]
            for (request, code, field) in expected {
                let error = await failure { () throws(ClientError) in
                    try await shop.client.recommendByUtility(request)
                }
                #expect(error?.code == code, "\(field)")
                #expect(error?.message.contains(field) == true, "\(error?.message ?? "")")
            }
        }
    }

    @Test func `weights beyond what numbers hold leave items out, not the call`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.putItems(items(6))
            let huge = [Criterion(attribute: "price", function: .plain, weight: 1e308)]
            let answer = try await shop.client.recommendByUtility(RecommendByUtilityRequest(criteria: huge))
            #expect(answer.items.map(\.id) == ["0"])
        }
    }
}
