// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// Items' factors, ready to be searched for those of the most similar direction.
///
/// Cosines are inner products of rows divided by their lengths, all of one length then: the scan's worst case, which reads
/// a quarter of what multiplying the factors would. Items in lists by direction (`RowClusters`) are read in part.
///
/// - Sections: `cosines`, the factors divided by their lengths at a byte each (`CompressedRows`), for catalogues of
///   `FactorRanking.smallestCatalogue` items or more; a smaller one has none and is scored onto a board. `cosineIndex`,
///   nothing or what the trial of the lists found: lists to visit, their share, the recall of ten and of a hundred; then
///   also `cosineCentres`, lists × k, and `cosineLists`, where their blocks begin, lists + 1.
struct CosineRanking: Sendable {
    private let scan: FactorScan?
    private let lists: (clusters: RowClusters, trial: ListTrial)?

    /// Share of the compressed rows above which visiting lists would save too little.
    private static let largestShare = 0.5

    /// Compresses the factors if there are enough of them; items of length 0 are never found.
    init(_ factors: DenseMatrix, lengths: SharedArray<Float>, index: FactorIndex, threads: Int) {
        let rows = FactorRows(factors, dividedBy: lengths)
        guard rows.count >= FactorRanking.smallestCatalogue else {
            (scan, lists) = (nil, nil)
            return
        }
        if index.wantsLists(items: rows.count) {
            let clustered = ClusteredRows(rows, threads: threads)
            let scan = FactorScan(rows, clustered.compressed)
            let trial = ListTrial(scan, clustered, threads: threads)
            if trial.share <= Self.largestShare {
                (self.scan, lists) = (scan, (clustered.clusters, trial))
                return
            }
        }
        (scan, lists) = (FactorScan(rows, CompressedRows(rows, threads: threads)), nil)
    }

    /// Takes up what `write(to:)` wrote for the same factors.
    init(
        _ factors: DenseMatrix, lengths: SharedArray<Float>, sections: some SectionReader
    ) throws(RecommenderError) {
        let rows = FactorRows(factors, dividedBy: lengths)
        guard rows.count >= FactorRanking.smallestCatalogue else {
            (scan, lists) = (nil, nil)
            return
        }
        let trial = try sections.read("cosineIndex", as: Float.self).array.map(Double.init)
        let starts = trial.isEmpty ? nil : try sections.read("cosineLists", as: UInt32.self)
        let bytes = try sections.read("cosines", as: UInt8.self)
        let compressed = CompressedRows(
            blocks: bytes, rowCount: rows.count, columnCount: rows.columnCount,
            blockCount: starts.map { $0.count > 0 ? Int($0[$0.count - 1]) : 0 })
        guard let compressed, trial.isEmpty || trial.count == 4, trial.allSatisfy((0...1e9).contains) else {
            throw RecommenderError(
                .malformedSection,
                "\(bytes.count) bytes for the cosines of \(rows.count) items of \(rows.columnCount) factors")
        }
        scan = FactorScan(rows, compressed)
        guard let starts else {
            lists = nil
            return
        }
        let centres = try sections.read("cosineCentres", as: Float.self)
        guard centres.count == (starts.count - 1) * rows.columnCount,
            let clusters = RowClusters(
                centres: DenseMatrix(centres, rowCount: starts.count - 1, columnCount: rows.columnCount),
                firstBlocks: starts, of: compressed)
        else {
            throw RecommenderError(
                .malformedSection, "\(centres.count) numbers are no centres of \(starts.count - 1) lists of items")
        }
        let recall = (ten: trial[2], hundred: trial[3])
        lists = (clusters, ListTrial(lists: Int(trial[0]), share: trial[1], recall: recall))
    }

    func write(to sections: inout some SectionWriter) {
        guard let scan else { return }
        sections.write(scan.compressed.blocks, as: "cosines")
        guard let (clusters, trial) = lists else { return sections.write(SharedArray<Float>([]), as: "cosineIndex") }
        let found = [Double(trial.lists), trial.share, trial.recall.ten, trial.recall.hundred]
        sections.write(SharedArray(found.map { Float($0) }), as: "cosineIndex")
        sections.write(clusters.centres.elements, as: "cosineCentres")
        sections.write(clusters.firstBlocks, as: "cosineLists")
    }

    /// The items with the largest cosines with the vector that `accepts` lets through; none for a vector of length 0, nil
    /// when a board finds them as fast.
    func best(
        _ count: Int, like vector: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool
    ) -> [Scored]? {
        guard let scan else { return nil }
        let length = LinearAlgebra.dot(vector, vector).squareRoot()
        guard length > 0 else { return [] }
        return vector.map { $0 / length }.withUnsafeBufferPointer { vector in
            guard let (clusters, trial) = lists else { return scan.best(count, for: vector, where: accepts) }
            return scan.best(count, for: vector, in: clusters, visiting: trial.lists, where: accepts)
        }
    }

    /// What the trial of the lists found, in words; nil without lists.
    var remark: String? {
        guard let trial = lists?.trial else { return nil }
        let percent = { (part: Double) in String(format: "%.1f %%", 100 * part) }
        return "items like one are found by an index: \(percent(trial.recall.ten)) of the best 10, "
            + "\(percent(trial.recall.hundred)) of the best 100, looking at \(percent(trial.share)) of the items"
    }

    /// Bytes kept beside the factors themselves, and with lists those that making them takes.
    static func byteCount(items: Int, factors: Int, index: FactorIndex, threads: Int) -> Int {
        let kept = FactorRanking.byteCount(items: items, factors: factors)
        guard index.wantsLists(items: items) else { return kept }
        return kept + kept / 20 + ClusteredRows.scratchByteCount(rows: items, columns: factors, threads: threads)
    }
}
