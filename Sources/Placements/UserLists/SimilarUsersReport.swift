// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
public import Shop
import Store

/// Finds the users like a user, by a model that keeps its training users; one piece of work.
///
/// The user's own history is read from the store: an event acknowledged a moment ago counts.
public struct SimilarUsersReport: UserReport {
    private let query: SimilarUsersQuery
    private let models: ServingModels?
    private let now: Timestamp

    init(_ query: SimilarUsersQuery, models: ServingModels?, now: Timestamp) {
        (self.query, self.models, self.now) = (query, models, now)
    }

    /// - Throws: `unknownUser`, `unknownPlacement`, `unknownRecommender`, `unsupported`, `storeFailure`.
    public mutating func advance(in workspace: Workspace) throws(PlacementError) -> UserList? {
        guard let models else { return .empty }
        let (asked, model) = try models.userModel(for: query.source)
        let users = try workspace.read("reading what user “\(query.user)” did") { transaction in
            guard let user = try transaction.user(named: query.user) else {
                throw PlacementError(
                    .unknownUser, "user: “\(query.user)” is not known; put them or record an event of theirs")
            }
            try workspace.readHistory(of: user, limit: asked.historyLimit, for: asked, at: now, transaction)
            if workspace.history.isEmpty { return [] as [ScoredUser] }
            workspace.board.reset(itemCount: model.userCount)
            model.scoreUsers(like: workspace.history, into: &workspace.board)
            workspace.board.bar(user.rawValue)
            return try named(workspace, transaction)
        }
        return UserList(snapshot: models.version, recommender: asked.entry.name, users: users)
    }

    /// The best of the board who still have a name: a forgotten user has none.
    private func named(
        _ workspace: Workspace, _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> [ScoredUser] {
        var missing = 0
        while true {
            let wanted = query.count + missing
            let best = workspace.board.best(wanted)
            let names = try best.names(transaction)
            if names.count >= query.count || best.count < wanted { return Array(names.prefix(query.count)) }
            missing = 2 * missing + query.count - names.count
        }
    }
}

extension RecommendationEngine {
    /// Asks who is like a user; the report answers from what is published now.
    public func similarUsers(_ query: SimilarUsersQuery, at now: Timestamp) -> SimilarUsersReport {
        SimilarUsersReport(query, models: models, now: now)
    }
}

extension [Scored] {
    /// These users by name, those without one left out.
    func names(_ transaction: borrowing ReadTransaction) throws(StoreError) -> [ScoredUser] {
        var users: [ScoredUser] = []
        for scored in self {
            if let name = try transaction.name(of: UserIndex(rawValue: scored.item)) {
                users.append(ScoredUser(id: name, score: scored.score))
            }
        }
        return users
    }
}
