// SPDX-License-Identifier: Apache-2.0

/// Cuts numbers into ranges of about equally many values.
///
/// Equal values are never torn apart, so there may be fewer ranges than asked for.
struct NumberBins: Sendable, Equatable {
    /// Where each range but the first begins, ascending without repeats.
    let bounds: [Double]

    /// Bounds that were found before.
    init(bounds: [Double]) { self.bounds = bounds }

    /// Finds the quantiles.
    ///
    /// - Complexity: O(n · log n).
    init(of values: [Double], count: Int) {
        let sorted = values.filter(\.isFinite).sorted()
        var bounds: [Double] = []
        guard let smallest = sorted.first else {
            self.bounds = []
            return
        }
        for part in 1..<max(1, count) {
            let bound = sorted[part * sorted.count / count]
            if bound > bounds.last ?? smallest { bounds.append(bound) }
        }
        self.bounds = bounds
    }

    /// The range's place, from 0.
    func bin(of value: Double) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The range as it is shown: `< 10`, `10 – 20` (20 not in it), `≥ 20`.
    func name(of bin: Int) -> String {
        guard let first = bounds.first, let last = bounds.last else { return "any" }
        if bin == 0 { return "< \(Self.text(first))" }
        if bin >= bounds.count { return "≥ \(Self.text(last))" }
        return "\(Self.text(bounds[bin - 1])) – \(Self.text(bounds[bin]))"
    }

    private static func text(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
