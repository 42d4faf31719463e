// SPDX-License-Identifier: Apache-2.0

/// Scores items by the filtered graph of who wanted what: each item's row of the filter, cut to the strongest entries.
public struct GraphFilterModel: NeighbourListModel {
    let lists: NeighbourLists

    init(_ lists: NeighbourLists) { self.lists = lists }
}
