// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What is measured of a list cut at k, against the set of items a user went on to want.
public enum Metric: String, Sendable, CaseIterable, Codable {
    /// Hits / k.
    case precision
    /// Hits / wanted.
    case recall
    /// Σ over hits of 1 / log2(rank + 1), over the same sum of the best possible list of k.
    case ndcg
    /// Σ over hits of precision at the hit's rank, over min(k, wanted): average precision, of which MAP is the mean.
    case map
    /// 1 / rank of the first hit, 0 without one.
    case mrr
    /// 1 with a hit, 0 without.
    case hitRate = "hit-rate"
    /// Part of the catalogue that is in anybody's list; the only one that is no mean over users.
    case coverage

    /// The name in reports, such as `recall@20`.
    public func name(at cutoff: Int) -> String { "\(rawValue)@\(cutoff)" }

    /// Those that are means over users.
    static let perUser = allCases.filter { $0 != .coverage }
}

/// One user's metrics at several cutoffs, in one pass over the list.
struct ListMetrics {
    /// Cutoffs, ascending, from 1.
    let cutoffs: [Int]
    private let discounts: [Double]  // 1 / log2(rank + 1), by rank from 1
    private let idealGains: [Double]  // the sum of the first n discounts

    init(cutoffs: [Int]) {
        self.cutoffs = cutoffs
        let discounts = (0..<(cutoffs.last ?? 0)).map { 1 / log2(Double($0) + 2) }
        var sum = 0.0
        self.discounts = discounts
        idealGains =
            [0]
            + discounts.map { discount in
                sum += discount
                return sum
            }
    }

    /// Number of figures that `add` adds to.
    var figureCount: Int { cutoffs.count * Metric.perUser.count }

    /// Adds one user's figures to `sums`: for each cutoff, those of `Metric.perUser` in order.
    ///
    /// - Parameter isHit: whether each place of the list holds a wanted item; shorter than a cutoff when the model
    ///   could not fill it, the missing places being no hits.
    func add(_ isHit: [Bool], wanted: Int, to sums: inout [Double]) {
        var (hits, gain, precisions, reciprocal) = (0, 0.0, 0.0, 0.0)
        var rank = 0
        for (index, cutoff) in cutoffs.enumerated() {
            while rank < min(cutoff, isHit.count) {
                rank += 1
                guard isHit[rank - 1] else { continue }
                hits += 1
                gain += discounts[rank - 1]
                precisions += Double(hits) / Double(rank)
                if hits == 1 { reciprocal = 1 / Double(rank) }
            }
            let reachable = min(cutoff, wanted)
            let figures = [
                Double(hits) / Double(cutoff), Double(hits) / Double(wanted), gain / idealGains[reachable],
                precisions / Double(reachable), reciprocal, hits > 0 ? 1 : 0,
            ]
            for (offset, figure) in figures.enumerated() { sums[index * figures.count + offset] += figure }
        }
    }
}
