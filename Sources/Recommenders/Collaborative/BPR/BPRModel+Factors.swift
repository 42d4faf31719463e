// SPDX-License-Identifier: Apache-2.0

public import Matrix

extension BPRModel: ItemFactorModel {
    /// Items × k.
    public var itemFactors: DenseMatrix { items }

    /// b.
    public var itemBiases: SharedArray<Float>? { biases }

    /// Whether its factors are longer than 0.
    public func hasLearned(_ item: Int) -> Bool { item < itemCount && lengths[item] > 0 }

    /// p, by folding in.
    public func userFactors(_ history: [WeightedItem]) -> [Float]? {
        foldIn.factors(of: wants(history), items: items)
    }

    /// Adds b_j + p · q_j to every item j.
    public func score(userFactors user: [Float], into board: inout Scoreboard) {
        var scores = user.withUnsafeBufferPointer { items.products(with: $0) }
        addBiases(&scores)
        add(&scores, to: &board)
    }

    /// Adds the cosines.
    public func scoreSimilar(toFactors factors: UnsafeBufferPointer<Float>, into board: inout Scoreboard) {
        let length = LinearAlgebra.dot(factors, factors).squareRoot()
        guard length > 0 else { return }
        var cosines = items.products(with: factors)
        for other in 0..<itemCount { cosines[other] /= length * lengths[other] }
        add(&cosines, to: &board)
    }

    /// What each item of the history adds to b + p · q for those; see `contributions(of:to:)`.
    public func contributions(
        of history: [WeightedItem], toFactors factors: UnsafeBufferPointer<Float>, bias: Float
    ) -> [Float] {
        let wants = wants(history)
        let total = wants.reduce(0) { $0 + $1.weight }
        guard !wants.isEmpty, let smoothed = foldIn.solve(wants, items: items, right: Array(factors)) else { return [] }
        return history.map { entry in
            guard let want = want(entry) else { return 0 }
            let product = smoothed.withUnsafeBufferPointer { smoothed in
                items.withRow(want.row) { LinearAlgebra.dot($0, smoothed) }
            }
            return want.weight * (foldIn.scale * product + bias / total)
        }
    }
}
