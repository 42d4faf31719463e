// SPDX-License-Identifier: Apache-2.0

/// Scores items by a linear regression of each item on the items most like it.
public struct SLIMModel: NeighbourListModel {
    /// `slim`.
    public static let name = RecommenderKind.slim.rawValue
    let lists: NeighbourLists

    init(_ lists: NeighbourLists) { self.lists = lists }
}
