// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// A linear map from an item's features to factors: y = μ + s · Wᵀx.
///
/// - Shapes: `weights` s · W, features × width, and `mean` μ, width; width is the factors' number, and
///   one for a bias behind them if the model has biases.
struct FeatureMap: Sendable {
    let weights: DenseMatrix
    let mean: SharedArray<Float>

    var width: Int { mean.count }

    /// The map with s times the weights.
    func lengthened(by factor: Float) -> FeatureMap {
        let elements = SharedArray(weights.elements.array.map { factor * $0 })
        return FeatureMap(
            weights: DenseMatrix(elements, rowCount: weights.rowCount, columnCount: width), mean: mean)
    }

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
