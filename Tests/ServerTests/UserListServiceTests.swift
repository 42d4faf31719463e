// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing
import WickerClient
import Wire

@Suite struct UserListServiceTests {
    private func failure<Answer>(_ body: () async throws(ClientError) -> Answer) async -> ClientError? {
        do throws(ClientError) {
            _ = try await body()
            return nil
        } catch { return error }
    }

    @Test func `an item's audience has its taste, and an acknowledged event changes it`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            let version = try await shop.publish()
            let before = try await shop.client.audience(AudienceRequest(item: "c"))
            #expect(before.snapshot == version)
            #expect(before.recommender == "item-knn")
            #expect(before.users.map(\.id) == ["0-2"])
            let everybody = try await shop.client.audience(AudienceRequest(item: "c", includesOwners: true))
            #expect(Set(everybody.users.map(\.id)) == ["0-0", "0-1", "0-2", "0-3", "0-4"])
            _ = try await shop.client.recordEvents([
                Event(user: "0-2", item: "c", type: "purchase", timestamp: .now),
                Event(user: "new", item: "a", type: "view", timestamp: .now),
            ])
            let after = try await shop.client.audience(AudienceRequest(item: "c"))
            #expect(after.users.map(\.id) == ["new"])
        }
    }

    @Test func `questions that cannot be answered get the status`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.publish()
            let client = shop.client
            let similar = await failure { () throws(ClientError) in
                try await client.similarUsers(SimilarUsersRequest(user: "0-2"))
            }
            #expect(similar?.code == .failedPrecondition)
            let requests: [(AudienceRequest, StatusCode)] = [
                (AudienceRequest(item: "tent"), .notFound), (AudienceRequest(item: ""), .invalidArgument),
                (AudienceRequest(item: "c", limit: 1_001), .invalidArgument),
                (AudienceRequest(item: "c", placement: "nowhere"), .invalidArgument),
                (AudienceRequest(item: "c", recommender: "nobody"), .invalidArgument),
                (AudienceRequest(item: "c", placement: "home", recommender: "item-knn"), .invalidArgument),
            ]
            for (request, code) in requests {
                let error = await failure { () throws(ClientError) in try await client.audience(request) }
                #expect(error?.code == code)
            }
        }
    }

    @Test func `many audiences at once leave room for other calls, and all are answered`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.publish()
            let client = shop.client
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<30 {
                    group.addTask { try await client.audience(AudienceRequest(item: "abcde".pick(number))).users.count }
                    group.addTask { try await client.recommend(RecommendRequest(user: "0-2", limit: 1)).items.count }
                }
                for try await count in group { #expect(count == 1) }
            }
        }
    }

    @Test func `an audience whose time is up is ended, and the next one is answered`() async throws {
        try await ServerFixture.run { shop in
            let events = (0..<20_000).map { Event(user: "u\($0 / 4)", item: "i\($0 % 40)", timestamp: .now) }
            for start in stride(from: 0, to: events.count, by: 10_000) {
                _ = try await shop.client.recordEvents(Array(events[start..<start + 10_000]))
            }
            _ = try await shop.publish()
            let client = shop.client
            let error = await failure { () throws(ClientError) in
                try await client.audience(AudienceRequest(item: "i1"), timeout: .milliseconds(1))
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(try await shop.client.audience(AudienceRequest(item: "i1", limit: 1_000)).users.isEmpty == false)
        }
    }
}

extension String {
    /// One of its letters.
    fileprivate func pick(_ number: Int) -> String { String(Array(self)[number % count]) }
}
