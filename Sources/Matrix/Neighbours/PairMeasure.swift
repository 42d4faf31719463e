// SPDX-License-Identifier: Apache-2.0

/// How the inner product of two columns becomes the similarity of the one that owns a list to the other one in it.
///
/// similarity(i, j) = x_i · x_j / (ownFactor[i] · otherFactor[j] + ownTerm[i] + otherTerm[j] + productTerm · x_i · x_j)
///
/// Cosine, Jaccard, Tversky, conditional probability and random walks of two steps are all of this form.
///
/// - Shapes: each array has one number a column.
public struct PairMeasure: Sendable {
    /// What the list's owner multiplies the denominator by.
    public var ownFactor: [Float]
    /// What the other column multiplies it by.
    public var otherFactor: [Float]
    /// What the list's owner adds to the denominator.
    public var ownTerm: [Float]
    /// What the other column adds.
    public var otherTerm: [Float]
    /// How much of the inner product itself is added.
    public var productTerm: Float

    /// A measure that divides by a product of both columns' factors, plus a constant.
    public init(ownFactor: [Float], otherFactor: [Float], constant: Float = 0) {
        self.ownFactor = ownFactor
        self.otherFactor = otherFactor
        ownTerm = [Float](repeating: constant, count: ownFactor.count)
        otherTerm = [Float](repeating: 0, count: ownFactor.count)
        productTerm = 0
    }

    /// A measure that divides by a sum of both columns' terms and a part of the inner product.
    public init(ownTerm: [Float], otherTerm: [Float], productTerm: Float) {
        ownFactor = [Float](repeating: 0, count: ownTerm.count)
        otherFactor = ownFactor
        self.ownTerm = ownTerm
        self.otherTerm = otherTerm
        self.productTerm = productTerm
    }

    /// The same similarity seen from the other side: whoever owned the list is now in it.
    public var reversed: PairMeasure {
        var reversed = self
        (reversed.ownFactor, reversed.otherFactor) = (otherFactor, ownFactor)
        (reversed.ownTerm, reversed.otherTerm) = (otherTerm, ownTerm)
        return reversed
    }
}
