// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Draws one of n places in proportion to its weight in constant time.
///
/// A place drawn evenly is kept with the probability `thresholds[place]` and else replaced by `aliases[place]`.
///
/// - Source: Walker, "An Efficient Method for Generating Discrete Random Variables with General Distributions", 1977;
///   the linear set-up is Vose's, 1991.
struct AliasTable: Sendable {
    private(set) var thresholds: [Float]
    private(set) var aliases: [UInt32]

    /// A table of positive, finite weights.
    init(_ weights: [Double]) {
        thresholds = [Float](repeating: 1, count: weights.count)
        aliases = weights.indices.map { UInt32(truncatingIfNeeded: $0) }
        let mean = weights.reduce(0, +) / Double(max(1, weights.count))
        var shares = weights.map { $0 / mean }
        var small = shares.indices.filter { shares[$0] < 1 }
        var large = shares.indices.filter { shares[$0] >= 1 }
        while let poor = small.popLast(), let rich = large.last {
            thresholds[poor] = Float(shares[poor])
            aliases[poor] = UInt32(truncatingIfNeeded: rich)
            shares[rich] -= 1 - shares[poor]
            if shares[rich] < 1 { small.append(large.removeLast()) }
        }
    }
}
