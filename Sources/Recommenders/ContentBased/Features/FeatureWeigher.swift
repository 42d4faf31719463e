// SPDX-License-Identifier: Apache-2.0

/// Weighs what was found of an item.
///
/// **Search** weighs words alone, by BM25F over title, text, brand, category and tags:
///
///     tf(t, d) = Σ_f weight_f · count_f(t, d) / (1 − b + b · length_f(d) / meanLength_f)
///     w(t, d)  = idf(t) · tf / (tf + k1)
///
/// so that a question's score is Σ_t count(t) · w(t, d). It is Lucene's BM25 where there is one field.
///
/// **Likeness** weighs every feature: words of title and text as above, others by their idf, vectors as they are. Each
/// group is brought to length 1, multiplied by its weight, and then the whole to length 1, so that an item without a
/// brand is not less like itself than others are, and a long description does not drown the category.
///
/// - Source: Robertson, Zaragoza, Taylor, "Simple BM25 Extension to Multiple Weighted Fields", CIKM 2004.
struct FeatureWeigher: Sendable {
    let rules: FeatureRules
    private let fieldWeights: [Float]
    private let groupWeights: [Float]

    init(_ rules: FeatureRules) {
        self.rules = rules
        fieldWeights = rules.search.byField
        let groups = rules.groups
        groupWeights = [
            groups.text, groups.category, groups.brand, groups.tags, groups.attributes, groups.numbers, groups.vector,
        ].map { Float($0) }
    }

    /// An item's words by BM25F.
    ///
    /// - Parameter found: ascending by `order`, without repeats.
    func search(_ found: ArraySlice<FoundFeature>, idf: (UInt32) -> Float) -> FeatureRow {
        let norms = lengthNorms(found)
        var row = FeatureRow()
        forEachWord(found, norms, fields: FeatureField.wordFieldCount) { feature, frequency in
            row.append(feature, idf(feature) * frequency / (frequency + Float(rules.search.k1)))
        }
        return row
    }

    /// All of an item's features, of length 1.
    func likeness(_ found: ArraySlice<FoundFeature>, idf: (UInt32) -> Float) -> FeatureRow {
        var entries: [Entry] = []
        forEachWord(found, lengthNorms(found), fields: 2) { feature, frequency in
            let value = idf(feature) * frequency / (frequency + Float(rules.search.k1))
            entries.append(Entry(feature: feature, group: 0, value: value))
        }
        for entry in found where !entry.field.isWord {
            let value = entry.field == .vector ? entry.value : entry.value * idf(entry.feature)
            let group = Int(entry.field.rawValue) - FeatureField.wordFieldCount + 1
            entries.append(Entry(feature: entry.feature, group: group, value: value))
        }
        return normalised(&entries)
    }

    /// Every word's frequency over the first fields, damped by their lengths.
    private func forEachWord(
        _ found: ArraySlice<FoundFeature>, _ norms: [Float], fields: Int, _ body: (UInt32, Float) -> Void
    ) {
        var (current, frequency): (UInt32, Float) = (0, 0)
        for entry in found where Int(entry.field.rawValue) < fields {
            if entry.feature != current, frequency > 0 {
                body(current, frequency)
                frequency = 0
            }
            current = entry.feature
            let field = Int(entry.field.rawValue)
            frequency += fieldWeights[field] * entry.value / norms[field]
        }
        if frequency > 0 { body(current, frequency) }
    }

    /// 1 − b + b · length / mean length, by field that holds words.
    private func lengthNorms(_ found: ArraySlice<FoundFeature>) -> [Float] {
        var lengths = [Float](repeating: 0, count: FeatureField.wordFieldCount)
        for entry in found where entry.field.isWord {
            lengths[Int(entry.field.rawValue)] += entry.value
        }
        let b = Float(rules.search.b)
        return lengths.indices.map { 1 - b + b * lengths[$0] / Float(rules.meanLengths[$0]) }
    }
}

extension FeatureWeigher {
    private struct Entry {
        let feature: UInt32
        let group: Int
        let value: Float
    }

    /// Brings the groups to their weights and all to length 1.
    private func normalised(_ entries: inout [Entry]) -> FeatureRow {
        var squares = [Double](repeating: 0, count: groupWeights.count)
        for entry in entries { squares[entry.group] += Double(entry.value) * Double(entry.value) }
        var total = 0.0
        for (group, square) in squares.enumerated() where square > 0 {
            total += Double(groupWeights[group]) * Double(groupWeights[group])
        }
        guard total > 0 else { return FeatureRow() }
        let scales = squares.indices.map { group in
            squares[group] > 0 ? Double(groupWeights[group]) / (squares[group] * total).squareRoot() : 0
        }
        entries.sort { $0.feature < $1.feature }
        var row = FeatureRow()
        for entry in entries {
            let scaled = Float(Double(entry.value) * scales[entry.group])
            if scaled != 0 { row.add(scaled, to: entry.feature) }
        }
        return row
    }
}
