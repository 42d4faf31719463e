// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
public import Shop
import Store

/// Finds the users most likely to want an item: every user's affinity to it, a page of users at a time.
///
/// Histories are read from the store as they are when their page's turn comes, each page in a read of its own, and
/// weighed as for a list of that user's. Who was forgotten, or has done nothing, is not listed; nor is a user of whom the
/// model says nothing, which is an affinity of 0.
///
/// - Complexity: O(users · (events read + affinity)); a page is 64 users.
public struct AudienceReport: UserReport {
    private static let pageSize: UInt32 = 64
    /// Events of a user that are looked through for the item.
    private static let ownedLimit = 10_000

    private let query: AudienceQuery
    private let models: ServingModels?
    private let now: Timestamp
    private var next: UInt32 = 0
    private var best: BestHeap

    init(_ query: AudienceQuery, models: ServingModels?, now: Timestamp) {
        (self.query, self.models, self.now) = (query, models, now)
        best = BestHeap(capacity: query.count)
    }

    /// - Throws: `unknownItem`, `unknownPlacement`, `unknownRecommender`, `storeFailure`.
    public mutating func advance(in workspace: Workspace) throws(PlacementError) -> UserList? {
        guard let models else { return .empty }
        let asked = try models.recommender(for: query.source)
        let users = try workspace.read("reading the histories of users from \(next) on") { transaction in
            guard let item = try transaction.item(named: query.item) else {
                throw PlacementError(
                    .unknownItem, "item: “\(query.item)” is not known; put it or record an event with it")
            }
            let end = UInt32(clamping: try transaction.counts.userIndexEnd)
            let pageEnd = min(end, next + Self.pageSize)
            while next < pageEnd {
                try consider(UserIndex(rawValue: next), item, asked, workspace, transaction)
                next += 1
            }
            return next == end ? try best.sorted().names(transaction) : nil
        }
        return users.map { UserList(snapshot: models.version, recommender: asked.entry.name, users: $0) }
    }

    private mutating func consider(
        _ user: UserIndex, _ item: ItemIndex, _ asked: ServingModels.Asked, _ workspace: Workspace,
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        let limit = query.includesOwners ? asked.historyLimit : Self.ownedLimit
        try workspace.readHistory(of: user, limit: limit, for: asked, at: now, transaction)
        if workspace.history.isEmpty || !query.includesOwners && workspace.events.contains(where: { $0.owns(item) }) {
            return
        }
        let affinity = asked.entry.model.affinity(of: workspace.history, to: item)
        if affinity != 0, affinity.isFinite { best.insert(Scored(item: user.rawValue, score: affinity)) }
    }
}

extension RecommendationEngine {
    /// Asks who is most likely to want an item; the report answers from the models published now.
    public func audience(_ query: AudienceQuery, at now: Timestamp) -> AudienceReport {
        AudienceReport(query, models: models, now: now)
    }
}

extension Interaction {
    /// Whether it says that the user has the item.
    fileprivate func owns(_ item: ItemIndex) -> Bool {
        self.item == item && (type == .purchase || type == .rating)
    }
}
