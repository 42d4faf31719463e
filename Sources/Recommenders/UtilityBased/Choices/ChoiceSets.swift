// SPDX-License-Identifier: Apache-2.0

/// What was chosen, and what it was chosen from: the observations of a conditional logit.
///
/// Set n holds alternatives `starts[n] ..< starts[n + 1]`; each names a row of features, so that a product offered a
/// thousand times is described once. An alternative may have been chosen several times in its set (a product bought by
/// forty customers of a week): the counts add to the likelihood as so many sets with the same alternatives would.
///
/// - Shapes: `features` rows × attributes, row-major; `offsets` one a row; `rows` and `counts` one an alternative; `segments` one a set.
public struct ChoiceSets: Sendable {
    /// What the columns of the features are.
    public let attributes: [String]
    /// Values of the attributes, finite, row after row.
    public let features: [Double]
    /// What is known of each row's utility beside its features, such as an item's intercept; empty for nothing.
    public var offsets: [Double] = []
    /// Where each set's alternatives begin, and where the last one's end.
    public private(set) var starts = [0]
    /// Row of features of each alternative.
    public private(set) var rows: [UInt32] = []
    /// How often each alternative was chosen in its set.
    public private(set) var counts: [Float] = []
    /// Segment of each set, counted from 0.
    public private(set) var segments: [UInt32] = []

    /// No sets yet over these rows of features.
    ///
    /// - Throws: `invalidSetting` naming row and attribute when a feature is not finite.
    public init(attributes: [String], features: [Double]) throws(RecommenderError) {
        let width = attributes.count
        precondition(width > 0 ? features.count.isMultiple(of: width) : features.isEmpty)
        if let bad = features.firstIndex(where: { !$0.isFinite }) {
            throw RecommenderError(
                .invalidSetting,
                "“\(attributes[bad % width])” of alternative \(bad / width) is \(features[bad]); give every alternative "
                    + "a finite number, or the attribute a value for missing ones")
        }
        self.attributes = attributes
        self.features = features
    }

    /// Number of sets.
    public var count: Int { segments.count }
    /// Number of attributes.
    public var width: Int { attributes.count }
    /// Number of choices made in all sets together.
    public var choiceCount: Double { counts.reduce(0) { $0 + Double($1) } }

    /// Adds a set; counts of 0 or less and sets of one alternative are kept but say nothing.
    public mutating func append(rows: some Sequence<UInt32>, counts: some Sequence<Float>, segment: UInt32 = 0) {
        self.rows.append(contentsOf: rows)
        self.counts.append(contentsOf: counts)
        precondition(self.rows.count == self.counts.count, "a count an alternative")
        starts.append(self.rows.count)
        segments.append(segment)
    }

    /// The sets of one segment; the features are shared, not copied.
    public func inSegment(_ segment: UInt32) -> ChoiceSets {
        var part = self
        (part.starts, part.rows, part.counts, part.segments) = ([0], [], [], [])
        for set in 0..<count where segments[set] == segment {
            let range = starts[set]..<starts[set + 1]
            part.append(rows: rows[range], counts: counts[range], segment: segment)
        }
        return part
    }
}
