// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// How many times as often as by chance items of one category are in one order.
///
/// Yoghurts are bought several at a time: two of them in one order say less of being complements than a camera and a
/// bag. What popularity and category together make one expect is this factor times from · to / orders.
struct CategoryAffinity: Sendable {
    private let factors: [Double]
    private let general: Double

    init(_ orders: PairTable, _ shelves: CategoryShelves, threads: Int) {
        let leafCount = shelves.leafCount
        let itemCount = orders.from.count
        let parts = parallelMap(
            itemCount, threads: threads, chunk: 256, scratch: { PairSearch.Counts(itemCount: itemCount) }
        ) { items, scratch in
            var sums = [Double](repeating: 0, count: leafCount + 1)
            for item in items {
                for partner in orders.partners(of: item, &scratch) {
                    sums[leafCount] += Double(partner.count)
                    if let leaf = shelves.leaves[item], leaf == shelves.leaves[Int(partner.item)] {
                        sums[Int(leaf)] += Double(partner.count)
                    }
                }
            }
            return sums
        }
        let observed = (0...leafCount).map { place in parts.reduce(0) { $0 + $1[place] } }
        let expected = Self.expected(orders, shelves)
        let ratios = zip(observed, expected).map { $1 > 0 ? ($0 + 1) / ($1 + 1) : 1 }
        (factors, general) = (Array(ratios.dropLast()), ratios[leafCount])
    }

    /// The factor of two items of one path, or of any two.
    func factor(_ leaf: UInt32?) -> Double { leaf.map { factors[Int($0)] } ?? general }

    /// Σ over pairs a ≠ b of n_a n_b / n = ((Σ n_a)² − Σ n_a²) / n, by category and over all.
    private static func expected(_ orders: PairTable, _ shelves: CategoryShelves) -> [Double] {
        var sums = [Double](repeating: 0, count: shelves.leafCount + 1)
        var squares = sums
        for (item, count) in orders.from.enumerated() {
            let count = Double(count)
            for place in [shelves.leaves[item].map(Int.init), shelves.leafCount].compactMap({ $0 }) {
                sums[place] += count
                squares[place] += count * count
            }
        }
        return zip(sums, squares).map { max(0, $0 * $0 - $1) / Double(max(1, orders.groupCount)) }
    }
}
