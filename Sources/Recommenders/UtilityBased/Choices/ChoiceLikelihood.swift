// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Matrix

/// Log-likelihood of choices under given coefficients, with its exact derivatives.
///
/// With P_j = exp(x_jβ) / Σ_l exp(x_lβ) over the alternatives of a set, chosen c_j times each (Σ_j c_j = N):
///
///     LL = Σ_sets Σ_j c_j log P_j
///     ∂LL/∂β = Σ_sets Σ_j c_j (x_j − x̄),  x̄ = Σ_j P_j x_j
///     −∂²LL/∂β∂βᵀ = Σ_sets N Σ_j P_j (x_j − x̄)(x_j − x̄)ᵀ
///
/// - Source: McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", in Frontiers in Econometrics,
///   1974, eqs. 12-19.
struct ChoiceLikelihood: Sendable {
    let sets: ChoiceSets
    let threads: Int

    /// Sums over sets: the parts of a chunk, or the whole.
    struct Sums: Sendable {
        var logLikelihood = 0.0
        var gradient: [Double]
        /// Σ N · covariance of x under P; k × k, upper triangle.
        var information: [Double]
        /// Σ s sᵀ over the sets' own gradients s; k × k, upper triangle; empty unless asked for.
        var scores: [Double]

        init(width: Int, withScores: Bool) {
            gradient = [Double](repeating: 0, count: width)
            information = [Double](repeating: 0, count: width * width)
            scores = withScores ? information : []
        }

        mutating func add(_ other: Sums) {
            logLikelihood += other.logLikelihood
            for place in gradient.indices { gradient[place] += other.gradient[place] }
            for place in information.indices { information[place] += other.information[place] }
            for place in scores.indices { scores[place] += other.scores[place] }
        }
    }

    /// The sums at those coefficients: chunks of sets on several threads, added up in order, so that their number does
    /// not change a bit.
    ///
    /// - Complexity: O(alternatives · attributes²).
    func sums(at coefficients: [Double], withScores: Bool = false) -> Sums {
        let width = sets.width
        let parts = parallelMap(sets.count, threads: threads, chunk: 256, scratch: { SetWorker(width: width) }) {
            range, worker in
            var sums = Sums(width: width, withScores: withScores)
            sets.features.withUnsafeBufferPointer { features in
                for set in range { worker.add(set, of: sets, features, coefficients, to: &sums) }
            }
            worker.finish(&sums)
            return sums
        }
        return parts.reduce(into: Sums(width: width, withScores: withScores)) { $0.add($1) }
    }
}
