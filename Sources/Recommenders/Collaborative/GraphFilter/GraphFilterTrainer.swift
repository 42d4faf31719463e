// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Filters the graph of wants: what stays of a user's history is what their neighbours and the whole graph confirm.
///
/// score = r_u · (R̃ᵀR̃ + γ D_i^−½ V Vᵀ D_i^½), R̃ = D_u^−½ R D_i^−½ and V its largest right singular vectors, with the
/// exponents and the shape of the low-pass filter as ``GraphFilterConfig`` sets them.
///
/// - Complexity: the singular vectors (see `TruncatedSVD`), then O(items² · factors + Σ n_u²) for the rows, shared by
///   the threads.
/// - Source: Shen, Wu, Zhang, Shan, Zhang, Letaief, Li, "How Powerful is Graph Convolution for Recommendation?", CIKM
///   2021, eq. 12-13 (GF-CF).
public struct GraphFilterTrainer: RecommenderTrainer {
    /// The settings.
    public let config: GraphFilterConfig
    /// Rows computed by one multiplication.
    private static let blockRowCount = 32

    /// A trainer with those settings.
    public init(_ config: GraphFilterConfig = GraphFilterConfig()) { self.config = config }

    /// Learns the filter's rows.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> GraphFilterModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting)
        let graph = NormalisedGraph(wants, userDamping: config.userDamping, itemDamping: config.itemDamping)
        let rows = FilterRows(config, graph: graph, spectrum: spectrum(of: graph, context))
        let selection = StrongestWeights(config.neighbours)
        let (count, chunk) = (wants.columnCount, Self.blockRowCount)
        let lists = parallelMap(
            count, threads: context.threadCount, chunk: chunk, scratch: { rows.makeScratch(rows: chunk) }
        ) { items, scratch in
            context.progress(0.5 + 0.5 * Double(items.lowerBound) / Double(count))
            var lists: [[Scored]] = []
            rows.compute(items, scratch: &scratch) { item, row in
                lists.append(selection.select(ofRow: item, columns: count) { row[$0] })
            }
            return lists
        }
        context.progress(1)
        let inOrder = Array(lists.joined())
        return GraphFilterModel(NeighbourLists(inOrder, lengths: inOrder.map(\.count)))
    }

    private func spectrum(of graph: NormalisedGraph, _ context: FitContext) -> TruncatedSVD.Result {
        // The linear filter needs σ₁ alone.
        var decomposition = TruncatedSVD(factors: config.lowPassWeight > 0 ? config.factors : 1)
        decomposition.iterations = config.iterations
        decomposition.seed = context.seed
        decomposition.threadCount = context.threadCount
        return decomposition.decompose(graph.byUser, transposed: graph.byItem) { context.progress(0.5 * $0) }
    }

    /// The matrix three times; blocks of singular vectors while they are computed, or afterwards the scaled vectors,
    /// a block of rows a thread and the lists, twice while they are joined.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let width = min(config.factors + TruncatedSVD(factors: 1).oversampling, size.items, size.users)
        let blocks = 4 * width * (2 * size.items + size.users) + 12 * width * width
        let lists = 16 * size.items * min(config.neighbours, size.items)
        let rows = 12 * width * size.items + 4 * Self.blockRowCount * size.items * threads + lists
        return 2 * size.matrixByteCount + max(blocks, rows)
    }
}
