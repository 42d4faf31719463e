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
    /// The lines of orders, those of guests included; empty unless asked for.
    public var orders = EventGroups()
    /// The events of sessions, those of guests included; empty unless asked for.
    public var sessions = EventGroups()
    /// What the shop says of each item, by index; nil for one taken out, empty unless asked for.
    public var items: [Item?] = []
    /// What the shop says of each user, by index; nil for one forgotten, empty unless asked for.
    public var users: [User?] = []

    /// The place in the store's log before which every event is in here; 0 when it comes from no store.
    public var logEnd: UInt64 = 0

    /// Users known, with or without an interaction.
    public var userCount: Int { interactions.userCount }
    /// Items known, with or without an interaction.
    public var itemCount: Int { interactions.itemCount }

    /// Bytes held by interactions, orders and sessions.
    public var byteCount: Int { interactions.byteCount + orders.byteCount + sessions.byteCount }

    /// A dataset of these interactions.
    public init(_ interactions: Interactions, ownTypes: [String] = []) {
        self.interactions = interactions
        self.ownTypes = ownTypes
        now = interactions.latest ?? Timestamp(milliseconds: 0)
    }

    /// The same data in which these interactions stand instead: orders and sessions without the events that `isKept`
    /// refuses, what is said of items and users as it is.
    public func replacing(
        _ interactions: Interactions, keeping isKept: (EventGroups.Member) -> Bool
    ) -> Dataset {
        var dataset = Dataset(interactions, ownTypes: ownTypes)
        dataset.orders = orders.filter(isKept)
        dataset.sessions = sessions.filter(isKept)
        dataset.items = items
        dataset.users = users
        return dataset
    }

    /// What each user's interactions with each item weigh together; pairs of 0 or less are left out.
    ///
    /// - Shapes: users × items.
    /// - Complexity: O(interactions + users), and ordering each user's items; the same with any number of threads.
    ///   Memory is the matrix, 8 bytes an interaction that counts, and 4 bytes a user and thread while it is built.
    public func matrix(weighting: EventWeighting, threads: Int = 1) -> SparseMatrix {
        let weights = EventWeights(weighting, ownTypes: ownTypes)
        return SparseMatrix(
            WeightedInteractions(interactions: interactions, weights: weights, now: now), threads: threads,
            keeping: { $0 > 0 })
    }

    /// The matrix, refused when it is empty.
    func trainingMatrix(weighting: EventWeighting, threads: Int = 1) throws(RecommenderError) -> SparseMatrix {
        let matrix = matrix(weighting: weighting, threads: threads)
        guard matrix.entryCount > 0 else {
            throw RecommenderError(
                .emptyDataset,
                "none of \(interactions.count) interactions weighs more than 0; add events, or name their types "
                    + "in “weights”")
        }
        return matrix
    }
}

/// Interactions as entries of the matrix of wants.
private struct WeightedInteractions: SparseEntrySource {
    let interactions: Interactions
    let weights: EventWeights
    let now: Timestamp

    var rowCount: Int { interactions.userCount }
    var columnCount: Int { interactions.itemCount }
    var count: Int { interactions.count }

    @inline(__always)
    func row(at position: Int) -> UInt32? {
        weights.counts(interactions.types[position]) ? interactions.users[position] : nil
    }

    @inline(__always)
    func entry(at position: Int) -> (column: UInt32, value: Float) {
        (interactions.items[position], weights.weight(of: interactions[position], now: now))
    }
}
