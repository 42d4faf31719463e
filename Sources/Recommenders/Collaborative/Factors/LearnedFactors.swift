// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// What a factor model knows, whatever its factors were learned for.
///
/// - Sections: `itemCount` [1]; `shape` factors, users kept; `objective` α, w₀, λ, ν of ``FactorObjective``, then the
///   largest weight and s of ``FoldIn``; `factors` items × k, turned so that YᵀY is diagonal, each row times its
///   multiplier; `spectrum` k, w₀ times that diagonal; `multipliers` and `observationScales`, items or none; `biases`,
///   items or none; `lengths` of the rows of `factors`, 0 for an item of which nothing was learned: such an item is never
///   scored; those of ``FactorRanking`` and ``CosineRanking``; with users kept `users` users × k and `userLengths` ‖x‖ of each.
struct LearnedFactors: Sendable {
    /// The items' factors, and how a user's are found.
    let foldIn: FoldIn
    /// What each item scores for every user alike; empty where there is no such thing.
    let biases: SharedArray<Float>
    let ranking: FactorRanking
    let cosines: CosineRanking
    /// Users × k, turned as the items' are; none when users were not kept.
    let users: DenseMatrix
    let userLengths: SharedArray<Float>

    var items: DenseMatrix { foldIn.items.factors }
    var lengths: SharedArray<Float> { foldIn.lengths }

    /// Makes what is kept beside the factors themselves.
    ///
    /// - Parameter users: turned as the items' are; nil when they are not to be kept.
    init(
        _ foldIn: FoldIn, biases: SharedArray<Float> = SharedArray([]), users: DenseMatrix?,
        index: FactorIndex = .bySize, threads: Int
    ) {
        self.foldIn = foldIn
        self.biases = biases
        ranking = FactorRanking(foldIn.items.factors, biases: biases.count > 0 ? biases : nil, threads: threads)
        cosines = CosineRanking(foldIn.items.factors, lengths: foldIn.lengths, index: index, threads: threads)
        self.users = users ?? DenseMatrix(SharedArray([]), rowCount: 0, columnCount: foldIn.factors)
        userLengths = self.users.rowLengths
    }

    /// What an item scores for every user alike.
    func bias(of item: Int) -> Float { biases.count == 0 ? 0 : biases[item] }

    /// Turns products with the items' factors into scores: adds the biases, and takes back what was not learned.
    func finish(_ scores: UnsafeMutableBufferPointer<Float>) {
        if biases.count > 0 {
            biases.withUnsafeBuffer { LinearAlgebra.add($0, scaledBy: 1, to: scores) }
        }
        for item in 0..<scores.count where lengths[item] == 0 { scores[item] = -0.0 }  // no score
    }
}
