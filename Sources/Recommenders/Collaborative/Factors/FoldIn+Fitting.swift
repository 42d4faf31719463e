// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

extension FoldIn {
    /// Chooses w₀, λ and s such that users are folded in nearest to the factors that were learned for them.
    ///
    /// For factors that were learned for another end than ``FactorObjective``: every wanted item should score 1 and all
    /// others 0, an item of mean weight counting 1 and the others w₀ each. Nearness is (Σ x · x̂)² / (Σ x² · Σ x̂²) over
    /// some users spread over all of them, x̂ being the learned factors: 1 minus the part of x̂ that the best common
    /// scale s = Σ x · x̂ / Σ x² leaves unexplained.
    ///
    /// - Parameters:
    ///   - users: the learned factors, turned as `items` are.
    ///   - items: turned, with the eigenvalues themselves as their spectrum.
    ///   - largestWeight: what an item weighs at most, in mean weights.
    /// - Complexity: O(sample · settings · n·k·min(n, k)), at most about a second of one core.
    init(fitting users: DenseMatrix, of wants: SparseMatrix, items: FixedFactors, largestWeight: Float, threads: Int) {
        let (mean, lengths) = (wants.meanValue, items.factors.rowLengths)
        let candidates = Self.unobservedWeights.flatMap { unobserved in
            Self.regularizations.map { regularization in
                var candidate = FoldIn(
                    items.weighted(by: unobserved), lengths: lengths,
                    objective: FactorObjective(
                        alpha: 1 / mean, unobserved: unobserved, regularization: regularization, exponent: 0))
                candidate.largestWeight = largestWeight * mean
                return candidate
            }
        }
        let sample = Self.sample(of: wants, factors: users.columnCount)
        let fits = parallelMap(candidates.count, threads: threads, chunk: 1, scratch: {}) { places, _ in
            places.map { candidates[$0].fit(to: users, of: wants, sample: sample) }
        }.flatMap { $0 }
        let best = fits.indices.max { fits[$0].nearness < fits[$1].nearness } ?? 0
        self = candidates[best]
        scale = fits[best].scale
    }

    private static let unobservedWeights: [Float] = [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1]
    private static let regularizations: [Float] = [0.03, 0.1, 0.3, 1, 3, 10]

    /// What one setting's vectors and the learned ones have in common.
    private struct Fit {
        var product = 0.0  // Σ x · x̂
        var squared = 0.0  // Σ x²
        var hasFailed = false

        /// Up to Σ x̂², which is the same for every setting.
        var nearness: Double { hasFailed || squared <= 0 || product <= 0 ? 0 : product * product / squared }

        var scale: Float {
            let scale = Float(product / squared)
            return scale.isFinite && scale > 0 ? scale : 1
        }
    }

    /// Users with wants, evenly spread; fewer when a solve is long.
    private static func sample(of wants: SparseMatrix, factors: Int) -> [Int] {
        let active = (0..<wants.rowCount).filter { !wants.range(ofRow: $0).isEmpty }
        let count = min(active.count, max(16, min(256, 4_194_304 / (factors * factors))))
        return (0..<count).map { active[$0 * active.count / count] }
    }

    private func fit(to users: DenseMatrix, of wants: SparseMatrix, sample: [Int]) -> Fit {
        let histories = sample.map { user in wants.history(ofRow: user) }
        let solver = solver(longestHistory: histories.reduce(0) { max($0, $1.count) })
        var found = [Float](repeating: 0, count: factors)
        var fit = Fit()
        for (user, history) in zip(sample, histories) {
            found.withUnsafeMutableBufferPointer { found in
                guard solve(history, with: solver, into: found) else { return fit.hasFailed = true }
                let vector = UnsafeBufferPointer(found)
                fit.product += Double(users.withRow(user) { LinearAlgebra.dot(vector, $0) })
                fit.squared += Double(LinearAlgebra.dot(vector, vector))
            }
        }
        return fit
    }
}

extension SparseMatrix {
    fileprivate func history(ofRow row: Int) -> [WeightedItem] {
        range(ofRow: row).map { WeightedItem(item: ItemIndex(rawValue: columns[$0]), weight: values[$0]) }
    }
}
