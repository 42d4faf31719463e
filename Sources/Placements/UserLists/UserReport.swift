// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop
import Store

/// A question about users.
public protocol UserReport: Report where Answer == UserList {}

extension Workspace {
    /// Reads the store; its errors are told as `storeFailure`, with what was being done.
    func read<Result>(
        _ purpose: @autoclosure () -> String, _ body: (borrowing ReadTransaction) throws -> Result
    ) throws(PlacementError) -> Result {
        do {
            return try reader.read(body)
        } catch let error as PlacementError {
            throw error
        } catch {
            throw PlacementError(.storeFailure, purpose(), cause: error)
        }
    }

    /// Makes `events` a user's newest and `history` what a recommender makes of them.
    func readHistory(
        of user: UserIndex, limit: Int, for asked: ServingModels.Asked, at now: Timestamp,
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        events.removeAll(keepingCapacity: true)
        try transaction.newest(of: user, limit: limit, into: &events)
        merger.merge(events, weights: asked.entry.weights, now: now, limit: asked.historyLimit, into: &history)
    }
}
