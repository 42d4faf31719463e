// SPDX-License-Identifier: Apache-2.0

/// Scores items by a linear regression of each item on all others.
public struct EASEModel: NeighbourListModel {
    let lists: NeighbourLists

    init(_ lists: NeighbourLists) { self.lists = lists }
}
