// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// How items become weighted features: the settings, and what was learnt of the catalogue to apply them to one more
/// item.
struct FeatureRules: Sendable, Codable, Equatable {
    /// What share of an item's likeness each group of features has.
    struct GroupWeights: Sendable, Codable, Equatable {
        var text = 1.0
        var category = 1.0
        var brand = 0.5
        var tags = 1.0
        var attributes = 0.5
        var numbers = 0.3
        var vector = 1.0

        static let names = ["text", "category", "brand", "tags", "attributes", "numbers", "vector"]
    }

    /// BM25F's parameters; each field's weight multiplies its term counts.
    struct SearchWeights: Sendable, Codable, Equatable {
        var title = 2.0
        var text = 1.0
        var brand = 1.5
        var category = 1.0
        var tags = 1.0
        var k1 = 1.2
        var b = 0.75

        static let names = ["title", "text", "brand", "category", "tags"]

        /// By field that holds words.
        var byField: [Float] { [title, text, brand, category, tags].map { Float($0) } }
    }

    /// Snowball's name of the language; nil leaves words whole.
    var language: String?
    var groups = GroupWeights()
    var search = SearchWeights()
    /// Factors by attribute; 0 leaves one out.
    var attributeWeights: [String: Double] = [:]
    /// The attribute that holds a vector.
    var vector: String?
    /// Numbers in it.
    var vectorLength = 0
    /// Where each quantile range but the first begins, by field; `price` is the item's.
    var bounds: [String: [Double]] = [:]
    /// Mean number of words by field, over the items that have one.
    var meanLengths = [Double](repeating: 1, count: FeatureField.wordFieldCount)
    /// Items learnt from.
    var itemCount = 0

    /// Text attributes longer than this are read as text instead of being one value.
    static let valueByteLimit = 64

    /// idf of a feature that `count` of the items have: ln(1 + (N − n + ½) / (n + ½)), which is never negative.
    ///
    /// - Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, eq. 3.3, with
    ///   1 added under the logarithm.
    func idf(_ count: Int) -> Float { Self.idf(count, of: itemCount) }

    static func idf(_ count: Int, of total: Int) -> Float {
        let (count, total) = (Double(count), Double(total))
        return Float(log(1 + (max(total, count) - count + 0.5) / (count + 0.5)))
    }
}
