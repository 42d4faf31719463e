// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// How often each item was chosen, whatever it was offered beside: what a model of choices has to beat.
///
/// P(j) = (n_j + smoothing) / Σ (n_l + smoothing) over the alternatives l of a set.
public struct MarketShares: Sendable {
    private var counts: [String: Double] = [:]
    private let smoothing: Double

    /// Shares of items by how often they were chosen, a row an alternative.
    public init(items: [String], chosen: [Float], smoothing: Double = 0.5) {
        precondition(items.count == chosen.count && smoothing > 0)
        for (item, count) in zip(items, chosen) { counts[item, default: 0] += Double(count) }
        self.smoothing = smoothing
    }

    /// Log-likelihood of choices among these sets; `items` names the rows.
    public func logLikelihood(of sets: ChoiceSets, items: [String]) -> Double {
        (0..<sets.count).reduce(0) { total, set in
            let range = sets.starts[set]..<sets.starts[set + 1]
            let shares = range.map { (counts[items[Int(sets.rows[$0])]] ?? 0) + smoothing }
            let whole = log(shares.reduce(0, +))
            return zip(range, shares).reduce(total) { sum, alternative in
                sum + Double(max(0, sets.counts[alternative.0])) * (log(alternative.1) - whole)
            }
        }
    }
}
