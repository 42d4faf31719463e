// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Turns the inner product of two users' rows into how loud the neighbour speaks.
///
/// - Source: asymmetric cosine: Aiolli, "Efficient Top-N Recommendation for Very Large Scale Binary Rated Datasets",
///   RecSys 2013; the shrinkage term as in Ferrari Dacrema, Cremonesi, Jannach, RecSys 2019.
struct UserSimilarity: Sendable, BitwiseCopyable {
    let kind: UInt32  // 0: a product over lengths; 1: a count over counts
    let shrinkage: Float
    let first: Float  // exponent of ‖r_u‖², or Tversky's α
    let second: Float  // exponent of ‖r_v‖², or Tversky's β
    let amplification: Float

    init(kind: UInt32, shrinkage: Float, first: Float, second: Float, amplification: Float) {
        self.kind = kind
        self.shrinkage = shrinkage
        self.first = first
        self.second = second
        self.amplification = amplification
    }

    init(_ config: UserKNNConfig) {
        shrinkage = Float(config.shrinkage)
        amplification = Float(config.amplification)
        switch config.similarity {
        case .cosine: (kind, first, second) = (0, 0.5, 0.5)
        case .asymmetric: (kind, first, second) = (0, Float(config.asymmetry), 1 - Float(config.asymmetry))
        case .jaccard: (kind, first, second) = (1, 1, 1)
        case .tversky: (kind, first, second) = (1, Float(config.tverskyAlpha), Float(config.tverskyBeta))
        }
    }

    /// What a squared length adds to the denominator, on the side of the user who asks.
    func own(_ squaredLength: Float) -> Float { kind == 0 ? powf(squaredLength, first) : squaredLength }

    /// The same on the neighbour's side.
    func other(_ squaredLength: Float) -> Float { kind == 0 ? powf(squaredLength, second) : squaredLength }

    /// The similarity to its power; NaN, which is never ranked, unless it is above 0.
    func value(_ product: Float, own: Float, other: Float) -> Float {
        let denominator =
            kind == 0
            ? own * other + shrinkage : product + first * (own - product) + second * (other - product) + shrinkage
        let similarity = product / denominator
        guard similarity > 0, similarity.isFinite else { return .nan }
        return amplification == 1 ? similarity : powf(similarity, amplification)
    }
}
