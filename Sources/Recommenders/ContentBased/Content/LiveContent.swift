// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Items that are not as a model learnt them, each with rows of its own.
///
/// A value that is changed while others still read it is copied. So what is new goes into a small part, which is joined
/// to the large one when it has grown to its square root: taking up one item copies about √n rows.
///
/// - Complexity: `row` and `contains` O(1); `forEachScore` O(features of all rows).
struct LiveContent: Sendable {
    /// What one item has; nothing, if it was taken out.
    struct Row: Sendable {
        var likeness = FeatureRow()
        var search = FeatureRow()
    }

    private var settled: [UInt32: Row] = [:]
    private var recent: [UInt32: Row] = [:]
    /// One more than the highest index.
    private(set) var end = 0

    /// Rows there are, or a few more.
    var count: Int { settled.count + recent.count }

    func contains(_ item: UInt32) -> Bool {
        count > 0 && (recent[item] != nil || settled[item] != nil)
    }

    func row(of item: UInt32) -> Row? { count > 0 ? recent[item] ?? settled[item] : nil }

    mutating func set(_ item: UInt32, _ row: Row) {
        recent[item] = row
        end = max(end, Int(item) + 1)
    }

    /// Joins the parts when the new one has grown.
    mutating func settle() {
        guard recent.count > 64, recent.count * recent.count > settled.count else { return }
        settled.merge(recent) { $1 }
        recent = [:]
    }

    /// Gives `body` every item's score for a question, items in no particular order.
    ///
    /// A score is added up in the order of features, as an index does.
    func forEachScore(
        _ query: FeatureRow, _ kind: KeyPath<Row, FeatureRow>, below count: Int, in scratch: SearchScratch,
        _ body: (UInt32, Float) -> Void
    ) {
        if self.count == 0 { return }
        var unknown: [UInt32: Float] = [:]
        query.forEach { if Int($0) >= count { unknown[$0] = $1 } }
        scratch.withWeights(of: query, below: count) { weights in
            let score = { (row: FeatureRow) -> Float in
                var sum: Float = 0
                row.forEach { feature, value in
                    let weight = Int(feature) < count ? weights[Int(feature)] : unknown[feature] ?? 0
                    sum += weight * value
                }
                return sum
            }
            for (item, row) in recent { body(item, score(row[keyPath: kind])) }
            for (item, row) in settled where recent[item] == nil { body(item, score(row[keyPath: kind])) }
        }
    }
}
