// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Counts how much all users together want each item.
///
/// A user who sent an item back takes nothing from others' wants: what a user's events weigh is summed per item first,
/// and only sums above 0 count.
public struct PopularityTrainer: RecommenderTrainer {
    /// The settings.
    public let config: PopularityConfig

    /// A trainer with those settings.
    public init(_ config: PopularityConfig = PopularityConfig()) { self.config = config }

    /// Learns the order of items.
    ///
    /// - Complexity: O(interactions + items · log items).
    /// - Throws: `emptyDataset` when nothing weighs more than 0.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> PopularityModel {
        let matrix = try dataset.trainingMatrix(weighting: config.eventWeighting)
        var popularity = [Double](repeating: 0, count: dataset.itemCount)
        for position in 0..<matrix.entryCount {
            popularity[Int(matrix.columns[position])] += Double(matrix.values[position])
        }
        var ranked: [Scored] = []
        for (item, score) in popularity.enumerated() where score > 0 {
            ranked.append(Scored(item: UInt32(truncatingIfNeeded: item), score: Float(score)))
        }
        ranked.sort { $0.precedes($1) }
        context.progress(1)
        return PopularityModel(ranked: ranked, itemCount: dataset.itemCount)
    }

    /// The matrix of wants while it is summed, and a number an item, sorted.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int { size.matrixByteCount + 32 * size.items }
}
