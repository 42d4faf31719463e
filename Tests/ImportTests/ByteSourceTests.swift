// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Testing

@testable import Import

@Suite struct ByteSourceTests {
    private func unpacked(_ path: String, step: Int = 1000) throws -> [UInt8] {
        let source = try Input(path: path).source
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: step)
        while true {
            let came = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if came == 0 { return bytes }
            bytes += buffer[..<came]
        }
    }

    private func sample(_ count: Int, seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 97...104, using: &generator) }
    }

    @Test func `plain, gzip and zstd give the same bytes, told apart by their first ones`() throws {
        let pad = try Scratchpad()
        let bytes = sample(700_000, seed: 1)
        for (name, packed) in [("a.csv", bytes), ("b.csv", try gzip(bytes)), ("c.csv", try zstd(bytes))] {
            #expect(try unpacked(pad.write(name, packed), step: 65_536) == bytes, "\(name)")
        }
    }

    @Test func `members and frames follow one another`() throws {
        let pad = try Scratchpad()
        let (first, second) = (sample(5000, seed: 2), sample(3000, seed: 3))
        #expect(try unpacked(pad.write("a", gzip(first) + gzip(second))) == first + second)
        #expect(try unpacked(pad.write("b", zstd(first) + zstd(second)), step: 1) == first + second)
        #expect(try unpacked(pad.write("c", gzip(first) + [0, 0, 0])) == first)
    }

    @Test func `an archive cut anywhere is an error that names the byte`() throws {
        let pad = try Scratchpad()
        let bytes = sample(400, seed: 4)
        for (name, packed) in [("gzip", try gzip(bytes)), ("zstd", try zstd(bytes))] {
            for end in 6..<packed.count {
                let path = try pad.write("\(name)-\(end)", Array(packed[..<end]))
                let error = #expect(throws: ImportError.self) { try unpacked(path) }
                #expect(error?.code == .corruptArchive, "\(name) cut at \(end)")
                #expect(
                    error?.message.contains("byte \(end)") == true, "\(name) cut at \(end): \(error?.message ?? "")")
            }
        }
    }

    @Test func `rubbish after an archive is an error`() throws {
        let pad = try Scratchpad()
        for packed in [try gzip([1, 2, 3]), try zstd([1, 2, 3])] {
            let path = try pad.write("x", packed + Array("rubbish".utf8))
            #expect(throws: ImportError.self) { try unpacked(path) }
        }
    }

    @Test func `what cannot be opened says why`() throws {
        let pad = try Scratchpad()
        let cases: [(String, ImportError.Code)] = [
            (pad.path("none"), .missingFile), (pad.folder.path, .unreadable), (try pad.write("empty", ""), .emptyFile),
            (try pad.write("bz", "BZh91AY"), .unsupportedEncoding),
            (try pad.write("utf16", [0xff, 0xfe, 0x61, 0x00]), .unsupportedEncoding),
        ]
        for (path, code) in cases {
            let error = #expect(throws: ImportError.self) { try unpacked(path) }
            #expect(error?.code == code, "\(path)")
            #expect(error?.message.contains(path) == true)
        }
    }
}
