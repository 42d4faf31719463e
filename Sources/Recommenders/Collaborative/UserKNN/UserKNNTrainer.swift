// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// Lays out who wanted what both ways round, so that the users nearest to a history are found when it comes.
///
/// - Complexity: O(entries), and O(entries · log usersPerItem) where items have more users than that.
/// - Source: Resnick, Iacovou, Suchak, Bergstrom, Riedl, "GroupLens: An Open Architecture for Collaborative Filtering of
///   Netnews", CSCW 1994; for lists from wants: Sarwar, Karypis, Konstan, Riedl, "Analysis of Recommendation Algorithms
///   for E-Commerce", EC 2000.
public struct UserKNNTrainer: RecommenderTrainer {
    /// The settings.
    public let config: UserKNNConfig

    /// A trainer with those settings.
    public init(_ config: UserKNNConfig = UserKNNConfig()) { self.config = config }

    /// Weights the wants and sorts them by item.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> UserKNNModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting)
        let counted = config.countsItems ? wants.mapValues { _, _, _ in 1 } : wants
        let byItem = wants.transposed()
        let weights = UserWeights(config, byUser: counted, byItem: byItem)
        let described = counted.described(by: weights)
        let squaredLengths = described.squaredRowLengths
        let damping = (0..<byItem.rowCount).map { item in
            Float(pow(Double(max(1, byItem.range(ofRow: item).count)), -config.popularityDamping))
        }
        let spoken = wants.mapValues { _, item, weight in weight * damping[item] }
        let lists = described.transposed().cut(to: config.usersPerItem) { user, value in
            value / max(squaredLengths[Int(user)], .leastNormalMagnitude).squareRoot()
        }
        context.progress(1)
        return UserKNNModel(
            config: config, weights: weights, byUser: SparseRows(spoken), byItem: SparseRows(lists),
            squaredLengths: SharedArray(squaredLengths), columnLengths: SharedArray(spoken.columnLengths))
    }

    /// Wants, their two weighted copies, and two transposes with what is cut out of one.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        36 * size.interactions + 36 * size.users + 60 * size.items
    }
}

extension UserKNNConfig {
    /// Whether the similarity looks at which items are wanted, not how much.
    var countsItems: Bool { similarity == .jaccard || similarity == .tversky }
}

extension SparseMatrix {
    /// The values as `weights` has them.
    fileprivate func described(by weights: UserWeights) -> SparseMatrix {
        guard weights.weighting != .none else { return self }
        let sums = (0..<rowCount).map { row in range(ofRow: row).reduce(Float(0)) { $0 + values[$1] } }
        return mapValues { user, item, want in weights.weight(want, of: item, sum: sums[user]) }
    }

    fileprivate var squaredRowLengths: [Float] {
        (0..<rowCount).map { row in range(ofRow: row).reduce(Float(0)) { $0 + values[$1] * values[$1] } }
    }

    fileprivate var columnLengths: [Float] {
        var squares = [Double](repeating: 0, count: columnCount)
        for position in 0..<entryCount { squares[Int(columns[position])] += pow(Double(values[position]), 2) }
        return squares.map { Float($0.squareRoot()) }
    }

    /// Keeps the `limit` entries of each row for which `rank` is largest, in ascending order of column.
    fileprivate func cut(to limit: Int, by rank: (UInt32, Float) -> Float) -> SparseMatrix {
        guard (0..<rowCount).contains(where: { range(ofRow: $0).count > limit }) else { return self }
        var (starts, kept) = ([0], [Int]())
        for row in 0..<rowCount {
            let range = range(ofRow: row)
            if range.count <= limit {
                kept.append(contentsOf: range)
            } else {
                var best = BestHeap(capacity: limit)
                for position in range {
                    let place = UInt32(truncatingIfNeeded: position - range.lowerBound)
                    best.insert(Scored(item: place, score: rank(columns[position], values[position])))
                }
                kept.append(contentsOf: best.sorted().map { range.lowerBound + Int($0.item) }.sorted())
            }
            starts.append(kept.count)
        }
        return SparseMatrix(
            offsets: SharedArray(starts), columns: SharedArray(kept.map { columns[$0] }),
            values: SharedArray(kept.map { values[$0] }), columnCount: columnCount)
    }
}
