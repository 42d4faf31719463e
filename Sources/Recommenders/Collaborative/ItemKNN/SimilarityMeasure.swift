// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// What turns the inner product of two items' columns into their similarity.
struct SimilarityMeasure {
    private let config: ItemKNNConfig
    private let squares: [Double]  // ‖r‖² of each item; the number of its users where all values are 1

    init(_ config: ItemKNNConfig, byUser: SparseMatrix) {
        self.config = config
        var squares = [Double](repeating: 0, count: byUser.columnCount)
        byUser.columns.withUnsafeBuffer { columns in
            byUser.values.withUnsafeBuffer { values in
                for position in columns.indices {
                    squares[Int(columns[position])] += Double(values[position]) * Double(values[position])
                }
            }
        }
        self.squares = squares
    }

    /// The measure whose owner is the item that somebody wanted.
    var pairMeasure: PairMeasure {
        switch config.similarity {
        case .cosine: product(powers(0.5), powers(0.5))
        case .asymmetricCosine: product(powers(config.alpha), powers(1 - config.alpha))
        case .dot: product(powers(0), powers(0))
        case .conditional: product(powers(1), powers(config.popularityDamping))
        case .jaccard: tversky(1, 1)
        case .tversky: tversky(config.alpha, config.beta)
        }
    }

    private func powers(_ exponent: Double) -> [Float] { squares.map { Float($0 > 0 ? power($0, exponent) : 0) } }

    private func product(_ own: [Float], _ other: [Float]) -> PairMeasure {
        PairMeasure(ownFactor: own, otherFactor: other, constant: Float(config.shrinkage))
    }

    // n + α (n_i − n) + β (n_j − n) = α n_i + β n_j + (1 − α − β) n
    private func tversky(_ alpha: Double, _ beta: Double) -> PairMeasure {
        PairMeasure(
            ownTerm: squares.map { Float(alpha * $0 + config.shrinkage) }, otherTerm: squares.map { Float(beta * $0) },
            productTerm: Float(1 - alpha - beta))
    }
}
