// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Turns the inner product of two items' columns into their similarity.
struct SimilarityMeasure: Sendable {
    private let similarity: ItemKNNConfig.Similarity
    private let shrinkage: Float
    private let own: [Float]  // what the item contributes to the denominator
    private let others: [Float]  // what the neighbour contributes

    init(_ config: ItemKNNConfig, byItem: SparseMatrix) {
        similarity = config.similarity
        shrinkage = Float(config.shrinkage)
        let norms = (0..<byItem.rowCount).map { item in
            byItem.range(ofRow: item).reduce(0.0) { sum, position in
                sum + Double(byItem.values[position]) * Double(byItem.values[position])
            }
        }
        switch config.similarity {
        case .cosine:
            own = norms.map { Float($0.squareRoot()) }
            others = own
        case .dot:
            own = norms.map { _ in 1 }
            others = own
        case .jaccard:
            own = norms.map { Float($0) }  // the values are 1, so ‖r‖² counts users
            others = own
        case .conditional:
            own = norms.map { Float($0) }
            others = norms.map { Float(power($0, config.popularityDamping)) }
        }
    }

    /// The similarity of `other` as a neighbour of `item`; NaN, which is never ranked, unless it is above 0.
    func similarity(_ product: Float, _ item: Int, _ other: Int) -> Float {
        let denominator =
            similarity == .jaccard
            ? own[item] + others[other] - product + shrinkage : own[item] * others[other] + shrinkage
        let similarity = product / denominator
        return similarity > 0 && similarity.isFinite ? similarity : .nan
    }
}
