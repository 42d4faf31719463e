// SPDX-License-Identifier: Apache-2.0

import Matrix
import NIOCore
import Shop
import Testing
import Wire

struct MessageLimitTests {
    private let bench = Bench()

    private func refusal<Message: WireMessage>(_ message: Message) -> String? {
        do throws(WireError) {
            _ = try bench.decoded(Message.self, bench.encoded(message))
            return nil
        } catch {
            return error.code == .invalidArgument ? error.message : "\(error)"
        }
    }

    @Test func `a request that breaks a limit is refused and the field is named`() {
        #expect(refusal(RecommendRequest(user: ""))?.hasPrefix("user: required") == true)
        #expect(refusal(RecommendRequest(user: String(repeating: "x", count: 256)))?.hasPrefix("user: 256") == true)
        #expect(refusal(RecommendRequest(user: String(repeating: "x", count: 255))) == nil)
        #expect(refusal(RecommendRequest(user: "u", limit: 0)) == "limit: 0; use 1 to 1000")
        #expect(refusal(RecommendRequest(user: "u", limit: 1_001)) == "limit: 1001; use 1 to 1000")
        #expect(refusal(SimilarItemsRequest(item: ""))?.hasPrefix("item: required") == true)
        #expect(refusal(SearchItemsRequest(query: ""))?.hasPrefix("query: required") == true)
        let long = String(repeating: "x", count: 1_025)
        #expect(refusal(SearchItemsRequest(query: long))?.hasPrefix("query: 1025 bytes") == true)
        let many = Array(repeating: "x", count: 1_001)
        #expect(refusal(NextInSessionRequest())?.hasPrefix("items: required") == true)
        #expect(refusal(NextInSessionRequest(items: many))?.hasPrefix("items: 1001") == true)
        #expect(refusal(PopularRequest(exclude: many))?.hasPrefix("exclude: 1001") == true)
        #expect(refusal(GetItemsRequest(ids: many))?.hasPrefix("ids: 1001") == true)
        #expect(refusal(CrossSellRequest(basket: many))?.hasPrefix("basket: 1001") == true)
        #expect(refusal(CrossSellRequest())?.hasPrefix("basket: give 1 to 1000 items") == true)
        #expect(refusal(CrossSellRequest(basket: ["a", ""])) == nil)
        var rules = RulesRequest()
        rules.category = Array(many.prefix(17))
        #expect(refusal(rules)?.hasPrefix("category: 17") == true)
        #expect(refusal(HistoryRequest(user: "u", pageSize: 0))?.hasPrefix("page_size: 0") == true)
        #expect(refusal(CallHeader(method: "m", timeoutMilliseconds: 86_400_001))?.hasPrefix("timeout_ms") == true)
        let upper = CallHeader(method: "m", metadata: [MetadataEntry(key: "Key", value: "")])
        #expect(refusal(upper)?.hasPrefix("metadata[0].key") == true)
    }

    @Test func `a user id that is not UTF-8 is refused and the field is named`() {
        let bytes = ByteBuffer(bytes: [0x0A, 2, 0xC3, 0x28])
        let error = #expect(throws: WireError.self) { try bench.decoded(RecommendRequest.self, bytes) }
        #expect(error?.message == "user: not UTF-8")
    }

    @Test func `likeness by something unheard of is refused with what was meant`() {
        let bytes = ByteBuffer(bytes: [0x0A, 1, 0x69, 0x32, 7] + Array("contest".utf8))
        let error = #expect(throws: WireError.self) { try bench.decoded(SimilarItemsRequest.self, bytes) }
        #expect(error?.message.hasPrefix("by: “contest”") == true)
        #expect(error?.message.contains("content") == true)
    }

    @Test func `one unreadable event is refused and the others are kept with their places`() throws {
        let events = ["a", "b", "c"].map { Event(user: $0, item: "i", timestamp: bench.moment) }
        var bytes = bench.encoded(RecordEventsRequest(events: Batch([events[0]])))
        bytes.writeBytes([0x0A, 4, 0x0A, 2, 0xC3, 0x28])
        bytes.writeImmutableBuffer(bench.encoded(RecordEventsRequest(events: Batch(Array(events.dropFirst())))))
        let batch = try bench.decoded(RecordEventsRequest.self, bytes).events
        #expect(batch.rows == events)
        #expect(batch.unreadable == [Rejection(index: 1, field: "user", reason: "not UTF-8")])
        let refused = [
            Rejection(index: 0, field: "x", reason: ""), Rejection(index: 2, field: "y", reason: ""),
        ]
        #expect(batch.rejections(adding: refused).map(\.index) == [0, 1, 3])
        #expect(batch.rejections(adding: refused).map(\.field) == ["x", "user", "y"])
    }

    @Test func `an event without a time happened when it was received`() throws {
        let bytes = ByteBuffer(bytes: [0x0A, 6, 0x0A, 1, 0x75, 0x12, 1, 0x69])
        let batch = try bench.decoded(RecordEventsRequest.self, bytes).events
        #expect(batch.rows == [Event(user: "u", item: "i", type: "view", timestamp: bench.moment)])
    }

    @Test func `ten thousand and one events are too many`() {
        let events = Array(repeating: Event(user: "u", item: "i", timestamp: bench.moment), count: 10_001)
        #expect(refusal(RecordEventsRequest(events: Batch(events)))?.hasPrefix("events: 10001") == true)
        #expect(refusal(RecordEventsRequest(events: Batch(Array(events.dropLast())))) == nil)
    }

    @Test func `hostile bytes are refused or read, within the arena's bound and without a crash`() {
        let arena = Arena(byteLimit: 1 << 20)
        for seed in UInt64(1)...300 {
            var maker = Maker(seed: seed)
            var bytes = Array(bench.encoded(PutItemsRequest(items: Batch(maker.list { $0.item() }))).readableBytesView)
            for _ in 0..<maker.int(1...8) where !bytes.isEmpty {
                bytes[maker.int(0...bytes.count - 1)] = UInt8(maker.int(0...255))
            }
            bytes.removeLast(maker.int(0...min(3, bytes.count)))
            bytes.withUnsafeBytes { read($0, in: arena) }
        }
    }

    /// Tries the bytes as several messages; what counts is that it ends.
    private func read(_ bytes: UnsafeRawBufferPointer, in arena: Arena) {
        func attempt<Message: WireMessage>(_ type: Message.Type) {
            do throws(WireError) {
                _ = try Message.decode(bytes, in: arena, receivedAt: bench.moment)
            } catch {
                #expect(error.code == .invalidArgument)
            }
            #expect(arena.usedByteCount <= 1 << 20)
        }
        attempt(PutItemsRequest.self)
        attempt(PutUsersRequest.self)
        attempt(RecordEventsRequest.self)
        attempt(RecommendResponse.self)
        attempt(ListSnapshotsResponse.self)
        attempt(CallHeader.self)
        attempt(HistoryResponse.self)
        attempt(NextInSessionRequest.self)
        attempt(NextInSessionResponse.self)
    }
}
