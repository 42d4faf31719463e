// SPDX-License-Identifier: Apache-2.0

internal import CKernels

/// Lists of rows that point the same way: each row is in the list of the centre most like it.
///
/// Most of the rows most like a vector are in the lists of the centres most like it, so that a search which is content
/// with most of them reads a small part of all (`FactorScan.best(_:for:in:visiting:where:)`).
///
/// - Shapes: `centres` lists × k, each of length 1; `firstBlocks` lists + 1: list l is the blocks from firstBlocks[l] up to
///   firstBlocks[l + 1] of the rows compressed with these lists.
/// - Source: Jégou, Douze, Schmid, "Product Quantization for Nearest Neighbor Search", PAMI 2011, section 4, there with
///   coarser codes.
public struct RowClusters: Sendable {
    /// The centres.
    public let centres: DenseMatrix
    /// Where each list begins, and at last where the last one ends.
    public let firstBlocks: SharedArray<UInt32>

    /// Number of lists.
    public var count: Int { centres.rowCount }

    /// Rows of a list that suit a catalogue, half a million or more: few enough to choose lists finely, enough for the
    /// centres to be compared with in no time.
    private static let rowsPerList = 200

    /// How many lists suit that many rows: a multiple of 32.
    public static func count(forRows rows: Int) -> Int { 32 * max(1, min(512, rows / (32 * rowsPerList))) }

    /// Takes up what was made before; nil when the lists do not cover those blocks one after the other.
    public init?(centres: DenseMatrix, firstBlocks: SharedArray<UInt32>, of rows: CompressedRows) {
        let starts = firstBlocks.array
        guard centres.rowCount > 0, starts.count == centres.rowCount + 1, starts[0] == 0,
            Int(starts[centres.rowCount]) == rows.blockCount, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
        (self.centres, self.firstBlocks) = (centres, firstBlocks)
    }

    /// The list of each row, by the centre with which its product is largest, ties by the lower number.
    ///
    /// - Complexity: O(rows · lists · k), shared by the threads; the same with any number.
    static func nearest(_ rows: DenseMatrix, to centres: DenseMatrix, threads: Int) -> [UInt32] {
        parallelMap(
            rows.rowCount, threads: threads, chunk: 256,
            scratch: { [Float](repeating: 0, count: 256 * centres.rowCount) }
        ) { part, products in
            products.withUnsafeMutableBufferPointer { products in
                let products = UnsafeMutableBufferPointer(rebasing: products[..<(part.count * centres.rowCount)])
                rows.withRows(part) { rows in
                    centres.elements.withUnsafeBuffer {
                        LinearAlgebra.multiply(rows, byRowsOf: $0, columns: centres.columnCount, into: products)
                    }
                }
                return (0..<part.count).map { row in
                    largest(of: UnsafeBufferPointer(rebasing: products[(row * centres.rowCount)...]), centres.rowCount)
                }
            }
        }.flatMap { $0 }
    }

    /// The place of the largest of so many numbers, a multiple of 32.
    private static func largest(of products: UnsafeBufferPointer<Float>, _ count: Int) -> UInt32 {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count / 32) { maxima in
            wicker_block_maxima(products.baseAddress, count / 32, maxima.baseAddress)
            var best = 0
            for block in 1..<max(1, count / 32) where maxima[block] > maxima[best] { best = block }
            let place = (32 * best..<32 * best + 32).first { products[$0] == maxima[best] }
            return UInt32(truncatingIfNeeded: place ?? 0)
        }
    }

    /// The product of each centre with the vector.
    public func products(with vector: UnsafeBufferPointer<Float>) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { products, initialized in
            let results = UnsafeMutableBufferPointer(rebasing: products[..<count])
            centres.elements.withUnsafeBuffer { LinearAlgebra.multiply($0, by: vector, into: results) }
            initialized = count
        }
    }

    /// The lists with the largest of those products, largest first, ties by the lower number.
    public func nearest(_ wanted: Int, by products: [Float]) -> [Int] {
        var heap = BestHeap(capacity: wanted)
        for (list, product) in products.enumerated() {
            heap.insert(Scored(item: UInt32(truncatingIfNeeded: list), score: product))
        }
        return heap.sorted().map { Int($0.item) }
    }

    /// The blocks of a list.
    public func blocks(of list: Int) -> Range<Int> { Int(firstBlocks[list])..<Int(firstBlocks[list + 1]) }
}
