// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LoadGenerator

@Suite struct FrameTests {
    @Test func `a call has the bytes that PROTOCOL.md pictures`() {
        let bytes = FrameLayout.call(method: "a/B", message: [9, 8])
        #expect(bytes == [0, 0, 0, 15, 0, 0, 0, 0, 1, 3, 0, 5, 0x0A, 3, 97, 47, 66, 9, 8])
        let prefix = bytes.withUnsafeBytes { $0.baseAddress.map(FramePrefix.init) }
        #expect(prefix?.byteCount == bytes.count)
        #expect(prefix?.headerByteCount == 5)
        #expect(prefix?.kind == FrameLayout.Kind.call)
    }

    @Test(arguments: [(0, [0]), (127, [127]), (128, [0x80, 1]), (300, [0xAC, 2])] as [(UInt64, [UInt8])])
    func `numbers are written in groups of seven bits`(number: UInt64, bytes: [UInt8]) {
        #expect(ByteWriter.message { $0.varint(number) } == bytes)
    }

    @Test func `a status is found in its header, and a cut one is no status`() {
        let header = ByteWriter.message { writer in
            writer.field(1, 5)
            writer.field(2, "no such item".utf8)
        }
        header.withUnsafeBytes { bytes in
            #expect(FieldScanner.number(1, in: bytes) == 5)
            #expect(FieldScanner.text(2, in: bytes) == "no such item")
            #expect(FieldScanner.number(3, in: bytes) == nil)
        }
        for count in 0..<header.count {
            Array(header[..<count]).withUnsafeBytes { #expect(FieldScanner.text(2, in: $0) == nil) }
        }
    }

    @Test func `every event of every batch has a place for its own id`() {
        let calls = PreparedCalls.record(
            users: ["u1", "u2"], items: ["a", "b", "c"], batch: 7, type: "view", idPrefix: "run-", frames: 3)
        #expect(calls.count == 3)
        for frame in 0..<3 {
            #expect(calls.serialOffsets[frame].count == 7)
            for offset in calls.serialOffsets[frame] {
                let id = calls.bytes[calls.starts[frame] + offset - 4..<calls.starts[frame] + offset + 12]
                #expect(String(decoding: id, as: UTF8.self) == "run-000000000000")
            }
        }
        #expect(calls.eventID(serial: 255) == "run-0000000000ff")
    }

    @Test func `ids come from a list or from a table's column, each once`() {
        #expect(NameList.distinct("a\nb\na\n", column: "user") == ["a", "b"])
        #expect(NameList.distinct("user\titem\nu1\ti1\nu1\ti2\r\n", column: "item") == ["i1", "i2"])
        #expect(NameList.distinct("1\t1193\n1\t661\n2\t5\n", column: "user") == ["1", "2"])
    }

    @Test func `an open loop's times follow from the call's number`() {
        var schedule = Schedule(start: 1_000, rate: 3)
        for _ in 0..<3_000 { schedule.advance() }
        #expect(schedule.next == 1_000 + 1_000_000_000_000)
        #expect(schedule.dueCount(before: schedule.next) == 0)
        #expect(schedule.dueCount(before: schedule.next + 1) == 1)
        #expect(schedule.dueCount(before: schedule.next + 1_000_000_000) == 3)
        #expect(schedule.dueCount(before: 0) == 0)
    }

    @Test(arguments: ["", "localhost", "localhost:", ":x", "host:0", "host:70000"])
    func `an address without a port is refused with an example`(text: String) {
        #expect { try ServerAddress(text) } throws: { "\($0)".contains("127.0.0.1:7700") }
    }
}
