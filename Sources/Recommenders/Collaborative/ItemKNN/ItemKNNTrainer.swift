// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds each item's most similar items by who wanted both.
///
/// - Complexity: O(Σ n_u²) additions over the users' item counts n_u, shared by the threads.
/// - Source: Sarwar, Karypis, Konstan, Riedl, "Item-based Collaborative Filtering Recommendation Algorithms", WWW 2001;
///   `asymmetric-cosine`: Aiolli, "Efficient Top-N Recommendation for Very Large Scale Binary Rated Datasets", RecSys
///   2013; `conditional`: Deshpande, Karypis, "Item-Based Top-N Recommendation Algorithms", TOIS 2004; `tversky`:
///   Tversky, "Features of Similarity", 1977; the shrinkage term as in Ferrari Dacrema, Cremonesi, Jannach, "Are We
///   Really Making Much Progress?", RecSys 2019.
public struct ItemKNNTrainer: RecommenderTrainer {
    /// The settings.
    public let config: ItemKNNConfig

    /// A trainer with those settings.
    public init(_ config: ItemKNNConfig = ItemKNNConfig()) { self.config = config }

    /// Learns the neighbour lists.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> ItemKNNModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting, threads: context.threadCount)
        let lists = lists(of: wants, context: context)
        guard config.averageBias else { return ItemKNNModel(NeighbourLists(lists)) }
        return ItemKNNModel(NeighbourLists(lists), biases: AverageBias.of(wants, lists: lists))
    }

    /// Wants, their weighted copy, transpose and narrow columns; sums a thread; the lists, twice while they are joined.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        nearestColumnsByteCount(
            for: size, threads: threads, listLength: config.neighbours, isTurned: config.neighboursOf == .target)
    }

    /// Every item's list, whoever owned it while it was cut, by the item that was wanted.
    private func lists(of wants: SparseMatrix, context: FitContext) -> RankedLists {
        let byUser = ItemWeights(config).weighted(wants)
        let measure = SimilarityMeasure(config, byUser: byUser).pairMeasure
        let nearest = byUser.nearestColumns(
            config.neighbours, by: config.neighboursOf == .source ? measure : measure.reversed,
            threads: context.threadCount, progress: context.progress)
        let scaled = config.normalisation == .l1 ? nearest.normalised() : nearest
        return config.neighboursOf == .source ? scaled : scaled.transposed()
    }
}

/// About how much memory it takes to make the matrix of wants and find every item's nearest ones.
///
/// An interaction takes 8 bytes as a want, 4 weighted, 8 in the transpose and 4 as a narrow column; an entry of a list 16
/// while lists are joined, and 40 while they are turned round.
func nearestColumnsByteCount(for size: DatasetSize, threads: Int, listLength: Int, isTurned: Bool) -> Int {
    let entries = size.items * min(listLength, size.items)
    return 24 * size.interactions + (isTurned ? 40 : 16) * entries + 16 * (size.users + size.items)
        + (8 * size.items + 8 * listLength) * threads
}
