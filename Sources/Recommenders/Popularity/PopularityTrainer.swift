// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Counts how much all users together want each item.
///
/// A user who sent an item back takes nothing from others' wants: what a user's events weigh is summed per item first,
/// and only sums above 0 count. What guests did counts event by event, where sessions or else orders were read: a shop
/// whose visitors have no accounts has a popularity, too.
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
        var popularity = guestPopularity(dataset)
        let matrix =
            popularity.contains { $0 > 0 }
            ? dataset.matrix(weighting: config.eventWeighting)
            : try dataset.trainingMatrix(weighting: config.eventWeighting)
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

    private func guestPopularity(_ dataset: Dataset) -> [Double] {
        let groups = dataset.sessions.isEmpty ? dataset.orders : dataset.sessions
        let weights = EventWeights(config.eventWeighting, ownTypes: dataset.ownTypes)
        var popularity = [Double](repeating: 0, count: dataset.itemCount)
        for group in 0..<groups.count where groups.users[group] == EventGroups.guest {
            for position in groups[group] {
                let member = groups.member(at: position, of: group)
                let event = Interaction(
                    user: UserIndex(rawValue: member.user), item: ItemIndex(rawValue: member.item), type: member.type,
                    timestamp: member.timestamp, quantity: member.quantity)
                popularity[Int(member.item)] += Double(max(0, weights.weight(of: event, now: dataset.now)))
            }
        }
        return popularity
    }

    /// The matrix of wants while it is summed, and a number an item, sorted.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int { size.matrixByteCount + 32 * size.items }
}
