// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Learns what segments of users want beside what everybody wants.
public struct DemographicTrainer: RecommenderTrainer {
    /// The settings.
    public let config: DemographicConfig

    /// A trainer with those settings.
    public init(_ config: DemographicConfig) { self.config = config }

    /// Learns popularity and the segments' effects on it; see ``SegmentShrinkage``.
    ///
    /// A want counts once, whatever it weighs. Where nothing is said of any user, popularity is all there is.
    ///
    /// - Complexity: O(wants · attributes + items · segments² + rounds · attributes · segments³), 5 to 20 rounds.
    /// - Throws: `emptyDataset`; `invalidSetting` for an attribute that no user has or that is no path.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> DemographicModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting, threads: context.threadCount)
        let segments = try DemographicSegments(dataset.users, wants: wants, config: config)
        let sums = SegmentSums(segments, wants: wants, threads: context.threadCount)
        let gram = sums.gram()
        context.progress(0.4)
        let shrinkage = SegmentShrinkage(
            sums.evidence(of: gram), groups: segments.groups, factor: config.shrinkage, threads: context.threadCount)
        guard let shrinkage else {
            throw RecommenderError(.notPositiveDefinite, "the segments' effects have no solution; raise “shrinkage”")
        }
        context.progress(0.7)
        let contributions =
            sums.count == 0
            ? []
            : AttributeTrial(sums: sums, gram: gram, factor: config.shrinkage, start: shrinkage.estimates)
                .contributions()
        let effects = effects(sums, shrinkage.inverse)
        context.progress(1)
        return DemographicModel(sums, effects: effects, contributions: contributions)
    }

    /// B, of each segment the items where it is largest, in the items' order.
    private func effects(_ sums: SegmentSums, _ inverse: [Float]) -> [[Scored]] {
        let count = sums.count
        if count == 0 { return [] }
        let parts = parallelMap(sums.users.rowCount, threads: sums.threads, chunk: SegmentSums.block, scratch: {}) {
            items, _ in Self.effects(sums, inverse, items)
        }
        return (0..<count).map { segment in
            var heap = BestHeap(capacity: config.itemsPerSegment)
            for part in parts { for entry in part[segment] { heap.insert(entry.magnitude) } }
            let kept = Set(heap.sorted().map(\.item))
            return parts.flatMap { $0[segment].filter { kept.contains($0.item) } }.sorted { $0.item < $1.item }
        }
    }

    /// Effects on some items, by segment.
    private static func effects(
        _ sums: SegmentSums, _ inverse: [Float], _ items: Range<Int>
    ) -> [[Scored]] {
        let count = sums.count
        var block = [Float](repeating: 0, count: items.count * 2 * count)
        block.withUnsafeMutableBufferPointer { sums.fill($0, items: items) }
        var whole = [Float](repeating: 0, count: items.count * count)
        for row in 0..<items.count {
            for segment in 0..<count {
                whole[row * count + segment] =
                    block[row * 2 * count + segment] + block[row * 2 * count + count + segment]
            }
        }
        var effects = [Float](repeating: 0, count: items.count * count)
        effects.withUnsafeMutableBufferPointer { effects in
            whole.withUnsafeBufferPointer { whole in
                inverse.withUnsafeBufferPointer {
                    LinearAlgebra.multiply(whole, byRowsOf: $0, columns: count, into: effects)
                }
            }
        }
        return (0..<count).map { segment in
            items.compactMap { item in
                let effect = effects[(item - items.lowerBound) * count + segment]
                return effect == 0 || !effect.isFinite
                    ? nil : Scored(item: UInt32(truncatingIfNeeded: item), score: effect)
            }
        }
    }

    /// The matrix of wants, blocks of a segment's items, and squares of the segments' number.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let segments = min(config.segments, 256)
        let squares = 4 * segments * segments * (4 * size.items / SegmentSums.block + 64)
        return size.matrixByteCount + squares + 16 * segments * size.items
    }
}

extension Scored {
    /// The same with its distance from 0.
    fileprivate var magnitude: Scored { Scored(item: item, score: abs(score)) }
}
