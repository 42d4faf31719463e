// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// How much each attribute's segments are drawn towards what the others say, estimated from the data.
///
/// A user's wants are taken for y = p + Σ b_s over their segments + noise, b_s of the segments of one attribute (of one
/// level, for a path) with variance τ², so that B = M D with M = (G + Λ)⁻¹ and λ = σ²/τ². The λ of all attributes
/// together make what users want likeliest, the effects integrated out (empirical Bayes); at that maximum
///
///     λ_a = σ² γ_a / Σ_{s ∈ a} ‖b_s‖²,    γ_a = Σ_{s ∈ a} (M G)_ss,    σ² = (Σ ‖y_u − p‖² − tr M D Dᵀ) / users,
///
/// which is iterated. ‖b_s‖² = (M D Dᵀ M)_ss: sums over pairs of segments are all that is needed. A segment of n users
/// keeps about n / (n + λ) of its opinion; what two attributes say alike counts once, and one whose segments differ by
/// chance only ends with a λ without bound: it says nothing and takes nothing from the others.
///
/// - Source: Henderson, "Best linear unbiased estimation and prediction under a selection model", Biometrics 1975, the
///   effects; MacKay, "Bayesian interpolation", Neural Computation 1992, the fixed point.
struct SegmentShrinkage {
    /// λ by segment.
    let penalties: [Double]
    /// The same before the factor.
    let estimates: [Double]
    /// (G + Λ)⁻¹.
    let inverse: [Float]

    /// An attribute whose segments differ by chance only.
    static let largest = 1e7
    private static let smallest = 0.1
    private static let rounds = 60
    /// The iteration ends when no segment keeps more or less of its opinion by this part of it.
    private static let tolerance = 0.002

    /// Estimates λ; nil when the system has no solution.
    ///
    /// - Parameters:
    ///   - groups: by segment, which attribute and level it is of.
    ///   - factor: what the estimates are multiplied by.
    ///   - start: λ that are near already; nil for none.
    /// - Complexity: O(segments³) a round, mostly 5 to 20 of them.
    init?(_ evidence: SegmentEvidence, groups: [Int], factor: Double, threads: Int, start: [Double]? = nil) {
        let first = max(1, evidence.users / 10)
        var penalties = start?.map { min($0, first) } ?? [Double](repeating: first, count: evidence.count)
        for _ in 0..<Self.rounds {
            guard let inverse = Self.inverse(evidence, penalties, threads: threads) else { return nil }
            let next = Self.step(evidence, groups, penalties, inverse)
            let change = next.indices.map { place in
                let size = Double(evidence.overlaps[place * evidence.count + place])
                return abs(size / (size + next[place]) - size / (size + penalties[place]))
            }
            penalties = next
            if change.allSatisfy({ $0 < Self.tolerance }) { break }
        }
        estimates = penalties
        self.penalties = penalties.map { min($0 * factor, Self.largest) }
        guard let inverse = Self.inverse(evidence, self.penalties, threads: threads) else { return nil }
        self.inverse = inverse
    }

    private static func step(
        _ evidence: SegmentEvidence, _ groups: [Int], _ penalties: [Double], _ inverse: [Float]
    ) -> [Double] {
        let count = evidence.count
        var image = [Float](repeating: 0, count: count * count)  // M D Dᵀ
        var (free, effects, explained) = ([Int: Double](), [Int: Double](), 0.0)
        inverse.withUnsafeBufferPointer { inverse in
            evidence.products.withUnsafeBufferPointer { products in
                image.withUnsafeMutableBufferPointer {
                    LinearAlgebra.multiply(inverse, byRowsOf: products, columns: count, into: $0)
                }
            }
            for segment in 0..<count {
                let row = segment * count..<(segment + 1) * count
                let own = UnsafeBufferPointer(rebasing: inverse[row])
                explained += Double(image[segment * count + segment])
                evidence.overlaps.withUnsafeBufferPointer {
                    free[groups[segment], default: 0] += Double(LinearAlgebra.dot(own, .init(rebasing: $0[row])))
                }
                image.withUnsafeBufferPointer {
                    effects[groups[segment], default: 0] += Double(LinearAlgebra.dot(own, .init(rebasing: $0[row])))
                }
            }
        }
        let noise = max(evidence.squares - explained, 1e-6 * evidence.squares) / max(1, evidence.users)
        return groups.map { group in
            guard let free = free[group], let effects = effects[group], free > 0, effects > 0 else { return largest }
            let penalty = max(noise * free / effects, smallest)
            return penalty > 100 * evidence.users ? largest : penalty  // it would creep there
        }
    }

    private static func inverse(_ evidence: SegmentEvidence, _ penalties: [Double], threads: Int) -> [Float]? {
        var system = evidence.overlaps
        for (place, penalty) in penalties.enumerated() { system[place * evidence.count + place] += Float(penalty) }
        let isInverted = system.withUnsafeMutableBufferPointer {
            LinearAlgebra.invert(positiveDefinite: $0, size: evidence.count, threads: threads)
        }
        return isInverted && system.allSatisfy(\.isFinite) ? system : nil
    }
}
