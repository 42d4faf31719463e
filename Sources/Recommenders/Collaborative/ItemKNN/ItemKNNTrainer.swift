// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds each item's most similar items by who wanted both.
///
/// - Complexity: O(Σ n_u²) additions over the users' item counts n_u, shared by the threads; memory one score an item
///   and thread beside the matrix and its transpose.
/// - Source: Sarwar, Karypis, Konstan, Riedl, "Item-based Collaborative Filtering Recommendation Algorithms", WWW 2001;
///   `conditional`: Deshpande, Karypis, "Item-Based Top-N Recommendation Algorithms", TOIS 2004; the shrinkage term as
///   in Ferrari Dacrema, Cremonesi, Jannach, "Are We Really Making Much Progress?", RecSys 2019.
public struct ItemKNNTrainer: RecommenderTrainer {
    /// The settings.
    public let config: ItemKNNConfig

    /// A trainer with those settings.
    public init(_ config: ItemKNNConfig = ItemKNNConfig()) { self.config = config }

    /// Learns the neighbour lists.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> ItemKNNModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting)
        let byUser = ItemWeights(config).weighted(wants)
        let byItem = byUser.transposed()
        let measure = SimilarityMeasure(config, byItem: byItem)
        let chunk = 64
        let lists = parallelMap(
            byItem.rowCount, threads: context.threadCount, chunk: chunk,
            scratch: { Scoreboard(itemCount: byItem.rowCount) }
        ) { rows, board in
            if rows.lowerBound.isMultiple(of: chunk * 16) {
                context.progress(Double(rows.lowerBound) / Double(byItem.rowCount))
            }
            return rows.map { neighbours(of: $0, byItem: byItem, byUser: byUser, measure: measure, board: &board) }
        }
        context.progress(1)
        let inOrder = Array(lists.joined())
        return ItemKNNModel(NeighbourLists(inOrder, lengths: inOrder.map(\.count)))
    }

    /// Wants and their weighted copy, both ways round; a board a thread; the lists, twice while they are joined.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        2 * size.matrixByteCount + 8 * size.items * threads + 16 * size.items * min(config.neighbours, size.items)
    }

    /// One row of XᵀX, turned into similarities, of which the best are kept.
    private func neighbours(
        of item: Int, byItem: SparseMatrix, byUser: SparseMatrix, measure: SimilarityMeasure, board: inout Scoreboard
    ) -> [Scored] {
        board.reset(itemCount: byItem.rowCount)
        let users = byItem.range(ofRow: item)
        var additions = 0
        for position in users { additions += byUser.range(ofRow: Int(byItem.columns[position])).count }
        board.expect(additions: additions)
        for position in users {
            byUser.addRow(Int(byItem.columns[position]), scaledBy: byItem.values[position], to: &board)
        }
        board.replaceScores { other, product in measure.similarity(product, item, Int(other)) }
        return board.best(config.neighbours) { $0 != UInt32(truncatingIfNeeded: item) }
    }
}
