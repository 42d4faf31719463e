// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Matrix
public import Shop

/// Scores items by what people like the user want: the part of all users that want an item, and what each of the user's
/// segments adds to it.
///
/// A history does not matter: for who has one, mix this with a model that looks at it.
///
/// - Sections: `itemCount` [1]; `popularity`, a number an item; `segments`, keys ascending, and `segmentsOffsets`; `offsets` segments + 1,
///   and by segment `items`, ascending, with `effects`; `binFields` and `binFieldsOffsets`, `binCounts`, `binBounds`, how
///   numbers are cut; `paths`, `ignored` and their offsets; `report`, the contributions as JSON.
public struct DemographicModel: UserAttributeModel, AttributeReportingModel {
    let popularity: SharedArray<Float>
    let segments: NameTable
    let offsets: SharedArray<UInt64>
    let items: SharedArray<UInt32>
    let effects: SharedArray<Float>
    let reader: SegmentReader
    /// What each attribute is worth.
    public let attributeContributions: [AttributeContribution]

    init(_ sums: SegmentSums, effects: [[Scored]], contributions: [AttributeContribution]) {
        popularity = SharedArray(sums.popularity)
        segments = NameTable(ascending: sums.segments.names)
        var offsets: [UInt64] = [0]
        for own in effects { offsets.append(offsets[offsets.count - 1] + UInt64(own.count)) }
        self.offsets = SharedArray(offsets)
        items = SharedArray(effects.joined().map(\.item))
        self.effects = SharedArray(effects.joined().map(\.score))
        reader = sums.segments.reader
        attributeContributions = contributions
    }

    /// Items known when it was trained.
    public var itemCount: Int { popularity.count }

    /// Adds popularity and what the user's segments add to it.
    ///
    /// - Complexity: O(items + kept items of the user's segments).
    public func score(
        attributes: [String: AttributeValue], history: [WeightedItem], into board: inout Scoreboard
    ) {
        score(history, into: &board)
        var own: Set<Int> = []
        reader.forEachSegment(of: attributes) { key in
            if let place = segments.place(of: key) { own.insert(place) }
        }
        for segment in own.sorted() {
            for position in Int(offsets[segment])..<Int(offsets[segment + 1]) where popularity[Int(items[position])] > 0
            {
                board.add(effects[position], to: items[position])
            }
        }
    }

    /// Adds popularity alone: nothing is said of the user.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        board.expect(additions: itemCount)
        for item in 0..<itemCount where popularity[item] > 0 {
            board.add(popularity[item], to: UInt32(truncatingIfNeeded: item))
        }
    }

    /// Adds popularity, whatever the item.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) { score([], into: &board) }

    /// Nothing: it does not look at the history.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] { [] }

    /// Which of the user's segments speak for the item, and how much: what the score is made of beside popularity.
    public func reasons(of attributes: [String: AttributeValue], for item: ItemIndex, limit: Int) -> [FeatureReason] {
        var found: [FeatureReason] = []
        reader.forEachSegment(of: attributes) { key in
            guard let segment = segments.place(of: key), key != SegmentReader.everybody else { return }
            let name = FeatureName(key: key)
            for position in Int(offsets[segment])..<Int(offsets[segment + 1]) where items[position] == item.rawValue {
                found.append(FeatureReason(field: name.field, value: name.value, weight: effects[position]))
            }
        }
        return Array(found.sorted { ($1.weight, $0.field, $0.value) < ($0.weight, $1.field, $1.value) }.prefix(limit))
    }
}

extension DemographicModel {
    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        sections.write(popularity, as: "popularity")
        segments.write("segments", to: &sections)
        sections.write(offsets, as: "offsets")
        sections.write(items, as: "items")
        sections.write(effects, as: "effects")
        reader.write(to: &sections)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let report = (try? encoder.encode(attributeContributions)).map { [UInt8]($0) } ?? []
        sections.write(SharedArray(report), as: "report")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        popularity = try sections.read("popularity", as: Float.self)
        segments = try NameTable("segments", sections: sections)
        offsets = try sections.read("offsets", as: UInt64.self)
        items = try sections.read("items", as: UInt32.self)
        effects = try sections.read("effects", as: Float.self)
        reader = try SegmentReader(sections: sections)
        let report = try sections.read("report", as: UInt8.self).array
        guard let contributions = try? JSONDecoder().decode([AttributeContribution].self, from: Data(report)) else {
            throw RecommenderError(.malformedSection, "section “report” is no list of contributions")
        }
        attributeContributions = contributions
        let (itemCount, entries) = (try sections.readItemCount(), items.count)
        guard offsets.isPartition(of: entries, into: segments.count), popularity.count == itemCount,
            effects.count == entries,
            itemCount <= Int(UInt32.max),
            items.withUnsafeBuffer({ $0.allSatisfy { Int($0) < itemCount } })
        else {
            throw RecommenderError(
                .malformedSection, "\(entries) items with \(effects.count) effects of \(segments.count) segments")
        }
    }
}
