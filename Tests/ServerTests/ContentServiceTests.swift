// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop
import Testing
import WickerClient
import Wire

@Suite struct ContentServiceTests {
    private func item(_ id: String, _ title: String, vector: String? = nil) -> Item {
        var item = Item(id: id)
        item.title = title
        if let vector { item.attributes["embedding"] = .text(vector) }
        return item
    }

    private func failure<Answer>(_ body: () async throws(ClientError) -> Answer) async -> ClientError? {
        do throws(ClientError) {
            _ = try await body()
            return nil
        } catch { return error }
    }

    @Test func `an item is alike and found by its words as soon as it is put, and gone when deleted`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.client.putItems([item("a", "rose soap"), item("b", "lemon soap"), item("1", "lamp")])
            _ = try await shop.publish(adding: [(.content, Settings())])
            #expect(try await shop.client.searchItems(SearchItemsRequest(query: "Café")).items.isEmpty)
            _ = try await shop.client.putItems([item("new", "soap with café 🎁")])
            let found = try await shop.client.searchItems(SearchItemsRequest(query: "CAFE"))
            #expect(found.items.map(\.id) == ["new"])
            #expect(try await shop.client.searchItems(SearchItemsRequest(query: "🎁")).items.map(\.id) == ["new"])
            let request = SimilarItemsRequest(item: "new", limit: 2, by: .content, explains: true)
            let alike = try await shop.client.similarItems(request)
            #expect(Set(alike.items.map(\.id)) == ["a", "b"])
            #expect(alike.items.first?.reasons.first.map { $0.field == "text" && $0.value == "soap" } == true)
            _ = try await shop.client.deleteItems(["new"])
            #expect(try await shop.client.searchItems(SearchItemsRequest(query: "café")).items.isEmpty)
        }
    }

    @Test func `a vector of the wrong length is refused by name, and the rest of the batch is kept`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.client.putItems([item("a", "soap", vector: "1,0"), item("b", "lamp", vector: "0,1")])
            let settings = Settings(["vector": "embedding", "vectorLength": 2])
            _ = try await shop.publish(adding: [(.content, settings)])
            let receipt = try await shop.client.putItems([
                item("c", "x", vector: "1,2,3"), item("d", "y", vector: "1,0"), item("e", "z", vector: "1,nan"),
            ])
            #expect(receipt.accepted == 1)
            #expect(receipt.rejections.map(\.index) == [0, 2])
            #expect(receipt.rejections.allSatisfy { $0.field == "attributes.embedding" })
            #expect(receipt.rejections.first?.reason.contains("vectorLength is 2") == true)
            let alike = try await shop.client.similarItems(SimilarItemsRequest(item: "d", limit: 1, by: .content))
            #expect(alike.items.map(\.id) == ["a"])
        }
    }

    @Test func `what a snapshot without content is asked, and questions out of bounds, get the status`() async throws {
        try await ServerFixture.run { shop in
            try await shop.recordTwoTastes()
            _ = try await shop.publish()
            let client = shop.client
            for (query, limit, code) in [
                ("soap", 10, .failedPrecondition), ("", 10, .invalidArgument), ("soap", 0, .invalidArgument),
                (String(repeating: "x", count: 1_025), 10, .invalidArgument),
            ] as [(String, Int, StatusCode)] {
                let request = SearchItemsRequest(query: query, limit: limit)
                let error = await failure { () throws(ClientError) in try await client.searchItems(request) }
                #expect(error?.code == code)
            }
            let similar = await failure { () throws(ClientError) in
                try await client.similarItems(SimilarItemsRequest(item: "a", by: .both))
            }
            #expect(similar?.code == .failedPrecondition)
        }
    }
}
