// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Items' factors, ready to be searched for those of the most similar direction.
///
/// Cosines are inner products of rows divided by their lengths, all of one length then: the scan's worst case, which reads
/// a quarter of what multiplying the factors would.
///
/// - Sections: `cosines`, the factors divided by their lengths at a byte each (`CompressedRows`), for catalogues of
///   `FactorRanking.smallestCatalogue` items or more; a smaller one has none and is scored onto a board.
struct CosineRanking: Sendable {
    private let scan: FactorScan?

    /// Compresses the factors if there are enough of them; items of length 0 are never found.
    init(_ factors: DenseMatrix, lengths: SharedArray<Float>, threads: Int) {
        let rows = FactorRows(factors, dividedBy: lengths)
        let isLarge = rows.count >= FactorRanking.smallestCatalogue
        scan = isLarge ? FactorScan(rows, CompressedRows(rows, threads: threads)) : nil
    }

    /// Takes up what `write(to:)` wrote for the same factors.
    init(
        _ factors: DenseMatrix, lengths: SharedArray<Float>, sections: some SectionReader
    ) throws(RecommenderError) {
        let rows = FactorRows(factors, dividedBy: lengths)
        guard rows.count >= FactorRanking.smallestCatalogue else {
            scan = nil
            return
        }
        let bytes = try sections.read("cosines", as: UInt8.self)
        guard let compressed = CompressedRows(blocks: bytes, rowCount: rows.count, columnCount: rows.columnCount) else {
            throw RecommenderError(
                .malformedSection,
                "\(bytes.count) bytes for the cosines of \(rows.count) items of \(rows.columnCount) factors")
        }
        scan = FactorScan(rows, compressed)
    }

    func write(to sections: inout some SectionWriter) {
        if let scan { sections.write(scan.compressed.blocks, as: "cosines") }
    }

    /// The items with the largest cosines with the vector that `accepts` lets through; none for a vector of length 0, nil
    /// when a board finds them as fast.
    func best(
        _ count: Int, like vector: UnsafeBufferPointer<Float>, where accepts: (UInt32) -> Bool
    ) -> [Scored]? {
        guard let scan else { return nil }
        let length = LinearAlgebra.dot(vector, vector).squareRoot()
        guard length > 0 else { return [] }
        return vector.map { $0 / length }.withUnsafeBufferPointer { scan.best(count, for: $0, where: accepts) }
    }

    /// Bytes kept beside the factors themselves.
    static func byteCount(items: Int, factors: Int) -> Int { FactorRanking.byteCount(items: items, factors: factors) }
}
