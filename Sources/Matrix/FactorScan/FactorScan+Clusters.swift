// SPDX-License-Identifier: Apache-2.0

extension FactorScan {
    /// Most of the best rows that `accepts` lets through: those of the lists whose centres are most like the vector.
    ///
    /// What is listed has its exact product; what is missing is in a list that was not visited. Where `accepts` refuses,
    /// as many times more lists are visited as rows were asked about for each that was accepted, and all of them rather
    /// than return a list that is too short.
    ///
    /// - Parameter lists: how many to visit; with all of them the list is exact.
    public func best(
        _ count: Int, for vector: UnsafeBufferPointer<Float>, in clusters: RowClusters, visiting lists: Int,
        where accepts: (UInt32) -> Bool = { _ in true }
    ) -> [Scored] {
        var visit = ListVisit(clusters, lists: lists)
        return search(
            count, for: vector,
            where: { row in
                visit.asked += 1
                guard accepts(row) else { return false }
                visit.accepted += 1
                return true
            },
            next: { _, threshold in visit.next(for: vector, isFull: threshold > -.infinity) })
    }
}

/// The order in which lists are visited, and where that ends.
private struct ListVisit {
    let clusters: RowClusters
    let lists: Int
    /// Rows that the filter was asked about, and those it accepted.
    var (asked, accepted) = (0, 0)
    private var products: [Float] = []
    private var ahead: ArraySlice<Int> = []
    private var blocks = 0..<0
    private var limit = 0

    init(_ clusters: RowClusters, lists: Int) { (self.clusters, self.lists) = (clusters, lists) }

    /// The next blocks to look at; nil when enough of them were.
    mutating func next(for vector: UnsafeBufferPointer<Float>, isFull: Bool) -> Range<Int>? {
        if products.isEmpty { products = clusters.products(with: vector) }
        while blocks.isEmpty {
            if ahead.isEmpty, !goFurther(isFull: isFull) { return nil }
            if let list = ahead.popFirst() { blocks = clusters.blocks(of: list) }
        }
        let part = blocks.prefix(FactorScan.strides.last)
        blocks = blocks.dropFirst(part.count)
        return part
    }

    /// Takes up more lists if more are wanted.
    private mutating func goFurther(isFull: Bool) -> Bool {
        let visited = limit
        let wanted = visited == 0 || isFull ? lists * max(1, asked / max(1, accepted)) : clusters.count
        limit = max(visited, min(clusters.count, wanted))
        ahead = clusters.nearest(limit, by: products)[visited...]
        return limit > visited
    }
}
