// SPDX-License-Identifier: Apache-2.0

internal import CKernels

/// Finds the rows of a matrix with the largest inner products with a vector, exactly, reading a quarter of it at most.
///
/// The first pass goes over the compressed rows, longest first, and bounds each inner product from above; only rows whose
/// bound reaches the worst of the best found so far are multiplied in floats. It ends where rows are so short that none
/// can: |x·y| ≤ ‖x‖ ‖y‖. The list is that of multiplying every row and sorting, bit for bit.
///
/// What it costs is what memory costs: 12 + k bytes a row instead of 4 · k, for the rows before the end, plus the rows
/// looked at. Of rows of one length (normal factors) all are bounded; where lengths differ, as those of items of
/// different popularity do, few are. At worst all are looked at, which takes a quarter longer than the plain scan.
///
/// An approximate index would have to beat this, and none does for inner products with factors that were learned: measured
/// in "Large catalogues" of the page on iALS. For cosines, where all rows are of one length, ``RowClusters`` do.
///
/// - Source: integers first, lengths in falling order: Li, Chan, Yiu, Mamoulis, "FEXIPRO: Fast and Exact Inner Product
///   Retrieval in Recommender Systems", SIGMOD 2017; Teflioudi, Gemulla, Mykytiuk, "LEMP: Fast Retrieval of Large Entries
///   in a Matrix Product", SIGMOD 2015.
public struct FactorScan: Sendable {
    /// The rows.
    public let rows: FactorRows
    /// The same, compressed.
    public let compressed: CompressedRows

    /// Blocks looked at between two looks at how good the best are by now: few at first, when everything is still better.
    static let strides = (first: 4, last: 64)
    /// Candidates whose factors are asked of memory ahead of the one in hand: they lie anywhere.
    private static let readAhead = 6

    /// A scan of those rows; `compressed` was made of them.
    public init(_ rows: FactorRows, _ compressed: CompressedRows) {
        precondition(
            compressed.rowCount == rows.count && compressed.columnCount == rows.columnCount,
            "\(compressed.rowCount) × \(compressed.columnCount) compressed for \(rows.count) × \(rows.columnCount)")
        self.rows = rows
        self.compressed = compressed
    }

    /// The best rows that `accepts` lets through, best first, ties by the lower index; NaN and −∞ are never listed.
    ///
    /// `accepts` is asked only about rows that may enter the list, each at most once, in no order.
    ///
    /// - Complexity: O(bounded · k / 4 + looked at · k).
    public func best(
        _ count: Int, for vector: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool = { _ in true }
    ) -> [Scored] {
        var (first, stride) = (0, Self.strides.first)
        return search(
            count, for: vector, where: accepts,
            next: { query, threshold in
                guard first < compressed.blockCount,
                    largestProduct(with: query, fromBlock: first) >= Double(threshold)
                else { return nil }
                let blocks = first..<min(first + stride, compressed.blockCount)
                (first, stride) = (blocks.upperBound, min(2 * stride, Self.strides.last))
                return blocks
            })
    }

    /// The same by multiplying every row: for few rows, and for vectors that cannot be compressed.
    public static func plainBest(
        _ count: Int, of rows: FactorRows, for vector: UnsafeBufferPointer<Float>,
        where accepts: (UInt32) -> Bool = { _ in true }
    ) -> [Scored] {
        var heap = BestHeap(capacity: count)
        rows.withView { view in
            for row in 0..<rows.count where count > 0 {
                let candidate = Scored(item: UInt32(truncatingIfNeeded: row), score: view.score(row, with: vector))
                if candidate.score > -.infinity, heap.wouldKeep(candidate), accepts(candidate.item) {
                    heap.insert(candidate)
                }
            }
        }
        return heap.sorted()
    }

    /// The best rows of some blocks.
    ///
    /// - Parameter next: the blocks to look at next, `strides.last` at most, or nil to end; it is given the score that a
    ///   row must reach by now, −∞ until the list is full.
    func search(
        _ count: Int, for vector: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool,
        next: (CompressedVector, Float) -> Range<Int>?
    ) -> [Scored] {
        precondition(vector.count == rows.matrix.columnCount, "\(vector.count) numbers for rows of other length")
        guard count > 0 else { return [] }
        guard let query = CompressedVector(Array(vector) + (rows.biases == nil ? [] : [1])) else {
            return Self.plainBest(count, of: rows, for: vector, where: accepts)
        }
        var heap = BestHeap(capacity: count)
        rows.withView { view in
            withCandidates { found, bounds in
                var threshold = -Float.infinity
                while let blocks = next(query, threshold) {
                    let count = candidates(of: query, blocks, above: threshold, into: found, bounds)
                    consider(found[..<count], bounds, of: view, for: vector, where: accepts, &heap)
                    if heap.isFull, let worst = heap.worst { threshold = worst.score }
                }
            }
        }
        return heap.sorted()
    }

    /// Multiplies the candidates whose bound reaches the worst of the best.
    private func consider(
        _ candidates: Slice<UnsafeMutableBufferPointer<UInt32>>, _ bounds: UnsafeMutableBufferPointer<Float>,
        of view: FactorRows.View, for vector: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool,
        _ heap: inout BestHeap
    ) {
        let rowCount = UInt32(clamping: rows.count)
        for (place, row) in candidates.enumerated() where row < rowCount {
            let later = place + Self.readAhead
            if later < candidates.count, candidates[later] < rowCount {
                prefetch(UnsafeRawBufferPointer(view[Int(candidates[later])]))
            }
            if heap.isFull, let worst = heap.worst, bounds[place] < worst.score { continue }
            guard accepts(row) else { continue }
            let score = view.score(Int(row), with: vector)
            if score > -.infinity { heap.insert(Scored(item: row, score: score)) }
        }
    }

    /// Lends room for the candidates of as many blocks as are looked at at once.
    private func withCandidates(
        _ body: (UnsafeMutableBufferPointer<UInt32>, UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        let capacity = Self.strides.last * CompressedRows.blockRows
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { found in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { bounds in body(found, bounds) }
        }
    }

    /// What no inner product with a row of that block or a later one is above, as computed in floats.
    private func largestProduct(with query: CompressedVector, fromBlock block: Int) -> Double {
        let number = compressed.firstRow(ofBlock: block)
        guard number < rows.count else { return .infinity }
        let length = rows.length(of: Int(number))
        guard length.isFinite else { return .infinity }
        let columns = Double(rows.columnCount)
        let product = Double(query.length) * length * (1 + (columns + 16) * 0x1p-23)
        // Beyond this a sum of floats may overflow, below that it may keep what was lost of its products.
        return product > 1e38 ? .infinity : product + columns * Double(Float.leastNonzeroMagnitude)
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
