// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// What a recommender learns from: every interaction known at one moment.
public struct Dataset: Sendable {
    /// The interactions in arrival order.
    public let interactions: Interactions
    /// Names of the shop's own event types by code, from `EventType.firstOwn` on.
    public let ownTypes: [String]
    /// The moment ages are counted from: the latest interaction's, so that the same data gives the same model.
    public let now: Timestamp

    /// Users known, with or without an interaction.
    public var userCount: Int { interactions.userCount }
    /// Items known, with or without an interaction.
    public var itemCount: Int { interactions.itemCount }

    /// A dataset of these interactions.
    public init(_ interactions: Interactions, ownTypes: [String] = []) {
        self.interactions = interactions
        self.ownTypes = ownTypes
        now = interactions.latest ?? Timestamp(milliseconds: 0)
    }

    /// What each user's interactions with each item weigh together; pairs of 0 or less are left out.
    ///
    /// - Shapes: users × items.
    /// - Complexity: O(interactions + users + items).
    public func matrix(weighting: EventWeighting) -> SparseMatrix {
        let weights = EventWeights(weighting, ownTypes: ownTypes)
        var entries = SparseEntries(rowCount: userCount, columnCount: itemCount)
        entries.reserveCapacity(interactions.count)
        for position in 0..<interactions.count {
            let weight = weights.weight(of: interactions[position], now: now)
            if weight != 0 {
                entries.append(
                    row: interactions.users[position], column: interactions.items[position], value: weight)
            }
        }
        return SparseMatrix(entries, keeping: { $0 > 0 })
    }

    /// The matrix, refused when it is empty.
    func trainingMatrix(weighting: EventWeighting) throws(RecommenderError) -> SparseMatrix {
        let matrix = matrix(weighting: weighting)
        guard matrix.entryCount > 0 else {
            throw RecommenderError(
                .emptyDataset,
                "none of \(interactions.count) interactions weighs more than 0; add events, or name their types "
                    + "in “weights”")
        }
        return matrix
    }
}
