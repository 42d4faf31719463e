// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Keeps described users with what they want, and learns what each attribute counts when they are compared.
public struct DemographicKNNTrainer: RecommenderTrainer {
    /// The settings.
    public let config: DemographicKNNConfig

    /// A trainer with those settings.
    public init(_ config: DemographicKNNConfig) { self.config = config }

    /// Keeps the users, and counts each attribute by the variance τ² of what its segments want, see ``SegmentShrinkage``.
    ///
    /// An attribute by which users differ by chance only counts nothing; where that is so of all of them, all count the same.
    ///
    /// - Complexity: O(wants), and where weights are learned as ``DemographicTrainer`` without its trial.
    /// - Throws: `emptyDataset`; `invalidSetting` for an attribute that no user has or that is no path.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> DemographicKNNModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting, threads: context.threadCount)
        let segments = try DemographicSegments(dataset.users, wants: wants, config: config.segments)
        var reader = segments.reader
        reader.bins = reader.numbers(of: dataset.users).mapValues {
            NumberBins(of: $0, count: AttributeProfile.binCount)
        }
        let weights = learnedWeights(segments, wants, context)
        context.progress(0.7)
        let described = described(dataset.users, wants, reader)
        context.progress(1)
        return DemographicKNNModel(
            described, wants: wants, weights: weights, reader: reader, neighbours: config.neighbours,
            prior: Float(config.prior))
    }

    /// τ²/σ² = 1/λ by group; the same for all where nothing is learned.
    private func learnedWeights(
        _ segments: DemographicSegments, _ wants: SparseMatrix, _ context: FitContext
    ) -> [String: Double] {
        var weights: [String: Double] = [:]
        if config.weighting == .learned, !segments.names.isEmpty {
            let sums = SegmentSums(segments, wants: wants, threads: context.threadCount)
            let shrinkage = SegmentShrinkage(
                sums.evidence(of: sums.gram()), groups: segments.groups, factor: 1, threads: context.threadCount)
            for (place, key) in segments.names.enumerated() where key != SegmentReader.everybody {
                let penalty = shrinkage?.penalties[place] ?? SegmentShrinkage.largest
                if penalty < SegmentShrinkage.largest {
                    weights[segments.reader.group(of: FeatureName(key: key))] = 1 / penalty
                }
            }
        }
        return weights
    }

    /// The users that are kept, each with the place they have among all.
    private func described(
        _ users: [User?], _ wants: SparseMatrix, _ reader: SegmentReader
    ) -> [(user: Int, profile: AttributeProfile)] {
        let all = users.indices.prefix(wants.rowCount).compactMap { user -> (user: Int, profile: AttributeProfile)? in
            guard let attributes = users[user]?.attributes, !wants.range(ofRow: user).isEmpty else { return nil }
            let profile = AttributeProfile(attributes, reader)
            return profile.isEmpty ? nil : (user, profile)
        }
        if all.count <= config.users { return all }
        return (0..<config.users).map { all[$0 * all.count / config.users] }
    }

    /// The matrix of wants and a copy of it, attributes, and what learning weights takes.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        2 * size.matrixByteCount + 400 * size.users
            + (config.weighting == .equal
                ? 0 : DemographicTrainer(config.segments).peakByteCount(for: size, threads: threads))
    }
}
