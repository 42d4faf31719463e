// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Shop
import Testing

@testable import Wire

struct ArenaTests {
    @Test func `allocations do not overlap and are aligned`() {
        let arena = Arena()
        var ends: [(UInt, UInt)] = []
        for count in [1, 16, 17, 100_000, 3, 200_000, 64 << 10] {
            let start = UInt(bitPattern: arena.allocate(count))
            #expect(start % 16 == 0)
            ends.append((start, start + UInt(count)))
        }
        let sorted = ends.sorted { $0.0 < $1.0 }
        for (one, next) in zip(sorted, sorted.dropFirst()) { #expect(one.1 <= next.0) }
    }

    @Test func `a reset arena gives the same memory again and keeps only what it may`() {
        let arena = Arena(retainedByteCount: 256 << 10)
        let first = arena.allocate(100)
        arena.reset()
        #expect(arena.allocate(100) == first)
        for _ in 0..<40 { _ = arena.allocate(100_000) }
        #expect(arena.heldByteCount >= 4_000_000)
        arena.reset()
        #expect(arena.heldByteCount <= 256 << 10)
        #expect(arena.usedByteCount == 0)
    }

    @Test func `a message that would explode in memory is refused within the bound`() throws {
        // An empty event takes 2 bytes on the wire and some 300 here.
        let bytes = ByteBuffer(bytes: (0..<1_000_000).flatMap { _ in [0x0A, 0x00] as [UInt8] })
        let arena = Arena(byteLimit: 4 << 20)
        let error = #expect(throws: WireError.self) {
            try RecordEventsRequest.decode(bytes, in: arena, receivedAt: Timestamp(milliseconds: 0))
        }
        #expect(error?.code == .invalidArgument)
        #expect(arena.usedByteCount <= 4 << 20)
    }
}
