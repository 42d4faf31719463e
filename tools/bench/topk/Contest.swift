// SPDX-License-Identifier: Apache-2.0

import Matrix

/// Answers each query in every way, one after the other, and keeps the times.
struct Contest {
    let scan: FactorScan
    let count: Int
    /// Seconds of multiplying all rows with one call of sgemv, without ranking.
    private(set) var multiplySeconds: [Double] = []
    /// Seconds of the scan, ranking included.
    private(set) var scanSeconds: [Double] = []
    /// Rows that the scan multiplied in floats.
    private(set) var lookedAt: [Double] = []
    /// Whether every list was that of multiplying and sorting.
    private(set) var isIdentical = true
    private var products: [Float]

    init(scan: FactorScan, count: Int) {
        self.scan = scan
        self.count = count
        products = [Float](repeating: 0, count: scan.rows.rowCount)
    }

    mutating func ask(with query: [Float]) {
        query.withUnsafeBufferPointer { query in
            multiplySeconds.append(timed { multiply(by: query) }.seconds)
            let answer = timed { scan.best(count, for: query) }
            scanSeconds.append(answer.seconds)
            if answer.result != plainBest(for: query) { isIdentical = false }
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
            scan.rows.elements.withUnsafeBuffer { LinearAlgebra.multiply($0, by: query, into: products) }
        }
    }

    private func plainBest(for query: UnsafeBufferPointer<Float>) -> [Scored] {
        var heap = BestHeap(capacity: count)
        for row in 0..<scan.rows.rowCount {
            let score = scan.rows.withRow(row) { LinearAlgebra.dot($0, query) }
            if score > -.infinity { heap.insert(Scored(item: UInt32(row), score: score)) }
        }
        return heap.sorted()
    }

    private func timed<Result>(_ work: () -> Result) -> (result: Result, seconds: Double) {
        let start = ThreadClock.now
        let result = work()
        return (result, ThreadClock.now - start)
    }
}
