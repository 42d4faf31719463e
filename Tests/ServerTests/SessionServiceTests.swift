// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Server
import Shop
import Snapshots
import Testing
import WickerClient
import Wire

struct SessionServiceTests {
    private func visit(_ name: String, _ items: String...) -> [Event] {
        items.enumerated().map { place, item in
            Event(user: "", item: item, timestamp: Timestamp(milliseconds: Int64(place)), session: name)
        }
    }

    @Test func `a session without a user is recorded, and speaks when it is acknowledged`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.recordEvents(visit("1", "a", "b") + visit("2", "a", "b") + visit("3", "c", "d"))
            _ = try await shop.publishSessions()
            let before = try await shop.client.nextInSession(NextInSessionRequest(items: ["a"], explains: true))
            #expect(before.items.map(\.id) == ["b"])
            #expect(before.items.first?.recommender == "session-knn" && before.items.first?.because == ["a"])
            #expect(before.isPersonalised && before.unknown.isEmpty)

            let receipt = try await shop.client.recordEvents(visit("4", "a", "d"))
            #expect(receipt.accepted == 2)
            let after = try await shop.client.nextInSession(NextInSessionRequest(items: ["a", "?"]))
            #expect(Set(after.items.map(\.id)) == ["b", "d"])
            #expect(after.unknown == ["?"])
            let named = try await shop.client.nextInSession(NextInSessionRequest(session: "3"))
            #expect(named.items.map(\.id) == ["a"])
        }
    }

    @Test func `a forgotten user's clicks speak no more when the answer is there`() async throws {
        try await ServerFixture.run { shop in
            _ = try await shop.client.recordEvents(visit("1", "a", "b") + visit("2", "a", "b") + visit("3", "c", "d"))
            _ = try await shop.publishSessions()
            let clicks = visit("4", "a", "d").map { click in
                var click = click
                click.user = "nora"
                return click
            }
            _ = try await shop.client.recordEvents(clicks)
            let before = try await shop.client.nextInSession(NextInSessionRequest(items: ["a"]))
            #expect(Set(before.items.map(\.id)) == ["b", "d"])
            #expect(try await shop.client.forgetUser("nora").eventsRemoved == 2)
            let after = try await shop.client.nextInSession(NextInSessionRequest(items: ["a"]))
            #expect(after.items.map(\.id) == ["b"])
        }
    }

    @Test func `bad questions get the status and the field`() async throws {
        try await ServerFixture.run { shop in
            let long = String(repeating: "x", count: 256)
            let requests: [(NextInSessionRequest, String)] = [
                (NextInSessionRequest(), "items: required"),
                (NextInSessionRequest(items: Array(repeating: "a", count: 1_001)), "items: 1001"),
                (NextInSessionRequest(items: Array(repeating: "a", count: 10_000)), "items: 10000"),
                (NextInSessionRequest(items: [long]), "items[0]: 256"),
                (NextInSessionRequest(session: long), "session: 256"),
                (NextInSessionRequest(items: ["a"], limit: 0), "limit: 0"),
            ]
            for (request, message) in requests {
                do throws(ClientError) {
                    _ = try await shop.client.nextInSession(request)
                    Issue.record("\(message) was answered")
                } catch {
                    #expect(error.code == .invalidArgument && error.message.contains(message), "\(error)")
                }
            }
            let anonymous = try await shop.client.recordEvents([Event(user: "", item: "a", timestamp: .now)])
            #expect(anonymous.rejections.map(\.field) == ["user"])
            let empty = try await shop.client.nextInSession(
                NextInSessionRequest(items: Array(repeating: "a", count: 1_000)))
            #expect(empty.items.isEmpty && empty.snapshot == 0)
        }
    }
}

extension ServerFixture {
    /// Publishes a session-knn of what the server's store holds, and waits until it answers.
    fileprivate func publishSessions() async throws -> UInt64 {
        let (interactions, identity) = try server.readStore()
        var dataset = Dataset(interactions)
        (dataset.sessions, dataset.logEnd) = try server.readSessions()
        var draft = SnapshotDraft(
            recipeName: "fixture", store: identity,
            dataset: DatasetFingerprint(users: 0, items: dataset.itemCount, events: 0, hash: 0))
        draft.recommenders = [
            SnapshotDraft.Recommender(
                name: "session-knn", kind: .sessionKNN, weighting: try RecommenderKind.sessionKNN.weighting(),
                model: try RecommenderKind.sessionKNN.fit(dataset))
        ]
        draft.placements = [PlacementPlan(name: "session", recommender: "session-knn")]
        let version = try SnapshotCatalog(directory: modelsPath).publish(draft)
        while try await client.status().snapshot != version { await Task.yield() }
        return version
    }
}
