// SPDX-License-Identifier: Apache-2.0

/// Rows put into lists by direction and compressed list by list.
///
/// Centres are found by k-means among an even sample of the rows, on unit vectors, from rows evenly spaced in it: no random
/// numbers, and sums in the order of rows.
///
/// - Source: Dhillon, Modha, "Concept Decompositions for Large Sparse Text Data Using Clustering", Machine Learning 42,
///   2001 (spherical k-means).
public struct ClusteredRows: Sendable {
    /// The lists.
    public let clusters: RowClusters
    /// The rows, list after list; those without a direction are in none.
    public let compressed: CompressedRows
    /// The list of each row; `nobody` for a row without a direction.
    public let listOfRow: [UInt32]

    /// The list of a row that is in none.
    public static let nobody = UInt32.max
    private static let sampledRowsPerList = 32
    private static let passes = 8

    /// Puts rows into lists.
    ///
    /// - Complexity: O((rows + passes · sampled) · lists · k), shared by the threads; the same bytes with any number.
    public init(_ rows: FactorRows, threads: Int) {
        let numbers = (0..<rows.count).filter { rows.length(of: $0) > 0 }
        let centres = Self.centres(RowClusters.count(forRows: rows.count), of: rows, numbers, threads: threads)
        var listOfRow = RowClusters.nearest(rows.matrix, to: centres, threads: threads)
        var (lists, next) = ([[UInt32]](repeating: [], count: centres.rowCount), numbers[...])
        for row in 0..<rows.count {
            if next.first == row {
                next.removeFirst()
                lists[Int(listOfRow[row])].append(UInt32(truncatingIfNeeded: row))
            } else {
                listOfRow[row] = Self.nobody
            }
        }
        compressed = CompressedRows(rows, lists: lists, threads: threads)
        var starts: [UInt32] = [0]
        for list in lists {
            let blocks = (list.count + CompressedRows.blockRows - 1) / CompressedRows.blockRows
            starts.append((starts.last ?? 0) + UInt32(truncatingIfNeeded: blocks))
        }
        guard let clusters = RowClusters(centres: centres, firstBlocks: SharedArray(starts), of: compressed) else {
            preconditionFailure("\(lists.count) lists do not cover \(compressed.blockCount) blocks")
        }
        (self.clusters, self.listOfRow) = (clusters, listOfRow)
    }

    private static func centres(
        _ count: Int, of rows: FactorRows, _ numbers: [Int], threads: Int
    ) -> DenseMatrix {
        let (columns, size) = (rows.columnCount, min(numbers.count, sampledRowsPerList * count))
        let sample = DenseMatrix(
            rowCount: size, columnCount: columns, threads: threads, scratch: {},
            fill: { place, row, _ in _ = row.update(from: rows.elements(of: numbers[place * numbers.count / size])) })
        var centres = DenseMatrix(
            rowCount: count, columnCount: columns, threads: 1, scratch: {},
            fill: { list, centre, _ in
                guard size > 0 else { return centre.update(repeating: 0) }
                sample.withRow(list * size / count) { _ = centre.update(from: $0) }
            })
        for _ in 0..<passes where size > 0 {
            centres = means(of: sample, RowClusters.nearest(sample, to: centres, threads: threads), around: centres)
        }
        return centres
    }

    /// The directions of the sums of each list's rows; a list without any keeps its centre.
    private static func means(
        of sample: DenseMatrix, _ lists: [UInt32], around centres: DenseMatrix
    ) -> DenseMatrix {
        let columns = centres.columnCount
        let sums = SharedArray<Float>(count: centres.elements.count) { sums in
            sums.update(repeating: 0)
            for (row, list) in lists.enumerated() {
                let sum = UnsafeMutableBufferPointer(rebasing: sums[(Int(list) * columns)...].prefix(columns))
                sample.withRow(row) { LinearAlgebra.add($0, scaledBy: 1, to: sum) }
            }
            for list in 0..<centres.rowCount {
                let sum = UnsafeMutableBufferPointer(rebasing: sums[(list * columns)...].prefix(columns))
                let length = LinearAlgebra.dot(UnsafeBufferPointer(sum), UnsafeBufferPointer(sum)).squareRoot()
                if length > 0 {
                    for column in 0..<columns { sum[column] /= length }
                } else {
                    centres.withRow(list) { _ = sum.update(from: $0) }
                }
            }
        }
        return DenseMatrix(sums, rowCount: centres.rowCount, columnCount: columns)
    }

    /// Bytes that are taken while lists are made, beside rows and what is kept.
    public static func scratchByteCount(rows: Int, columns: Int, threads: Int) -> Int {
        let lists = RowClusters.count(forRows: rows)
        return 4 * (min(rows, sampledRowsPerList * lists) * columns + 256 * lists * threads) + 24 * rows
    }
}
