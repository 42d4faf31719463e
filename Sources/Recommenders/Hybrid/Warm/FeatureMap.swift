// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// A linear map from an item's features to factors: y = μ + Wᵀx, the factors' part then lengthened by s.
///
/// - Shapes: `weights` W, features × width, and `mean` μ, width, both with s worked in; width is the factors' number, and
///   one for a bias behind them if the model has biases.
struct FeatureMap: Sendable {
    let weights: DenseMatrix
    let mean: SharedArray<Float>

    var width: Int { mean.count }

    /// Writes the row of an item with those features.
    ///
    /// - Complexity: O(features of the item · width).
    func map(_ row: [FeatureSpace.Entry], into target: UnsafeMutableBufferPointer<Float>) {
        for place in 0..<width { target[place] = mean[place] }
        for entry in row {
            weights.withRow(Int(entry.column)) { LinearAlgebra.add($0, scaledBy: entry.value, to: target) }
        }
    }

    /// The row of an item with those features.
    func row(_ features: [FeatureSpace.Entry]) -> [Float] {
        [Float](unsafeUninitializedCapacity: width) { memory, count in
            map(features, into: UnsafeMutableBufferPointer(rebasing: memory[..<width]))
            count = width
        }
    }
}
