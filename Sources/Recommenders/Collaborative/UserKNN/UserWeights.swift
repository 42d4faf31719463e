// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// How much each want says about its user: items are the terms that describe a user.
///
/// The same weights are needed for the users known in training and for a history that comes later, so the items' part
/// is kept with the model.
///
/// - Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
struct UserWeights: Sendable {
    let weighting: UserKNNConfig.Weighting
    let k1: Float
    let b: Float
    /// Mean weight of a user's wants together.
    let meanSum: Float
    /// ln(users / users of the item), 0 for an item nobody wants; 1 for an item when nothing is weighted.
    let frequencies: SharedArray<Float>

    init(_ config: UserKNNConfig, byUser: SparseMatrix, byItem: SparseMatrix) {
        weighting = config.weighting
        k1 = Float(config.k1)
        b = Float(config.b)
        let active = (0..<byUser.rowCount).count { !byUser.range(ofRow: $0).isEmpty }
        meanSum = byUser.meanValue * Float(byUser.entryCount) / Float(max(1, active))
        frequencies = SharedArray(
            (0..<byItem.rowCount).map { item in
                let users = byItem.range(ofRow: item).count
                if users == 0 { return 0 }
                return config.weighting == .none ? 1 : Float(log(Double(active) / Double(users)))
            })
    }

    init(weighting: UserKNNConfig.Weighting, k1: Float, b: Float, meanSum: Float, frequencies: SharedArray<Float>) {
        self.weighting = weighting
        self.k1 = k1
        self.b = b
        self.meanSum = meanSum
        self.frequencies = frequencies
    }

    /// What a want of that weight says of a user whose wants weigh `sum` together.
    ///
    /// tf-idf: √w · idf(i). BM25: w (k1 + 1) / (k1 · (1 − b + b · sum / mean sum) + w) · idf(i).
    func weight(_ want: Float, of item: Int, sum: Float) -> Float {
        switch weighting {
        case .none: return want
        case .tfidf: return want.squareRoot() * frequencies[item]
        case .bm25:
            let length = 1 - b + b * sum / meanSum
            return want * (k1 + 1) / (k1 * length + want) * frequencies[item]
        }
    }
}
