// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing
import WickerClient
import Wire

@Suite struct ServiceTests {
    private func failure<Answer>(_ body: () async throws(ClientError) -> Answer) async -> ClientError? {
        do throws(ClientError) {
            _ = try await body()
            return nil
        } catch { return error }
    }

    @Test func `an acknowledged event changes the very next recommendation`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            let version = try await shop.publish()
            let before = try await shop.client.recommend(RecommendRequest(user: "0-2", limit: 10))
            #expect(before.snapshot == version)
            #expect(before.items.first?.id == "c")
            let receipt = try await shop.client.recordEvents(
                [Event(user: "0-2", item: "c", type: "purchase", timestamp: .now)])
            #expect(receipt.accepted == 1)
            let after = try await shop.client.recommend(RecommendRequest(user: "0-2", limit: 10))
            #expect(!after.items.map(\.id).contains("c"))
            #expect(after.recommendationID != before.recommendationID)
        }
    }

    @Test func `an unknown user gets the marked fallback`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.publish()
            let answer = try await shop.client.recommend(RecommendRequest(user: "stranger", limit: 3))
            #expect(answer.items.count == 3)
            #expect(answer.items.allSatisfy { $0.isFallback })
            #expect(!answer.isPersonalised)
        }
    }

    @Test func `bad requests get the status and the field's name`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.publish()
            let client = shop.client
            for limit in [0, 1_001] {
                let error = await failure { () throws(ClientError) in
                    try await client.recommend(RecommendRequest(user: "0-2", limit: limit))
                }
                #expect(error?.code == .invalidArgument)
                #expect(error?.message.contains("limit") == true)
            }
            let item = await failure { () throws(ClientError) in
                try await client.similarItems(SimilarItemsRequest(item: "zzz"))
            }
            #expect(item?.code == .notFound)
            let placement = await failure { () throws(ClientError) in
                try await client.recommend(RecommendRequest(user: "0-2", placement: "nowhere"))
            }
            #expect(placement?.code == .invalidArgument)
            let user = await failure { () throws(ClientError) in try await client.getUser("stranger") }
            #expect(user?.code == .notFound)
            let snapshot = await failure { () throws(ClientError) in try await client.activateSnapshot(99) }
            #expect(snapshot?.code == .notFound)
        }
    }

    @Test func `a bad event is named and the rest of its batch is kept`() async throws {
        try await ServerFixture.run { shop in
            let events = [
                Event(user: "u", item: "a", timestamp: .now), Event(user: "u", item: "", timestamp: .now),
                Event(user: "u", item: "b", timestamp: .now, price: .nan),
                Event(user: "u", item: "c", timestamp: .now, id: "same"),
                Event(user: "u", item: "c", timestamp: .now, id: "same"),
            ]
            let receipt = try await shop.client.recordEvents(events)
            #expect(receipt.accepted == 2)
            #expect(receipt.duplicates == 1)
            #expect(receipt.rejections.map(\.index) == [1, 2])
            #expect(receipt.rejections.map(\.field) == ["item", "price"])
        }
    }

    @Test func `history is paged, newest first, and whole`() async throws {
        try await ServerFixture.run { shop in
            let events = (0..<25).map { moment in
                Event(user: "u", item: "i\(moment)", timestamp: Timestamp(milliseconds: Int64(moment)))
            }
            _ = try await shop.client.recordEvents(events.shuffled())
            var items: [String] = []
            var token: String?
            repeat {
                let page = try await shop.client.history(HistoryRequest(user: "u", pageSize: 10, pageToken: token))
                items += page.events.map(\.item)
                token = page.nextPageToken
            } while token != nil
            #expect(items == events.reversed().map(\.item))
            #expect(try await shop.client.getUser("u").eventCount == 25)
        }
    }

    @Test func `items are put, found, listed, streamed and deleted`() async throws {
        try await ServerFixture.run { shop in
            let items = (0..<250).map { number in
                var item = Item(id: "item-\(number)")
                item.title = "Item \(number)"
                item.attributes = ["weight": .number(Double(number))]
                return item
            }
            #expect(try await shop.client.putItems(items).accepted == 250)
            let found = try await shop.client.getItems(["item-7", "nothing"])
            #expect(found.items == [items[7]])
            #expect(found.missing == ["nothing"])
            var streamed: [Item] = []
            let pages = try await shop.client.streamItems(ListItemsRequest(pageSize: 100))
            for try await page in pages { streamed += page.items }
            #expect(streamed == items)
            let deleted = try await shop.client.deleteItems(["item-7", "nothing"])
            #expect(deleted.deleted == 1)
            #expect(deleted.missing == ["nothing"])
            #expect(try await shop.client.listItems(ListItemsRequest(pageSize: 1_000)).items.count == 249)
        }
    }

    @Test func `an item put a moment ago is hidden or shown by the next answer`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.publish()
            var item = Item(id: "c")
            item.stock = 0
            _ = try await shop.client.putItems([item])
            let soldOut = try await shop.client.recommend(RecommendRequest(user: "0-2"))
            #expect(!soldOut.items.map(\.id).contains("c"))
            item.stock = 5
            _ = try await shop.client.putItems([item])
            let inStock = try await shop.client.recommend(RecommendRequest(user: "0-2"))
            #expect(inStock.items.first?.id == "c")
        }
    }

    @Test func `a forgotten user has no history and is a stranger again`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.publish()
            let receipt = try await shop.client.forgetUser("0-2")
            #expect(receipt.wasKnown)
            #expect(receipt.eventsRemoved == 4)
            #expect(try await shop.client.history(HistoryRequest(user: "0-2")).events.isEmpty)
            #expect(try await !shop.client.recommend(RecommendRequest(user: "0-2")).isPersonalised)
        }
    }

    @Test func `another snapshot is taken up, and the one before can be activated again`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            let first = try await shop.publish()
            let second = try await shop.publish()
            let answer = try await shop.client.activateSnapshot(first)
            #expect(answer.previous == second)
            #expect(try await shop.client.recommend(RecommendRequest(user: "0-2")).snapshot == first)
            let listed = try await shop.client.listSnapshots().snapshots
            #expect(listed.map(\.version) == [second, first])
            #expect(listed.map(\.isActive) == [false, true])
        }
    }

    @Test func `a stream of batches is counted as one`() async throws {
        try await ServerFixture.run { shop in
            let events = AsyncStream<Event> { continuation in
                for number in 0..<4_000 {
                    continuation.yield(Event(user: "u\(number % 100)", item: "i\(number / 100)", timestamp: .now))
                }
                continuation.yield(Event(user: "u", item: "", timestamp: .now))
                continuation.finish()
            }
            let receipt = try await shop.client.streamEvents(events, batchCount: 100)
            #expect(receipt.accepted == 4_000)
            #expect(receipt.rejected == 1)
            #expect(receipt.rejections.map(\.index) == [4_000])
            #expect(try await shop.client.status().events == 4_000)
        }
    }
}
