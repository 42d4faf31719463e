// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Items' factors, ready to be searched for those with the largest inner products, a bias of their own added.
///
/// - Sections: `compressed`, the factors at a byte each (`CompressedRows`), for catalogues of `smallestCatalogue` items or
///   more; a smaller one has none and is scored onto a board. It is written rather than made anew at every start since
///   1,000,000 × 128 factors take two seconds to compress, and reading them all is what mapping a snapshot avoids.
struct FactorRanking: Sendable {
    /// Items from which on the scan is worth its memory, a quarter of the factors': of 64 factors each, of equal
    /// length, which is the worst for it, it takes two thirds of a board's time at 3,000 items, half at 20,000, a quarter
    /// at 1,000,000 (`tools/bench/top-k`).
    static let smallestCatalogue = 20_000

    private let items: FactorRows
    private let scan: FactorScan?

    /// Compresses the factors if there are enough of them.
    init(_ factors: DenseMatrix, biases: SharedArray<Float>? = nil, threads: Int) {
        items = FactorRows(factors, biases: biases)
        let isLarge = items.count >= Self.smallestCatalogue
        scan = isLarge ? FactorScan(items, CompressedRows(items, threads: threads)) : nil
    }

    /// Takes up what `write(to:)` wrote for the same factors.
    init(
        _ factors: DenseMatrix, biases: SharedArray<Float>? = nil, sections: some SectionReader
    ) throws(RecommenderError) {
        items = FactorRows(factors, biases: biases)
        guard items.count >= Self.smallestCatalogue else {
            scan = nil
            return
        }
        let bytes = try sections.read("compressed", as: UInt8.self)
        guard let rows = CompressedRows(blocks: bytes, rowCount: items.count, columnCount: items.columnCount) else {
            throw RecommenderError(
                .malformedSection,
                "\(bytes.count) compressed bytes for \(items.count) items of \(items.columnCount) factors")
        }
        scan = FactorScan(items, rows)
    }

    func write(to sections: inout some SectionWriter) {
        if let scan { sections.write(scan.compressed.blocks, as: "compressed") }
    }

    /// Whether `best` beats scoring everything.
    var isFast: Bool { scan != nil }

    /// The items with the largest inner products with the user's factors that `accepts` lets through.
    func best(_ count: Int, for user: [Float], where accepts: (UInt32) -> Bool) -> [Scored] {
        user.withUnsafeBufferPointer { user in
            if let scan { return scan.best(count, for: user, where: accepts) }
            return FactorScan.plainBest(count, of: items, for: user, where: accepts)
        }
    }

    /// Bytes kept beside the factors themselves.
    static func byteCount(items: Int, factors: Int) -> Int { items < smallestCatalogue ? 0 : items * (factors + 14) }
}
