// SPDX-License-Identifier: Apache-2.0

/// Between which bounds a figure probably lies.
public struct Interval: Sendable, Equatable, Codable {
    /// The lower bound.
    public var lower: Double
    /// The upper bound.
    public var upper: Double

    /// Half its width: what stands behind “±”.
    public var margin: Double { (upper - lower) / 2 }

    /// An interval.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }
}

/// How one recommender's figure differs from the reference's, user by user.
public struct Comparison: Sendable, Equatable, Codable {
    /// Whom it is compared with.
    public var reference: String
    /// Name of the figure, such as `ndcg@20`.
    public var metric: String
    /// Mean over users of this one's figure less the reference's.
    public var difference: Double
    /// Between which bounds the difference probably lies.
    public var interval: Interval
    /// How often chance alone gives a difference as large, if it does not matter which of the two made a user's list.
    public var pValue: Double
    /// The same, corrected for the number of recommenders that are compared with the reference in this figure.
    public var adjustedPValue: Double

    /// Whether the corrected p-value is below `level`: 1 for more than the reference's, −1 for less, 0 for undecided.
    public func verdict(level: Double = 0.05) -> Int {
        adjustedPValue >= level || difference == 0 ? 0 : difference > 0 ? 1 : -1
    }
}

/// Corrections for many tests at once.
public enum Holm {
    /// Corrected p-values in the given order: rejecting those below α is wrong about any of them with at most α.
    ///
    /// p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎), the p₍ⱼ₎ ascending.
    ///
    /// - Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scand. J. Statistics 1979.
    public static func adjusted(_ pValues: [Double]) -> [Double] {
        var adjusted = pValues
        var largest = 0.0
        for (rank, place) in pValues.indices.sorted(by: { (pValues[$0], $0) < (pValues[$1], $1) }).enumerated() {
            largest = max(largest, min(1, Double(pValues.count - rank) * pValues[place]))
            adjusted[place] = largest
        }
        return adjusted
    }
}
