// SPDX-License-Identifier: Apache-2.0

/// Scores items by how often walks from the history's items end there.
public struct RP3BetaModel: NeighbourListModel {
    let lists: NeighbourLists

    init(_ lists: NeighbourLists) { self.lists = lists }
}
