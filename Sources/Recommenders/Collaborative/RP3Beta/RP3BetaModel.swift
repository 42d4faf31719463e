// SPDX-License-Identifier: Apache-2.0

/// Scores items by how often walks from the history's items end there.
public struct RP3BetaModel: NeighbourListModel {
    /// `rp3beta`.
    public static let name = RecommenderKind.rp3beta.rawValue
    let lists: NeighbourLists

    init(_ lists: NeighbourLists) { self.lists = lists }
}
