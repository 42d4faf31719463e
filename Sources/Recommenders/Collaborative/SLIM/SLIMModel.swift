// SPDX-License-Identifier: Apache-2.0

/// Scores items by a linear regression of each item on the items most like it.
public struct SLIMModel: NeighbourListModel {
    let lists: NeighbourLists

    init(_ lists: NeighbourLists) { self.lists = lists }
}
