// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Store
import Wire

/// The service `Ingest`: every call is answered by the store's writer when the change is durable.
extension LoopResources {
    /// Rejections that an answer lists; further ones are only counted.
    static let rejectionLimit = 1_000

    /// Where an answer goes, from any thread.
    typealias Reply<Response> = @Sendable (Result<Response, WireError>) -> Void

    func recordEvents(_ request: RecordEventsRequest, reply: @escaping Reply<RecordEventsResponse>) {
        let batch = request.events
        if batch.rows.isEmpty {
            return reply(.success(RecordEventsResponse(accepted: 0, batch.unreadable)))
        }
        core.committer.submit(.append(batch.rows)) { [core] result in
            core.followSessions()  // before the answer: what is acknowledged counts
            reply(
                Self.receipt(of: result) { receipt -> RecordEventsResponse? in
                    guard case .appended(let receipt) = receipt else { return nil }
                    return RecordEventsResponse(
                        accepted: receipt.accepted, duplicates: receipt.duplicates,
                        batch.rejections(adding: receipt.rejections))
                })
        }
    }

    func putItems(_ request: PutItemsRequest, reply: @escaping Reply<PutResponse>) {
        let batch = checked(request.items)
        let keeper = core.keeper
        core.committer.submit(.putItems(batch.rows)) { result in
            reply(
                Self.receipt(of: result) { receipt -> PutResponse? in
                    guard case .put(let receipt) = receipt else { return nil }
                    try keeper.take(batch.rows.map(\.id))
                    return PutResponse(
                        accepted: receipt.accepted, batch.rejections(adding: receipt.rejections))
                })
        }
    }

    /// Refuses items that a model could not take up, so that the shop learns of it at once.
    private func checked(_ batch: Batch<Item>) -> Batch<Item> {
        let engine = core.engine
        return engine.checksItems ? batch.refusing(engine.fault) : batch
    }

    func putUsers(_ request: PutUsersRequest, reply: @escaping Reply<PutResponse>) {
        let batch = request.users
        core.committer.submit(.putUsers(batch.rows)) { result in
            reply(
                Self.receipt(of: result) { receipt -> PutResponse? in
                    guard case .put(let receipt) = receipt else { return nil }
                    return PutResponse(
                        accepted: receipt.accepted, batch.rejections(adding: receipt.rejections))
                })
        }
    }

    func deleteItems(_ request: DeleteItemsRequest, reply: @escaping Reply<DeleteItemsResponse>) {
        let keeper = core.keeper
        core.committer.submit(.deleteItems(request.ids)) { result in
            reply(
                Self.receipt(of: result) { receipt -> DeleteItemsResponse? in
                    guard case .deleted(let receipt) = receipt else { return nil }
                    try keeper.take(request.ids)
                    return DeleteItemsResponse(deleted: receipt.deleted, missing: receipt.missing)
                })
        }
    }

    func forgetUser(_ request: ForgetUserRequest, reply: @escaping Reply<ForgetUserResponse>) {
        core.committer.submit(.forgetUser(request.user)) { [core] result in
            core.followSessions()
            reply(
                Self.receipt(of: result) { receipt -> ForgetUserResponse? in
                    guard case .forgotten(let receipt) = receipt else { return nil }
                    return ForgetUserResponse(wasKnown: receipt.isKnown, eventsRemoved: receipt.eventsRemoved)
                })
        }
    }

    /// The answer for what the store made of a change.
    private static func receipt<Response>(
        of result: Result<ChangeReceipt, StoreError>, _ convert: (ChangeReceipt) throws -> Response?
    ) -> Result<Response, WireError> {
        do {
            let receipt = try result.get()
            guard let response = try convert(receipt) else { preconditionFailure("\(receipt) for another change") }
            return .success(response)
        } catch {
            return .failure(WireError(below: error))
        }
    }
}

extension RecordEventsResponse {
    init(accepted: Int, duplicates: Int = 0, _ rejections: [Rejection]) {
        self.init(
            accepted: accepted, duplicates: duplicates, rejected: rejections.count,
            rejections: Array(rejections.prefix(LoopResources.rejectionLimit)))
    }
}

extension PutResponse {
    fileprivate init(accepted: Int, _ rejections: [Rejection]) {
        self.init(
            accepted: accepted, rejected: rejections.count,
            rejections: Array(rejections.prefix(LoopResources.rejectionLimit)))
    }
}
