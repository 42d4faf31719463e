// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// One user's figures at several cutoffs, in one pass over the list.
struct ListMeasures: Sendable {
    /// Cutoffs, ascending, from 1.
    let cutoffs: [Int]
    /// What is measured at each of them, means over users only.
    let metrics: [Metric]
    private let discounts: [Double]  // 1 / log2(rank + 1), by rank from 1
    private let idealGains: [Double]  // the sum of the first n discounts

    init(cutoffs: [Int], metrics: [Metric]) {
        self.cutoffs = cutoffs
        self.metrics = metrics.filter(\.isPerUser)
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

    /// Figures a user: for each cutoff, those of `metrics` in order.
    var width: Int { cutoffs.count * metrics.count }

    /// Sets one user's figures.
    ///
    /// - Parameter isHit: whether each place of the list holds a wanted item; shorter than a cutoff when the model
    ///   could not fill it, the missing places being no hits.
    func measure(_ isHit: [Bool], wanted: Int, traits: ListTraits, into figures: inout [Double]) {
        var state = Hits()
        var rank = 0
        for (index, cutoff) in cutoffs.enumerated() {
            while rank < min(cutoff, isHit.count) {
                rank += 1
                if isHit[rank - 1] { state.add(rank: rank, discount: discounts[rank - 1]) }
            }
            let reachable = min(cutoff, wanted)
            for (offset, metric) in metrics.enumerated() {
                figures[index * metrics.count + offset] =
                    switch metric {
                    case .precision: Double(state.count) / Double(cutoff)
                    case .recall: Double(state.count) / Double(wanted)
                    case .ndcg: state.gain / idealGains[reachable]
                    case .map: state.precisions / Double(reachable)
                    case .mrr: state.reciprocal
                    case .hitRate: state.count > 0 ? 1 : 0
                    case .novelty: traits.novelty[index]
                    case .popularityLift: traits.lift[index]
                    case .newShare: traits.newShare[index]
                    case .diversity: traits.diversity[index]
                    case .coverage, .gini: 0
                    }
            }
        }
    }

    /// Adds one user's recall and nDCG at each cutoff, of the wanted items of each item band alone.
    ///
    /// - Parameter hits: rank from 1 and band of every hit, by rank.
    func addBands(_ hits: [(rank: Int, band: Int)], wanted: [Int], to sums: inout BandSums) {
        for band in wanted.indices where wanted[band] > 0 {
            sums.users[band] += 1
            for (index, cutoff) in cutoffs.enumerated() {
                let within = hits.lazy.filter { $0.band == band && $0.rank <= cutoff }
                let gain = within.reduce(0.0) { $0 + discounts[$1.rank - 1] }
                let count = within.reduce(0) { count, _ in count + 1 }
                let place = (band * cutoffs.count + index) * 2
                sums.figures[place] += Double(count) / Double(wanted[band])
                sums.figures[place + 1] += gain / idealGains[min(cutoff, wanted[band])]
            }
        }
    }

    private struct Hits {
        var count = 0
        var gain = 0.0
        var precisions = 0.0
        var reciprocal = 0.0

        mutating func add(rank: Int, discount: Double) {
            count += 1
            gain += discount
            precisions += Double(count) / Double(rank)
            if count == 1 { reciprocal = 1 / Double(rank) }
        }
    }
}

/// What a list is like, whether or not it hits: one figure a cutoff, NaN where a list too short has none.
struct ListTraits {
    var novelty: [Double] = []
    var lift: [Double] = []
    var newShare: [Double] = []
    var diversity: [Double] = []
}

/// Sums over users of recall and nDCG by item band.
struct BandSums: Sendable {
    var users: [Int]
    var figures: [Double]  // band × cutoff × (recall, nDCG)

    init(bands: Int, cutoffs: Int) {
        users = [Int](repeating: 0, count: bands)
        figures = [Double](repeating: 0, count: bands * cutoffs * 2)
    }

    mutating func add(_ other: BandSums) {
        for band in users.indices { users[band] += other.users[band] }
        for place in figures.indices { figures[place] += other.figures[place] }
    }
}
