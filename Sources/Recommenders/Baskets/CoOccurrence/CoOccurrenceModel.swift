// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Shop

/// What a pair of items means: which events they share, and what they belong to.
public struct PairRelation: Sendable, Hashable {
    /// What both events belong to.
    public var within: CoOccurrenceConfig.Scope
    /// What was done to the item asked about.
    public var from: EventType
    /// What was done to the listed item.
    public var to: EventType
}

/// A model that keeps pairs of items with how often they came together.
public protocol PairModel: RecommenderModel {
    /// What its pairs mean.
    var relation: PairRelation { get }

    /// How often the items came together; nil when `other` is not in the list of `item`.
    func counts(of item: ItemIndex, with other: ItemIndex) -> PairCounts?
}

/// Lists for each item what came with it.
///
/// - Sections: those of ``NeighbourListModel``; `counts`, one an entry; `fromCounts` and `toCounts`, one an item;
///   `configuration` [groups, scope, from, to].
public struct CoOccurrenceModel: NeighbourListModel, PairModel {
    /// What its pairs mean.
    public let relation: PairRelation
    private let pairs: PairLists

    init(_ pairs: PairLists, relation: PairRelation) { (self.pairs, self.relation) = (pairs, relation) }

    /// Lists without counts: every count is 0.
    init(_ lists: NeighbourLists) {
        self.init(PairLists(lists), relation: PairRelation(within: .order, from: .purchase, to: .purchase))
    }

    var lists: NeighbourLists { pairs.lists }

    /// How often the items came together.
    ///
    /// - Complexity: O(length of the item's list).
    public func counts(of item: ItemIndex, with other: ItemIndex) -> PairCounts? {
        pairs.counts(of: item.rawValue, with: other.rawValue)
    }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        pairs.write(to: &sections)
        let scope = CoOccurrenceConfig.Scope.allCases.firstIndex(of: relation.within) ?? 0
        sections.write(
            SharedArray([
                UInt64(pairs.groupCount), UInt64(scope), UInt64(relation.from.rawValue), UInt64(relation.to.rawValue),
            ]), as: Self.configurationSection)
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        let configuration = try sections.read(Self.configurationSection, as: UInt64.self)
        let scopes = CoOccurrenceConfig.Scope.allCases
        guard configuration.count == 4, configuration[0] <= UInt64(UInt32.max), configuration[1] < scopes.count,
            let from = UInt8(exactly: configuration[2]), let to = UInt8(exactly: configuration[3])
        else { throw RecommenderError(.malformedSection, "section “configuration” is not that of pairs") }
        relation = PairRelation(
            within: scopes[Int(configuration[1])], from: EventType(rawValue: from), to: EventType(rawValue: to))
        pairs = try PairLists(sections: sections, groupCount: Int(configuration[0]))
    }

    private static let configurationSection = "configuration"
}
