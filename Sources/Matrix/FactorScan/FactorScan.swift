// SPDX-License-Identifier: Apache-2.0

internal import CKernels

/// Finds the rows of a matrix with the largest inner products with a vector, exactly, reading about a quarter of it.
///
/// The first pass goes over the compressed rows and bounds each inner product from above; only the rows whose bound is
/// above the worst of the best found so far are multiplied in floats. The list is that of multiplying every row with
/// `LinearAlgebra.dot` and sorting, bit for bit.
///
/// What it costs is what memory costs: 8 + k bytes a row instead of 4 · k, plus the rows looked at: on normal factors,
/// 1,000,000 × 128, some 150 for the best ten. Rows in ascending order of their products are the worst case: all are
/// looked at, which takes a quarter longer than the plain scan.
///
/// - Source: the two passes are those of Li, Chan, Yiu, Mamoulis, "FEXIPRO: Fast and Exact Inner Product Retrieval in
///   Recommender Systems", SIGMOD 2017: bounds from integers first, floats for what is left.
public struct FactorScan: Sendable {
    /// The rows.
    public let rows: DenseMatrix
    /// The same, compressed.
    public let compressed: CompressedRows

    /// Blocks looked at between two looks at how good the best are by now.
    private static let stride = 32

    /// A scan of those rows; `compressed` was made of them.
    public init(_ rows: DenseMatrix, _ compressed: CompressedRows) {
        precondition(
            compressed.rowCount == rows.rowCount && compressed.columnCount == rows.columnCount,
            "\(compressed.rowCount) × \(compressed.columnCount) compressed for \(rows.rowCount) × \(rows.columnCount)")
        self.rows = rows
        self.compressed = compressed
    }

    /// The best rows that `accepts` lets through, best first, ties by the lower index; NaN and −∞ are never listed.
    ///
    /// `accepts` is asked only about rows that may enter the list, each at most once.
    ///
    /// - Complexity: O(rows · k), a fourth of a float's time each, + O(looked at · k).
    public func best(
        _ count: Int, for vector: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool = { _ in true }
    ) -> [Scored] {
        precondition(vector.count == rows.columnCount, "\(vector.count) numbers for \(rows.columnCount) columns")
        guard count > 0 else { return [] }
        guard let query = CompressedVector(vector) else {
            return Self.plainBest(count, of: rows, for: vector, where: accepts)
        }
        var heap = BestHeap(capacity: count)
        withCandidates(of: query) { candidates, bounds in
            for (place, row) in candidates.enumerated() {
                if heap.isFull, let worst = heap.worst, bounds[place] <= worst.score { continue }
                guard accepts(row) else { continue }
                let score = rows.withRow(Int(row)) { LinearAlgebra.dot($0, vector) }
                if score > -.infinity { heap.insert(Scored(item: row, score: score)) }
            }
            return heap.isFull ? heap.worst?.score : nil
        }
        return heap.sorted()
    }

    /// The same by multiplying every row: for few rows, and for vectors that cannot be compressed.
    public static func plainBest(
        _ count: Int, of rows: DenseMatrix, for vector: UnsafeBufferPointer<Float>,
        where accepts: (UInt32) -> Bool = { _ in true }
    ) -> [Scored] {
        var heap = BestHeap(capacity: count)
        for row in 0..<rows.rowCount where count > 0 {
            let score = rows.withRow(row) { LinearAlgebra.dot($0, vector) }
            let candidate = Scored(item: UInt32(truncatingIfNeeded: row), score: score)
            if score > -.infinity, heap.wouldKeep(candidate), accepts(candidate.item) { heap.insert(candidate) }
        }
        return heap.sorted()
    }

    /// Hands over the rows whose bound is above what `body` returned last, with their bounds, some hundred at a time.
    private func withCandidates(
        of query: CompressedVector, _ body: (UnsafeBufferPointer<UInt32>, UnsafeBufferPointer<Float>) -> Float?
    ) {
        let capacity = Self.stride * CompressedRows.blockRows
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { found in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { bounds in
                var threshold = -Float.infinity
                for first in Swift.stride(from: 0, to: compressed.blockCount, by: Self.stride) {
                    let end = min(first + Self.stride, compressed.blockCount)
                    let count = candidates(of: query, first..<end, above: threshold, into: found, bounds)
                    let rows = UnsafeBufferPointer(rebasing: found[..<count])
                    threshold = body(rows, UnsafeBufferPointer(rebasing: bounds[..<count])) ?? -.infinity
                }
            }
        }
    }

    private func candidates(
        of query: CompressedVector, _ blocks: Range<Int>, above threshold: Float,
        into found: UnsafeMutableBufferPointer<UInt32>, _ bounds: UnsafeMutableBufferPointer<Float>
    ) -> Int {
        query.codes.withUnsafeBufferPointer { codes in
            compressed.blocks.withUnsafeBuffer { bytes in
                var factors = wicker_factor_rows(blocks: bytes.baseAddress, pairs: compressed.pairCount)
                var vector = wicker_factor_query(codes: codes.baseAddress, scale: query.scale, length: query.length)
                return wicker_factor_candidates(
                    &factors, &vector, blocks.lowerBound, blocks.upperBound, threshold, found.baseAddress,
                    bounds.baseAddress)
            }
        }
    }
}
