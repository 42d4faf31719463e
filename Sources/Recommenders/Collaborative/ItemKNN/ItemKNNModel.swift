// SPDX-License-Identifier: Apache-2.0

/// Scores items by how similar they are to those of the history.
public struct ItemKNNModel: NeighbourListModel {
    /// `item-knn`.
    public static let name = RecommenderKind.itemKNN.rawValue
    let lists: NeighbourLists

    init(_ lists: NeighbourLists) { self.lists = lists }
}
