// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What was measured, as a table or as JSON.
struct TopKReport: Encodable {
    var factors: String
    var rows: Int
    var columns: Int
    var count: Int
    var queries = 0
    var compressSeconds: Double
    var compressedBytes: Int
    var sgemvMilliseconds = 0.0
    var boardMilliseconds = 0.0
    var scanMilliseconds = 0.0
    var ratio = 0.0
    var rowsMultiplied = 0.0
    var isIdentical = true

    mutating func add(_ contest: Contest) {
        queries = contest.scanSeconds.count
        sgemvMilliseconds = 1_000 * Self.median(contest.multiplySeconds)
        boardMilliseconds = 1_000 * Self.median(contest.boardSeconds)
        scanMilliseconds = 1_000 * Self.median(contest.scanSeconds)
        ratio = scanMilliseconds / sgemvMilliseconds
        rowsMultiplied = Self.median(contest.lookedAt)
        isIdentical = contest.isIdentical
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func table() -> String {
        let megabytes = String(format: "%.0f MB in %.2f s", Double(compressedBytes) / 1e6, compressSeconds)
        return """
            \(factors) factors, \(rows) × \(columns), best \(count), medians of \(queries) queries, one thread
            plain sgemv, not ranked   \(String(format: "%8.3f ms", sgemvMilliseconds))
            sgemv, scoreboard, ranked \(String(format: "%8.3f ms", boardMilliseconds))
            exact scan, ranked        \(String(format: "%8.3f ms", scanMilliseconds))   \
            \(String(format: "%.2f", ratio)) × sgemv, \(Int(rowsMultiplied)) rows multiplied in floats
            compressed copy           \(megabytes)
            same lists as multiplying and sorting: \(isIdentical ? "yes" : "NO")
            """
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
