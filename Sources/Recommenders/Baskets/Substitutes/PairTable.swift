// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Counts of pairs in one kind of group, an item at a time.
struct PairTable: Sendable {
    private let search: PairSearch
    let from: [UInt32]
    let to: [UInt32]
    let groupCount: Int

    init(_ events: GroupedEvents, isOrdered: Bool = false) {
        search = PairSearch(events, isOrdered: isOrdered, windowDays: nil)
        (from, to) = events.itemCounts()
        groupCount = events.count
    }

    /// Groups of the item with each other one.
    func partners(of item: Int, _ scratch: inout PairSearch.Counts) -> [PairSearch.Partner] {
        search.partners(of: item, &scratch)
    }

    /// Groups with both that independence would give: from · to / groups.
    func expected(_ item: Int, _ other: Int) -> Double {
        groupCount == 0 ? 0 : Double(from[item]) * Double(to[other]) / Double(groupCount)
    }

    func counts(_ both: UInt32, _ item: Int, _ other: Int) -> PairCounts {
        PairCounts(both: Int(both), from: Int(from[item]), to: Int(to[other]), groups: groupCount)
    }

    /// count / √(from · to); 0 where either never occurs.
    func cosine(_ both: UInt32, _ item: Int, _ other: Int) -> Double {
        both == 0 ? 0 : counts(both, item, other).value(.cosine)
    }
}
