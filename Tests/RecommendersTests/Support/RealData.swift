// SPDX-License-Identifier: Apache-2.0

import CZstd
import Foundation
import Shop
import Testing

/// The real sets beside the project, or where `WICKER_DATA` says.
enum RealData {
    static let directory: URL = {
        if let path = ProcessInfo.processInfo.environment["WICKER_DATA"] { return URL(fileURLWithPath: path) }
        var package = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.appendingPathComponent("../shared/data").standardizedFileURL
    }()

    /// Whether tests on real data run: they do when the data are there, and fail in CI when they are not.
    static let isExpected =
        FileManager.default.fileExists(atPath: directory.path) || ProcessInfo.processInfo.environment["CI"] != nil

    static let skipMessage: Comment = "no real data; set WICKER_DATA to their folder"

    /// The fields of every line of a zstd-compressed TSV file.
    static func lines(_ name: String) throws -> [[Substring]] {
        let packed = [UInt8](try Data(contentsOf: directory.appendingPathComponent(name)))
        let bytes = try unpacked(packed)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.split(separator: "\t") }
    }

    private struct BrokenFile: Error {}

    private static func unpacked(_ packed: [UInt8]) throws -> [UInt8] {
        let stream = ZSTD_createDStream()
        defer { ZSTD_freeDStream(stream) }
        var (result, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 20))
        try packed.withUnsafeBytes { packed in
            var input = ZSTD_inBuffer(src: packed.baseAddress, size: packed.count, pos: 0)
            while input.pos < input.size {
                let written = try chunk.withUnsafeMutableBytes { chunk in
                    var output = ZSTD_outBuffer(dst: chunk.baseAddress, size: chunk.count, pos: 0)
                    if ZSTD_isError(ZSTD_decompressStream(stream, &output, &input)) != 0 { throw BrokenFile() }
                    return output.pos
                }
                result += chunk[..<written]
            }
        }
        return result
    }
}
