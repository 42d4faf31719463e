// SPDX-License-Identifier: Apache-2.0

/// How unequally something is shared.
enum Gini {
    /// G = Σ_j (2j − n − 1) x_j / (n Σ x), the x ascending and j from 1: 0 when all are equal, (n − 1) / n when one has
    /// everything, 0 when there is nothing to share.
    ///
    /// - Complexity: O(n log n).
    static func coefficient(of counts: [Int]) -> Double {
        let total = counts.reduce(0, +)
        guard total > 0 else { return 0 }
        let count = Double(counts.count)
        var sum = 0.0
        for (place, value) in counts.sorted().enumerated() {
            sum += (2 * Double(place + 1) - count - 1) * Double(value)
        }
        return sum / (count * Double(total))
    }
}
