// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// Counts which items follow which.
///
///     w(i → j) = Σ over sessions and places a < b ≤ a + reach with s_a = i, s_b = j of (b − a)^(−decay)
///     weight   = w(i → j) / (n(i) + shrinkage), n(i) the number of times i occurs with something after it
///
/// An item that follows itself counts like any other: whether it may be listed is the model's setting.
///
/// - Complexity: O(events · reach · log) time, O(pairs) memory.
/// - Source: Ludewig, Jannach, "Evaluation of Session-based Recommendation Algorithms", UMUAI 2018, section 2.1
///   (sequential rules and Markov chains).
public struct TransitionsTrainer: RecommenderTrainer {
    /// The settings.
    public let config: TransitionsConfig

    /// A trainer with those settings.
    public init(_ config: TransitionsConfig = TransitionsConfig()) { self.config = config }

    /// Learns each item's followers.
    ///
    /// - Throws: `emptyDataset` when no session has an event that counts.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> TransitionsModel {
        let sessions = try TrainingSessions(dataset, weighting: config.eventWeighting)
        var occurrences = [Double](repeating: config.shrinkage, count: dataset.itemCount)
        var followers = [[Follower]](repeating: [], count: dataset.itemCount)
        let steps = (1...config.reach).map { pow(Double($0), -config.stepDecay) }
        for session in 0..<sessions.count {
            let items = sessions.items[sessions.range(of: session)]
            for place in items.indices.dropLast() {
                let item = Int(items[place])
                occurrences[item] += 1
                for (step, next) in items[(place + 1)...].prefix(config.reach).enumerated() {
                    followers[item].append(Follower(item: next, weight: steps[step]))
                }
            }
        }
        context.progress(0.5)
        let lists = followers.indices.map { item in
            Self.strongest(config.neighbours, of: followers[item], dividedBy: occurrences[item])
        }
        context.progress(1)
        return TransitionsModel(NeighbourLists(lists, lengths: lists.map(\.count)), config)
    }

    private struct Follower {
        var item: UInt32
        var weight: Double
    }

    /// The followers summed by item, the largest sums first.
    private static func strongest(_ count: Int, of followers: [Follower], dividedBy divisor: Double) -> [Scored] {
        var sums: [UInt32: Double] = [:]
        for follower in followers { sums[follower.item, default: 0] += follower.weight }
        var best = BestHeap(capacity: count)
        for (item, sum) in sums { best.insert(Scored(item: item, score: Float(sum / divisor))) }
        return best.sorted()
    }

    /// Sessions as they are gathered, a number a pair of neighbouring events, and the lists.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let pairs = size.interactions * min(config.reach, 4)  // most sessions are shorter than the reach
        return 40 * size.interactions + 16 * pairs + 56 * size.items + 16 * min(pairs, size.items * config.neighbours)
    }
}
