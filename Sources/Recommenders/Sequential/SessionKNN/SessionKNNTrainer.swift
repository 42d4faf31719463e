// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// Lays past sessions out so that those most like a running one are found in microseconds.
///
/// - Complexity: O(events) time and memory.
/// - Source: Kersbergen, Sprangers, Schelter, "Serenade – Low-Latency Session-Based Recommendation in e-Commerce at
///   Scale", SIGMOD 2022 (VMIS-kNN); Ludewig, Jannach, "Evaluation of Session-based Recommendation Algorithms", UMUAI
///   2018 (VS-kNN).
public struct SessionKNNTrainer: RecommenderTrainer {
    /// The settings.
    public let config: SessionKNNConfig

    /// A trainer with those settings.
    public init(_ config: SessionKNNConfig = SessionKNNConfig()) { self.config = config }

    /// Sorts sessions by item.
    ///
    /// - Throws: `emptyDataset` when no session has an event that counts.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> SessionKNNModel {
        let sessions = try TrainingSessions(dataset, weighting: config.eventWeighting)
        let index = SessionIndex(sessions, itemCount: dataset.itemCount, config)
        context.progress(1)
        return SessionKNNModel(
            index: index, rules: SessionKNNRules(config, index), types: CountedTypes(config, dataset),
            horizon: dataset.logEnd)
    }

    /// Sessions as they are gathered, and both ways round of the index.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        64 * size.interactions + 40 * size.items
    }
}

extension SessionIndex {
    fileprivate init(_ sessions: TrainingSessions, itemCount: Int, _ config: SessionKNNConfig) {
        var (offsets, items) = ([UInt64(0)], [UInt32]())
        var lists = [[UInt32]](repeating: [], count: itemCount)
        var frequencies = [Int](repeating: 0, count: itemCount)
        for session in 0..<sessions.count {
            let range = sessions.range(of: session)
            for item in sessions.items[range].lastDistinct(config.longestSession) {
                items.append(item)
                frequencies[Int(item)] += 1
                if lists[Int(item)].count < config.sessions {
                    lists[Int(item)].append(UInt32(truncatingIfNeeded: session))
                }
            }
            offsets.append(UInt64(items.count))
        }
        var itemOffsets: [UInt64] = [0]
        for list in lists { itemOffsets.append(itemOffsets[itemOffsets.count - 1] + UInt64(list.count)) }
        let total = Double(items.count)
        sessionOffsets = SharedArray(offsets)
        sessionItems = SharedArray(items)
        times = SharedArray(sessions.times)
        self.itemOffsets = SharedArray(itemOffsets)
        itemSessions = SharedArray(Array(lists.joined()))
        inverseFrequencies = SharedArray(
            frequencies.map { Float(inverseFrequency(total, $0, power: config.inverseFrequency)) })
    }
}

/// (ln (N / n))^power for an item of n of all N pairs of session and item; that of a single pair for one never seen.
func inverseFrequency(_ total: Double, _ count: Int, power: Double) -> Double {
    // With one item in all sessions ln is 0, and nothing would ever be recommended.
    pow(max(log(total / Double(max(1, count))), 1e-6), power)
}

extension ArraySlice<UInt32> {
    /// The last different elements, at most `limit`, in their order.
    fileprivate func lastDistinct(_ limit: Int) -> [UInt32] {
        var kept: [UInt32] = []
        if count <= 16 {
            for item in reversed() where kept.count < limit && !kept.contains(item) { kept.append(item) }
        } else {
            var seen = Set<UInt32>()
            for item in reversed() where kept.count < limit && seen.insert(item).inserted { kept.append(item) }
        }
        return kept.reversed()
    }
}
