// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import Shop
import Testing
import Wire

/// The call that proto/PROTOCOL.md shows byte by byte is the call that this code speaks.
struct ProtocolPageTests {
    private let bench = Bench()

    @Test func `the page shows the bytes a client sends`() throws {
        var bytes = ByteBuffer()
        Preface.write(to: &bytes)
        let header = CallHeader(method: Method.recommend.rawValue, timeoutMilliseconds: 1_000)
        try bench.encoder.call(1, header, RecommendRequest(user: "u-1", limit: 2), isLast: true, into: &bytes)
        #expect(try dump(titled: "client to server") == Array(bytes.readableBytesView), "\(hex(bytes))")
    }

    @Test func `the page shows the bytes a server answers`() throws {
        let bytes = try bench.bytes { encoder, buffer in
            encoder.settings(ServerSettings(limits: ConnectionLimits(), serverVersion: "0.1.0"), into: &buffer)
            let items = [
                RecommendedItem(id: "lamp", score: 0.5, recommender: "item-knn"),
                RecommendedItem(id: "desk", score: 0.25, recommender: "popularity", isFallback: true),
            ]
            let answer = RecommendResponse(recommendationID: "r-1", snapshot: 3, items: items, isPersonalised: true)
            try encoder.message(answer, of: 1, isLast: true, into: &buffer)
        }
        #expect(try dump(titled: "server to client") == Array(bytes.readableBytesView), "\(hex(bytes))")
    }

    @Test func `the page shows the bytes of a call that fails`() throws {
        let bytes = bench.bytes { encoder, buffer in
            encoder.status(CallStatus(.notFound, "no item tent"), of: 2, into: &buffer)
        }
        #expect(try dump(titled: "a failed call") == Array(bytes.readableBytesView), "\(hex(bytes))")
    }

    @Test func `the page names every method, every status and every kind of frame`() throws {
        let text = try page()
        for method in Method.allCases { #expect(text.contains("`\(method.rawValue)`")) }
        for code in StatusCode.allCases { #expect(text.contains("| \(code.rawValue) | \(code.name) |")) }
        for kind in FrameKind.allCases {
            #expect(text.contains("| \(kind.rawValue) | \("\(kind)".uppercased()) |"))
        }
    }

    private func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "proto/PROTOCOL.md"), encoding: .utf8)
    }

    /// The bytes of the block that begins with that comment; each line is `offset  bytes  # words`.
    private func dump(titled title: String) throws -> [UInt8] {
        let blocks = try page().components(separatedBy: "```")
        let block = try #require(blocks.first { $0.hasPrefix("hexdump\n# \(title)\n") }, "no block: \(title)")
        var bytes: [UInt8] = []
        for line in block.split(separator: "\n").dropFirst(2) {
            let words = line.prefix { $0 != "#" }.split(separator: " ")
            let offset = try #require(words.first.flatMap { Int($0, radix: 16) }, "\(line)")
            #expect(offset == bytes.count, "\(line)")
            bytes += try words.dropFirst().map { try #require(UInt8($0, radix: 16), "\(line)") }
        }
        return bytes
    }

    private func hex(_ buffer: ByteBuffer) -> String {
        buffer.readableBytesView.map { String(format: "%02x", $0) }.joined(separator: " ")
    }
}
