// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// What an item's popularity does to its observations in training, and to its scores afterwards.
///
/// With d_i the sum of an item's weights, an observation of item i weighs weight · s · d_i^−b, with s such that all
/// observations together weigh what they weighed, and what is said for item j is multiplied by (d_j / d̄)^−γ, d̄ being
/// the mean of d over the items that are wanted.
struct PopularityScaling: Sendable {
    /// s · d_i^−b of each item; empty when b is 0.
    let observations: SharedArray<Float>
    /// (d_j / d̄)^−γ of each item; empty when γ is 0.
    let scores: SharedArray<Float>

    /// The scaling of those wants, users × items.
    init(_ wants: SparseMatrix, itemDamping: Double, popularityDamping: Double) {
        var sums = [Double](repeating: 0, count: wants.columnCount)
        for position in 0..<wants.entryCount { sums[Int(wants.columns[position])] += Double(wants.values[position]) }
        let wanted = sums.filter { $0 > 0 }
        let total = wanted.reduce(0, +)
        let damped = wanted.reduce(0) { $0 + pow($1, 1 - itemDamping) }
        observations = Self.powers(sums, exponent: -itemDamping, times: total / damped)
        let mean = total / Double(wanted.count)
        scores = Self.powers(sums, exponent: -popularityDamping, times: pow(mean, popularityDamping))
    }

    /// The wants with every observation scaled.
    func scaled(_ wants: SparseMatrix) -> SparseMatrix {
        observations.count == 0 ? wants : wants.mapValues { _, item, weight in weight * observations[item] }
    }

    /// scale · d^exponent; 1 for an item that nobody wants, which is never scored.
    private static func powers(_ sums: [Double], exponent: Double, times scale: Double) -> SharedArray<Float> {
        SharedArray(exponent == 0 ? [] : sums.map { $0 > 0 ? Float(scale * pow($0, exponent)) : 1 })
    }
}
