// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix

/// Finds the rows most like some vectors by cosine: all of them on a board, by the exact scan, and in lists by direction.
struct CosineContest {
    private let rows: FactorRows
    private let lengths: [Float]
    private let scan: FactorScan
    private let clustered: ClusteredRows
    private let inLists: FactorScan
    private let trial: ListTrial
    private let count: Int
    private let seconds: (scan: Double, lists: Double)
    private var board: Board

    init(_ matrix: DenseMatrix, count: Int) {
        self.count = count
        lengths = (0..<matrix.rowCount).map { row in
            matrix.withRow(row) { LinearAlgebra.dot($0, $0).squareRoot() }
        }
        rows = FactorRows(matrix, dividedBy: SharedArray(lengths))
        let start = ThreadClock.now
        scan = FactorScan(rows, CompressedRows(rows))
        let middle = ThreadClock.now
        clustered = ClusteredRows(rows, threads: 1)
        inLists = FactorScan(rows, clustered.compressed)
        trial = ListTrial(inLists, clustered, threads: 1)
        seconds = (middle - start, ThreadClock.now - middle)
        board = Board(itemCount: matrix.rowCount)
    }

    /// Asks with so many vectors, or else with the rows that a trial of lists asks with.
    mutating func report(_ name: String, queries: Int, vectors: DenseMatrix?) -> CosineReport {
        var report = CosineReport(
            factors: name, rows: rows.count, columns: rows.columnCount, count: count, scanBuildSeconds: seconds.scan,
            listsBuildSeconds: seconds.lists, scanBytes: scan.compressed.blocks.count,
            listsBytes: clustered.compressed.blocks.count + 4 * clustered.clusters.centres.elements.count,
            listCount: clustered.clusters.count, listsVisited: trial.lists, share: trial.share)
        let own = ListTrial.queries(rows)
        var times: [[Double]] = [[], [], []]
        for number in 0..<queries {
            let vector =
                vectors?.withRow(number % (vectors?.rowCount ?? 1)) { Array($0) } ?? row(own[number % own.count])
            unit(vector).withUnsafeBufferPointer { vector in
                times[0].append(timed { rankOnBoard(vector) }.seconds)
                let exact = timed { scan.best(count, for: vector) }
                let found = timed { inLists.best(count, for: vector, in: clustered.clusters, visiting: trial.lists) }
                times[1].append(exact.seconds)
                times[2].append(found.seconds)
                if exact.result != FactorScan.plainBest(count, of: rows, for: vector) { report.isIdentical = false }
                let worst = exact.result.last?.score ?? 0
                let right = found.result.count { $0.score >= worst }
                report.recall += Double(right) / Double(max(1, exact.result.count)) / Double(queries)
            }
        }
        report.queries = queries
        report.take(times)
        return report
    }

    private func row(_ number: Int) -> [Float] { rows.matrix.withRow(number) { Array($0) } }

    private func unit(_ vector: [Float]) -> [Float] {
        let length = vector.withUnsafeBufferPointer { LinearAlgebra.dot($0, $0).squareRoot() }
        return vector.map { $0 / length }
    }

    private mutating func rankOnBoard(_ vector: UnsafeBufferPointer<Float>) {
        var cosines = [Float](repeating: 0, count: rows.count)
        cosines.withUnsafeMutableBufferPointer { cosines in
            rows.matrix.elements.withUnsafeBuffer { LinearAlgebra.multiply($0, by: vector, into: cosines) }
            for row in cosines.indices { cosines[row] = lengths[row] > 0 ? cosines[row] / lengths[row] : -0.0 }
        }
        board.scores.reset(itemCount: rows.count)
        cosines.withUnsafeBufferPointer { board.scores.addAll($0) }
        _ = board.scores.best(count)
    }
}

/// What was measured, as a table or as JSON.
struct CosineReport: Encodable {
    var factors: String
    var rows: Int
    var columns: Int
    var count: Int
    var queries = 0
    var scanBuildSeconds: Double
    var listsBuildSeconds: Double
    var scanBytes: Int
    var listsBytes: Int
    var listCount: Int
    var listsVisited: Int
    /// Part of the rows in the lists that are visited.
    var share: Double
    var boardMilliseconds = 0.0
    var scanMilliseconds = 0.0
    var listsMilliseconds = 0.0
    /// Part of the exact lists that visiting lists found.
    var recall = 0.0
    var isIdentical = true

    mutating func take(_ times: [[Double]]) {
        let medians = times.map { 1_000 * TopKReport.median($0) }
        (boardMilliseconds, scanMilliseconds, listsMilliseconds) = (medians[0], medians[1], medians[2])
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func table() -> String {
        let row = { (name: String, time: Double, rest: String) in
            "\(name.padding(toLength: 26, withPad: " ", startingAt: 0))\(String(format: "%8.3f ms", time))   \(rest)"
        }
        let made = { (bytes: Int, seconds: Double) in String(format: "%.0f MB in %.1f s", Double(bytes) / 1e6, seconds)
        }
        return """
            \(factors), \(rows) × \(columns), best \(count) by cosine, medians of \(queries) queries, one thread
            \(row("sgemv, scoreboard, ranked", boardMilliseconds, ""))
            \(row("exact scan", scanMilliseconds, made(scanBytes, scanBuildSeconds)))
            \(row("\(listsVisited) of \(listCount) lists", listsMilliseconds, made(listsBytes, listsBuildSeconds))), \
            \(String(format: "%.1f %% of the rows, recall %.4f", 100 * share, recall))
            same lists from the exact scan as from multiplying and sorting: \(isIdentical ? "yes" : "NO")
            """
    }
}
