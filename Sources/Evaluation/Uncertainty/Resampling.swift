// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Draws users again and again to see how far a mean over them depends on which users there happened to be.
///
/// What it says holds for users like these: it knows nothing of another season, another catalogue, or a split by
/// another seed. Results follow from the seed, whatever the number of threads.
public struct Resampling: Sendable {
    /// How often all users are drawn.
    public let count: Int
    /// Part of the drawn means that an interval holds.
    public let confidence: Double
    /// Where random numbers start.
    public let seed: UInt64
    /// Threads to work on.
    public let threadCount: Int

    /// A plan of drawing.
    ///
    /// - Throws: `invalidSetting` for a count that is not from 100 to 1,000,000, or a confidence not inside 0.5…0.9999.
    public init(
        count: Int = 1_000, confidence: Double = 0.95, seed: UInt64 = 42, threadCount: Int = 1
    ) throws(EvaluationError) {
        guard (100...1_000_000).contains(count) else {
            throw EvaluationError(.invalidSetting, "\(count) resamples; give 100 to 1000000")
        }
        guard (0.5...0.9999).contains(confidence) else {
            throw EvaluationError(.invalidSetting, "a confidence of \(confidence); give 0.5 to 0.9999, such as 0.95")
        }
        self.count = count
        self.confidence = confidence
        self.seed = seed
        self.threadCount = threadCount
    }

    /// The interval of each column's mean; NaN entries are left out, a column of nothing else has none.
    ///
    /// The percentile bootstrap: n users are drawn with replacement `count` times; the bounds are the quantiles
    /// (1 − c) / 2 and (1 + c) / 2 of the means.
    ///
    /// - Parameter columns: values of the same users, one array a figure.
    /// - Complexity: O(count · users · columns) arithmetic as matrix products, O(users) scratch a thread.
    /// - Source: Efron, Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3.
    public func intervals(of columns: [[Float]]) -> [Interval?] {
        groups(columns).reduce(into: [Interval?](repeating: nil, count: columns.count)) { intervals, group in
            let means = group.columns.map(Self.mean)
            let drawn = products(with: group.columns, less: means, weights: Self.drawUsers)
            for (place, column) in group.places.enumerated() {
                let users = Double(group.columns[place].count)
                let sorted = drawn.map { means[place] + Double($0[place]) / users }.sorted()
                intervals[column] = Interval(
                    lower: Self.quantile((1 - confidence) / 2, of: sorted),
                    upper: Self.quantile((1 + confidence) / 2, of: sorted))
            }
        }
    }

    /// How often chance makes each column's mean as far from 0 as it is; 1 for a column of nothing.
    ///
    /// The randomisation test of paired differences: under the null hypothesis a user's difference is as likely to have
    /// the other sign. p = (1 + flips with |Σ ±d| ≥ |Σ d|) / (1 + flips), so the smallest is 1 / (1 + `count`).
    ///
    /// - Source: Smucker, Allan, Carterette, "A Comparison of Statistical Significance Tests for Information Retrieval
    ///   Evaluation", CIKM 2007.
    public func pValues(ofDifferences columns: [[Float]]) -> [Double] {
        groups(columns).reduce(into: [Double](repeating: 1, count: columns.count)) { pValues, group in
            let zeros = [Double](repeating: 0, count: group.columns.count)
            let flipped = products(with: group.columns, less: zeros, weights: Self.flipSigns)
            for (place, column) in group.places.enumerated() {
                // A little less than the sum: equal sums added in another order count as equal.
                let observed = abs(group.columns[place].reduce(0) { $0 + Double($1) }) * (1 - 1e-5)
                let asFar = flipped.reduce(0) { $0 + (abs(Double($1[place])) >= observed ? 1 : 0) }
                pValues[column] = Double(1 + asFar) / Double(1 + count)
            }
        }
    }

    /// Columns that can be drawn together, since the same users count in them.
    private struct Group {
        var places: [Int] = []
        var columns: [[Float]] = []
    }

    private func groups(_ columns: [[Float]]) -> [Group] {
        var groups = [Group()]
        for (place, column) in columns.enumerated() where !column.isEmpty {
            if column.contains(where: \.isNaN) {
                let rest = column.filter { !$0.isNaN }
                if !rest.isEmpty { groups.append(Group(places: [place], columns: [rest])) }
            } else {
                groups[0].places.append(place)
                groups[0].columns.append(column)
            }
        }
        return groups.filter { !$0.places.isEmpty }
    }

    private static func mean(_ values: [Float]) -> Double {
        values.reduce(0) { $0 + Double($1) } / Double(values.count)
    }

    /// The value below which that part of the sorted values lies, in between by a straight line.
    static func quantile(_ part: Double, of sorted: [Double]) -> Double {
        let place = part * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}
