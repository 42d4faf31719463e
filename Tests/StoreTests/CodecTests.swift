// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@testable import Store

struct CodecTests {
    @Test(arguments: 1...50)
    func `an item decodes to itself, and no part of its bytes does`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let item = Item.random("id", &generator)
        let bytes = ItemCodec.encode(item)
        bytes.withUnsafeBytes { bytes in
            #expect(ItemCodec.decode(bytes, id: "id") == item)
            for count in 0..<bytes.count {
                #expect(ItemCodec.decode(UnsafeRawBufferPointer(rebasing: bytes[..<count]), id: "id") == nil)
            }
        }
        (bytes + [0]).withUnsafeBytes { #expect(ItemCodec.decode($0, id: "id") == nil) }
    }

    @Test(arguments: 1...50)
    func `an event decodes to itself, and no part of its bytes does`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let event = Event.random(&generator)
        let record = EventRecord(event, user: 3, item: .max - 1, type: .cart)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: record.byteCount, alignment: 1)
        defer { bytes.deallocate() }
        record.encode(into: bytes)
        #expect(EventRecord(UnsafeRawBufferPointer(bytes)) == record)
        for count in 0..<bytes.count {
            #expect(EventRecord(UnsafeRawBufferPointer(rebasing: bytes[..<count])) == nil)
        }
    }

    @Test(arguments: 1...50)
    func `bytes that were damaged anywhere decode to something or nothing, and never crash`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = ItemCodec.encode(.random("id", &generator))
        for _ in 0..<200 {
            let place = Int.random(in: bytes.indices, using: &generator)
            bytes[place] = .random(in: 0...255, using: &generator)
            bytes.withUnsafeBytes {
                _ = ItemCodec.decode($0, id: "id")
                _ = UserCodec.decode($0, id: "id")
                _ = EventRecord($0)
                _ = EventTypeNames($0)
            }
        }
    }

    @Test func `history records sort by time, then by arrival, also before the epoch`() {
        var generator = SeededGenerator(seed: 1)
        let times: [Int64] = [.min, -5, -1, 0, 1, 255, 256, 1 << 40, .max]
        let sequences: [UInt64] = [0, 1, 256, .max]
        var pairs: [(Int64, UInt64)] = []
        for time in times { pairs += sequences.map { (time, $0) } }
        pairs.shuffle(using: &generator)
        let records = pairs.map { time, sequence in
            HistoryRecord(position: HistoryPosition(timestamp: Timestamp(milliseconds: time), sequence: sequence))
        }
        let byBytes = records.sorted { left, right in
            withUnsafeBytes(of: left) { left in withUnsafeBytes(of: right) { left.lexicographicallyPrecedes($0) } }
        }
        #expect(byBytes.map(\.position) == records.sorted(by: HistoryRecord.precedes).map(\.position))
        let expected = pairs.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        #expect(byBytes.map(\.timestamp.milliseconds) == expected.map(\.0))
        #expect(byBytes.map(\.sequence) == expected.map(\.1))
    }

    @Test func `positions come in the order of their keys, equal keys in their own`() {
        var generator = SeededGenerator(seed: 2)
        for largest in [UInt32(0), 5, 3000, 1 << 23, .max] {
            let keys = (0..<2000).map { _ in UInt32.random(in: 0...largest, using: &generator) }
            let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
            #expect(PendingHistory.positions(sortedBy: keys).map(Int.init) == expected)
        }
        #expect(PendingHistory.positions(sortedBy: []) == [])
    }

    @Test func `the cache of names answers as a dictionary would, and starts over when it is full`() {
        var cache = NameCache(seed: 9, byteLimit: 100_000)
        for number in 0..<5000 { cache["name \(number)"] = UInt32(number) }
        for number in 0..<5000 { #expect(cache["name \(number)"] == UInt32(number)) }
        #expect(cache["name 5000"] == nil && cache["e\u{301}"] == nil)
        for number in 0..<5000 { cache["another \(number)"] = 1 }
        #expect(cache["name 1"] == nil && cache["another 4999"] == 1 && cache.count < 10_000)
    }
}
