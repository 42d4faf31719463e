// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop
internal import Text

/// The features a catalogue was found to have, and what each weighs: turns any item into a row of numbers.
///
/// With idf(f) = ln(1 + n / n_f), n_f of n items having feature f, an item's features weigh
///
///     v_f = w_field · idf(f) / √(Σ idf(g)², g of the item's features in that field),    then v / ‖v‖,
///
/// so that a field of a hundred words (a description) counts no more than one of two (a brand) unless its weight says so.
///
/// - Sections: `features`, the names ascending, a field and a value each, and `featuresOffsets`; by feature `featureIDF`,
///   `featureWeights` w_field and `featureFields`, the first feature of the same field; `binFields`, fields of numbers,
///   and `binFieldsOffsets`; `binCounts` and `binBounds`, where their ranges begin; `ignoredFields` and
///   `ignoredFieldsOffsets`; `featureLanguage`, Snowball's name in UTF-8, empty for none.
public struct FeatureSpace: Sendable {
    let names: NameTable
    let idf: SharedArray<Float>
    let fieldWeights: SharedArray<Float>  // by feature
    let reader: FeatureReader
    private let fields: SharedArray<UInt32>  // by feature: the first feature of the same field

    /// One feature of an item.
    public struct Entry: Sendable, Equatable {
        /// The feature's column.
        public var column: UInt32
        /// How much it counts; of all the item's features the squares add up to 1.
        public var value: Float
    }

    /// Number of features.
    public var count: Int { names.count }

    /// What the feature of a column says.
    public func name(of column: Int) -> FeatureName { FeatureName(key: names[column]) }

    /// The item's features, columns ascending; empty when it has none that the space knows.
    ///
    /// - Complexity: O(features of the item · log features).
    func row(of item: Item, by analyser: TextAnalyser) -> [Entry] {
        var columns: [UInt32] = []
        reader.forEachFeature(of: item, by: analyser) { field, value in
            if let column = names.place(of: FeatureName(field: field, value: value).key) {
                columns.append(UInt32(truncatingIfNeeded: column))
            }
        }
        return row(columns)
    }

    /// The row of those features; columns in any order, repeats allowed.
    func row(_ columns: [UInt32]) -> [Entry] {
        var entries: [Entry] = []
        for column in columns.sorted() where column != entries.last?.column {
            entries.append(Entry(column: column, value: idf[Int(column)]))
        }
        // Names ascend, and each begins with its field, so a field's features lie side by side.
        var start = 0
        while start < entries.count {
            let field = fields[Int(entries[start].column)]
            var end = start
            while end < entries.count, fields[Int(entries[end].column)] == field { end += 1 }
            Self.scale(&entries[start..<end], to: fieldWeights[Int(entries[start].column)])
            start = end
        }
        Self.scale(&entries[...], to: 1)
        return entries
    }

    private static func scale(_ entries: inout ArraySlice<Entry>, to length: Float) {
        let squares = entries.reduce(0) { $0 + $1.value * $1.value }
        guard squares > 0 else { return }
        let factor = length / squares.squareRoot()
        for place in entries.indices { entries[place].value *= factor }
    }

    /// A space of those features, ascending.
    init(names: [String], idf: [Float], config: FeatureConfig, reader: FeatureReader) {
        self.names = NameTable(ascending: names)
        self.idf = SharedArray(idf)
        self.reader = reader
        var (fields, weights, field) = ([UInt32](), [Float](), "")
        for (place, name) in names.enumerated() {
            let own = FeatureName(key: name).field
            let isFirst = place == 0 || own != field
            field = own
            fields.append(isFirst ? UInt32(truncatingIfNeeded: place) : fields[place - 1])
            weights.append(isFirst ? config.weight(of: own) : weights[place - 1])
        }
        self.fields = SharedArray(fields)
        fieldWeights = SharedArray(weights)
    }
}

extension FeatureSpace {
    /// Writes the sections named above.
    func write(to sections: inout some SectionWriter) {
        names.write("features", to: &sections)
        sections.write(idf, as: "featureIDF")
        sections.write(fieldWeights, as: "featureWeights")
        sections.write(fields, as: "featureFields")
        NumberBins.write(reader.bins, to: &sections)
        NameTable(reader.ignored).write("ignoredFields", to: &sections)
        sections.write(SharedArray(Array((reader.language ?? "").utf8)), as: "featureLanguage")
    }

    /// Takes the sections up in place.
    init(sections: some SectionReader) throws(RecommenderError) {
        names = try NameTable("features", sections: sections)
        idf = try sections.read("featureIDF", as: Float.self)
        fieldWeights = try sections.read("featureWeights", as: Float.self)
        fields = try sections.read("featureFields", as: UInt32.self)
        guard idf.count == names.count, fieldWeights.count == names.count, fields.count == names.count else {
            throw RecommenderError(
                .malformedSection, "\(idf.count) weights and \(fields.count) fields for \(names.count) features")
        }
        var reader = FeatureReader()
        reader.ignored = Set(try NameTable("ignoredFields", sections: sections).all)
        reader.bins = try NumberBins.read(sections)
        let language = String(decoding: try sections.read("featureLanguage", as: UInt8.self).array, as: UTF8.self)
        reader.language = language.isEmpty ? nil : language
        do throws(TextError) { _ = try TextConfig(language: reader.language) } catch {
            throw RecommenderError(.malformedSection, "section “featureLanguage”: \(error.message)")
        }
        self.reader = reader
    }
}
