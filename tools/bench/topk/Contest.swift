// SPDX-License-Identifier: Apache-2.0

import Matrix

/// Answers each query in every way, one after the other, and keeps the times.
struct Contest {
    let scan: FactorScan
    let count: Int
    /// Seconds of multiplying all rows with one call of sgemv, without ranking.
    private(set) var multiplySeconds: [Double] = []
    /// Seconds of multiplying all rows, adding the products to a scoreboard and ranking it.
    private(set) var boardSeconds: [Double] = []
    /// Seconds of the scan, ranking included.
    private(set) var scanSeconds: [Double] = []
    /// Rows that the scan multiplied in floats.
    private(set) var lookedAt: [Double] = []
    /// Whether every list was that of multiplying and sorting.
    private(set) var isIdentical = true
    private var products: [Float]
    private let board: Board

    init(scan: FactorScan, count: Int) {
        self.scan = scan
        self.count = count
        board = Board(itemCount: scan.rows.count)
        products = [Float](repeating: 0, count: scan.rows.count)
    }

    mutating func ask(with query: [Float]) {
        query.withUnsafeBufferPointer { query in
            multiplySeconds.append(timed { multiply(by: query) }.seconds)
            boardSeconds.append(timed { rankOnBoard(query) }.seconds)
            let answer = timed { scan.best(count, for: query) }
            scanSeconds.append(answer.seconds)
            if answer.result != FactorScan.plainBest(count, of: scan.rows, for: query) { isIdentical = false }
            var asked = 0.0
            _ = scan.best(count, for: query) { _ in
                asked += 1
                return true
            }
            lookedAt.append(asked)
        }
    }

    private mutating func multiply(by query: UnsafeBufferPointer<Float>) {
        products.withUnsafeMutableBufferPointer { products in
            scan.rows.matrix.elements.withUnsafeBuffer { LinearAlgebra.multiply($0, by: query, into: products) }
        }
    }

    private mutating func rankOnBoard(_ query: UnsafeBufferPointer<Float>) {
        multiply(by: query)
        board.scores.reset(itemCount: products.count)
        products.withUnsafeBufferPointer { board.scores.addAll($0) }
        _ = board.scores.best(count)
    }

}

/// What the work gave, and the thread's processor time for it.
func timed<Result>(_ work: () -> Result) -> (result: Result, seconds: Double) {
    let start = ThreadClock.now
    let result = work()
    return (result, ThreadClock.now - start)
}

/// A scoreboard that a copyable value can hold.
final class Board {
    var scores: Scoreboard

    init(itemCount: Int) { scores = Scoreboard(itemCount: itemCount) }
}
