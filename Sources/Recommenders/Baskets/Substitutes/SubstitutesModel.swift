// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Shop

/// Lists for each item what can stand for it.
///
/// - Sections: those of ``NeighbourListModel``; `reasons`, one record an entry; `configuration` [is up-sell].
public struct SubstitutesModel: NeighbourListModel, SubstituteModel {
    /// Whether its lists hold dearer items to sell instead.
    public let isUpSell: Bool
    let lists: NeighbourLists
    private let reasons: SharedArray<SubstituteEntry>

    init(_ entries: [[SubstituteEntry]], isUpSell: Bool) {
        lists = NeighbourLists(
            entries.map { $0.map { Scored(item: $0.item, score: $0.score) } }, lengths: entries.map(\.count))
        reasons = SharedArray(Array(entries.joined()))
        self.isUpSell = isUpSell
    }

    init(_ lists: NeighbourLists) {
        self.lists = lists
        reasons = SharedArray(
            (0..<lists.items.count).map {
                SubstituteEntry(
                    item: lists.items[$0], score: lists.similarities[$0], coViews: 0, commonBuyers: 0, together: 0,
                    expected: 0, priceRatio: .nan, kinship: 0)
            })
        isUpSell = false
    }

    /// Why `other` is in the list of `item`.
    ///
    /// - Complexity: O(length of the item's list).
    public func evidence(of item: ItemIndex, for other: ItemIndex) -> SubstituteEvidence? {
        lists.range(of: item.rawValue).first { lists.items[$0] == other.rawValue }.map { reasons[$0].evidence }
    }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        lists.write(to: &sections)
        sections.write(reasons, as: "reasons")
        sections.write(SharedArray([UInt64(isUpSell ? 1 : 0)]), as: "configuration")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        lists = try NeighbourLists(sections: sections)
        reasons = try sections.read("reasons", as: SubstituteEntry.self)
        let configuration = try sections.read("configuration", as: UInt64.self)
        guard reasons.count == lists.items.count, configuration.count == 1 else {
            throw RecommenderError(
                .malformedSection, "\(reasons.count) reasons for \(lists.items.count) entries of lists")
        }
        isUpSell = configuration[0] == 1
    }
}
