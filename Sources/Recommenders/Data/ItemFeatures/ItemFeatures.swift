// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Matrix
public import Shop
internal import Text

/// A catalogue as numbers: items × features, each row of length 1, or empty for an item of which nothing is known.
public struct ItemFeatures: Sendable {
    /// Items × features.
    public let matrix: SparseMatrix
    /// The features, and how to make a row of an item that is not in the matrix.
    public let space: FeatureSpace

    /// Finds the features of a catalogue by item index; an item that is nil has none.
    ///
    /// - Complexity: O(features of all items) dictionary look-ups; memory 4 bytes a feature of an item, and the
    ///   different features' names.
    /// - Throws: `invalidSetting` for a weighted field that no item has.
    public init(_ items: [Item?], config: FeatureConfig = FeatureConfig()) throws(RecommenderError) {
        var reader = FeatureReader(bins: Self.bins(of: items, count: config.bins))
        reader.ignored = Set(config.fieldWeights.filter { $0.value == 0 }.keys)
        reader.language = CatalogueLanguage.named(config.language, of: items)
        let analyser = reader.analyser()
        var counts = FeatureCounts()
        for item in items { counts.add(item, reader, analyser) }
        try Self.check(config, counts.fields.union(reader.bins.keys).union(reader.ignored), of: items)
        let kept = counts.kept(minimumItems: config.minimumItems)
        let known = Double(items.count { $0 != nil })
        space = FeatureSpace(
            names: kept.map { counts.names[Int($0)] },
            idf: kept.map { Self.idf(items: known, with: counts.itemCounts[Int($0)]) }, config: config, reader: reader)
        matrix = Self.matrix(counts, kept, space)
    }

    /// ln(1 + n / n_f).
    private static func idf(items: Double, with count: UInt32) -> Float {
        Float(log1p(items / Double(max(1, count))))
    }

    private static func bins(of items: [Item?], count: Int) -> [String: NumberBins] {
        var values: [String: [Double]] = [:]
        for case .some(let item) in items {
            FeatureReader.forEachNumber(of: item) { values[$0, default: []].append($1) }
        }
        return values.mapValues { NumberBins(of: $0, count: count) }
    }

    private static func check(
        _ config: FeatureConfig, _ fields: Set<String>, of items: [Item?]
    ) throws(RecommenderError) {
        for field in config.fieldWeights.keys.sorted() where !fields.contains(field) && !items.isEmpty {
            throw RecommenderError(
                .invalidSetting,
                "“fieldWeights” names “\(field)”, which no item has" + suggestion(for: field, among: Array(fields)))
        }
    }

    private static func matrix(_ counts: FeatureCounts, _ kept: [UInt32], _ space: FeatureSpace) -> SparseMatrix {
        var columns = [UInt32](repeating: .max, count: counts.names.count)
        for (column, feature) in kept.enumerated() { columns[Int(feature)] = UInt32(truncatingIfNeeded: column) }
        var (offsets, entries) = ([0], [FeatureSpace.Entry]())
        for row in 0..<(counts.offsets.count - 1) {
            let own = counts.features[counts.offsets[row]..<counts.offsets[row + 1]].map { columns[Int($0)] }
            entries += space.row(own.filter { $0 != .max })
            offsets.append(entries.count)
        }
        return SparseMatrix(
            offsets: SharedArray(offsets), columns: SharedArray(entries.map(\.column)),
            values: SharedArray(entries.map(\.value)), columnCount: space.count)
    }
}

/// Which features each item has, in the order in which they were first met, and how many items have each.
private struct FeatureCounts {
    var names: [String] = []
    var itemCounts: [UInt32] = []
    var fields: Set<String> = []
    var features: [UInt32] = []
    var offsets = [0]
    private var places: [String: UInt32] = [:]

    mutating func add(_ item: Item?, _ reader: FeatureReader, _ analyser: TextAnalyser) {
        let start = features.count
        if let item {
            reader.forEachFeature(of: item, by: analyser) { field, value in
                features.append(place(of: FeatureName(field: field, value: value)))
            }
        }
        let own = Set(features[start...]).sorted()
        features.replaceSubrange(start..., with: own)
        for feature in own { itemCounts[Int(feature)] += 1 }
        offsets.append(features.count)
    }

    private mutating func place(of name: FeatureName) -> UInt32 {
        let key = name.key
        if let known = places[key] { return known }
        let place = UInt32(truncatingIfNeeded: names.count)
        places[key] = place
        names.append(key)
        itemCounts.append(0)
        fields.insert(name.field)
        return place
    }

    /// Features that enough items share, in the order of their names.
    func kept(minimumItems: Int) -> [UInt32] {
        names.indices.filter { itemCounts[$0] >= minimumItems }.sorted { names[$0].precedesByBytes(names[$1]) }
            .map { UInt32(truncatingIfNeeded: $0) }
    }
}
