// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds the items that random walks from each item reach: to one of its users, to one of that user's items.
///
/// With r the wants, D_u and D_i their sums by user and by item,
///
///     p(i → u) = r_ui / D_i,  p(u → j) = r_uj / D_u,  similarity(i, j) = Σ_u p(i → u)^α p(u → j)^α / D_j^β
///
/// which is x_i · x_j / (D_i^α D_j^β) for x_ui = r_ui^α D_u^(−α/2): the inner products are symmetric.
///
/// - Complexity: O(Σ n_u²) additions over the users' item counts n_u, shared by the threads.
/// - Source: Cooper, Lee, Radzik, Siantos, "Random Walks in Recommender Systems: Exact Computation and Simulations", WWW
///   2014 (P3α); Christoffel, Paudel, Newell, Bernstein, "Blockbusters and Wallflowers", RecSys 2015, and Paudel,
///   Christoffel, Newell, Bernstein, "Updatable, Accurate, Diverse, and Scalable Recommendations for Interactive
///   Applications", TiiS 2017 (RP3β).
public struct RP3BetaTrainer: RecommenderTrainer {
    /// The settings.
    public let config: RP3BetaConfig

    /// A trainer with those settings.
    public init(_ config: RP3BetaConfig = RP3BetaConfig()) { self.config = config }

    /// Learns each item's list of reached items.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> RP3BetaModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting, threads: context.threadCount)
        let degrees = Degrees(wants)
        let (alpha, beta) = (config.alpha, config.beta)
        let userFactors = degrees.users.map { $0 > 0 ? power($0, -alpha / 2) : 0 }
        let steps = wants.mapValues { user, _, want in Float(power(Double(want), alpha) * userFactors[user]) }
        let measure = PairMeasure(
            ownFactor: degrees.items.map { Float(power($0, alpha)) },
            otherFactor: degrees.items.map { Float(power($0, beta)) })
        let reached = steps.nearestColumns(
            config.neighbours, by: measure, threads: context.threadCount, progress: context.progress)
        return RP3BetaModel(NeighbourLists(config.normalisation == .l1 ? reached.normalised() : reached))
    }

    /// Wants, their weighted copy, transpose and narrow columns; sums a thread; the lists, twice while they are joined.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        nearestColumnsByteCount(for: size, threads: threads, listLength: config.neighbours, isTurned: false)
    }

    /// What the wants of each user and of each item add up to.
    private struct Degrees {
        var users: [Double]
        var items: [Double]

        init(_ wants: SparseMatrix) {
            users = [Double](repeating: 0, count: wants.rowCount)
            items = [Double](repeating: 0, count: wants.columnCount)
            for user in 0..<wants.rowCount {
                for position in wants.range(ofRow: user) {
                    users[user] += Double(wants.values[position])
                    items[Int(wants.columns[position])] += Double(wants.values[position])
                }
            }
        }
    }
}
