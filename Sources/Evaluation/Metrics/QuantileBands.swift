// SPDX-License-Identifier: Apache-2.0

/// Divides counts into bands that carry about the same weight; equal counts always share a band.
struct QuantileBands: Sendable {
    /// The smallest count of every band but the first, ascending.
    let thresholds: [Int]

    /// At most `bandCount` bands; fewer where a single count carries more than a band's share.
    ///
    /// Band j starts at the smallest count before which j / `bandCount` of all weight lies.
    init(_ counts: [Int], bandCount: Int, weight: (Int) -> Int = { _ in 1 }) {
        var weights: [Int: Int] = [:]
        for count in counts { weights[count, default: 0] += weight(count) }
        let total = weights.values.reduce(0, +)
        var (before, thresholds, next) = (0, [Int](), 1)
        for (count, weight) in weights.sorted(by: { $0.key < $1.key }) {
            let isDue = next < bandCount && before * bandCount >= next * total && before > 0
            if isDue { thresholds.append(count) }
            while next < bandCount, before * bandCount >= next * total { next += 1 }
            before += weight
        }
        self.thresholds = thresholds
    }

    /// Number of bands.
    var count: Int { thresholds.count + 1 }

    /// The band of a count.
    func band(of count: Int) -> Int { thresholds.prefix { $0 <= count }.count }
}

/// Users who did about as much, or items about as popular, and how well they were served.
public struct Band: Sendable, Equatable, Codable {
    /// The smallest count in the band: a user's items, or an item's users, in training.
    public var smallest: Int
    /// The largest.
    public var largest: Int
    /// Users, or items, in the band.
    public var size: Int
    /// Judged users that count for its figures: for items, those who wanted one of them.
    public var users: Int
    /// Means over those users: recall and nDCG at every cutoff.
    public var metrics: [String: Double]
}
