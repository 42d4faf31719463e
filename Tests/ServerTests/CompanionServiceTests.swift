// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Server
import Shop
import Snapshots
import Testing
import WickerClient
import Wire

@Suite struct CompanionServiceTests {
    private func failure<Answer>(_ body: () async throws(ClientError) -> Answer) async -> ClientError? {
        do throws(ClientError) {
            _ = try await body()
            return nil
        } catch { return error }
    }

    /// Pairs of customers' purchases, and repeats: what needs no orders.
    private func publish(_ shop: ServerFixture) async throws {
        let (interactions, identity) = try shop.server.readStore()
        let dataset = Dataset(interactions)
        var draft = SnapshotDraft(
            recipeName: "fixture", store: identity,
            dataset: DatasetFingerprint(
                users: dataset.userCount, items: dataset.itemCount, events: interactions.count, hash: 0))
        let kinds: [(RecommenderKind, Settings)] = [
            (.coOccurrence, Settings(["within": "user", "falseDiscoveryRate": 1])), (.replenishment, Settings()),
        ]
        for (kind, settings) in kinds {
            draft.recommenders.append(
                SnapshotDraft.Recommender(
                    name: kind.rawValue, kind: kind, weighting: try kind.weighting(settings: settings),
                    model: try kind.fit(dataset, settings: settings)))
        }
        let version = try SnapshotCatalog(directory: shop.modelsPath).publish(draft)
        while try await shop.client.status().snapshot != version { await Task.yield() }
    }

    @Test func `companions and repeats are answered over the wire, with evidence`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            let before = try await shop.client.boughtTogether(CompanionsRequest(item: "c"))
            #expect(before.snapshot == 0 && before.items.isEmpty)
            try await publish(shop)
            let together = try await shop.client.boughtTogether(CompanionsRequest(item: "c", limit: 2))
            #expect(together.recommender == "co-occurrence")
            #expect(together.items.map(\.id) == ["b", "d"])
            #expect(together.items.first?.pair?.count == 3)
            #expect(together.items.first?.pair?.groupCount == 10)
            let again = try await shop.client.buyAgain(BuyAgainRequest(user: "0-2", limit: 3))
            #expect(again.items.count == 3 && again.horizonDays == 28)
            #expect(again.items.allSatisfy { $0.purchases == 1 && $0.probability > 0 })
            #expect(try await shop.client.buyAgain(BuyAgainRequest(user: "nobody")).items.isEmpty)
        }
    }

    @Test func `questions that cannot be answered get the status`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            try await publish(shop)
            let client = shop.client
            let requests: [(CompanionsRequest, StatusCode)] = [
                (CompanionsRequest(item: "tent"), .notFound), (CompanionsRequest(item: ""), .invalidArgument),
                (CompanionsRequest(item: "c", limit: 0), .invalidArgument),
                (CompanionsRequest(item: "c", limit: 1_001), .invalidArgument),
                (CompanionsRequest(item: "c", exclude: Array(repeating: "x", count: 1_001)), .invalidArgument),
                (CompanionsRequest(item: "c", recommender: "nobody"), .invalidArgument),
                (CompanionsRequest(item: "c", recommender: "replenishment"), .failedPrecondition),
            ]
            for (request, code) in requests {
                let error = await failure { () throws(ClientError) in try await client.boughtTogether(request) }
                #expect(error?.code == code)
            }
            let viewed = await failure { () throws(ClientError) in
                try await client.alsoViewed(CompanionsRequest(item: "c"))
            }
            #expect(viewed?.code == .failedPrecondition)
            let alternatives = await failure { () throws(ClientError) in
                try await client.alternatives(CompanionsRequest(item: "c"))
            }
            #expect(alternatives?.code == .failedPrecondition)
            let nobody = await failure { () throws(ClientError) in
                try await client.buyAgain(BuyAgainRequest(user: ""))
            }
            #expect(nobody?.code == .invalidArgument)
        }
    }
}
