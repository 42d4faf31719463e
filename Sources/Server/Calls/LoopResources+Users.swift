// SPDX-License-Identifier: Apache-2.0

import Placements
import Shop
import Store
import Wire

/// The service `Users`.
extension LoopResources {
    private static let standardPageSize = 100

    func getUser(_ request: GetUserRequest) throws(WireError) -> GetUserResponse {
        let found = try read { transaction -> GetUserResponse? in
            guard let index = try transaction.user(named: request.user), let user = try transaction.user(index) else {
                return nil
            }
            return GetUserResponse(user: user, eventCount: try transaction.eventCount(of: index))
        }
        guard let found else {
            throw WireError(.notFound, "user: “\(request.user)” is not known; put them or record an event of theirs")
        }
        return found
    }

    /// A page; its token is the place of its last event.
    func history(_ request: HistoryRequest) throws(WireError) -> HistoryResponse {
        let pageSize = request.pageSize ?? Self.standardPageSize
        let position = try Self.position(fromToken: request.pageToken)
        let page = try read { transaction -> [(position: HistoryPosition, event: Event)] in
            guard let user = try transaction.user(named: request.user) else { return [] }
            return try transaction.history(of: user, before: position, limit: pageSize)
        }
        let token = page.count < pageSize ? nil : page.last.map { Self.token(of: $0.position) }
        return HistoryResponse(events: page.map(\.event), nextPageToken: token)
    }

    /// Users like a user, found away from the event loop.
    func similarUsers(
        _ request: SimilarUsersRequest, token: CallToken, reply: @escaping Reply<UserListResponse>
    ) throws(WireError) {
        let source = try Self.source(placement: request.placement, recommender: request.recommender)
        let query = SimilarUsersQuery(
            user: request.user, count: request.limit ?? Self.standardCount, source: source)
        core.reports.submit(core.engine.similarUsers(query, at: .now), token: token, reply: reply, Self.response)
    }

    /// Who is most likely to want an item, found away from the event loop.
    func audience(
        _ request: AudienceRequest, token: CallToken, reply: @escaping Reply<UserListResponse>
    ) throws(WireError) {
        let source = try Self.source(placement: request.placement, recommender: request.recommender)
        let query = AudienceQuery(
            item: request.item, count: request.limit ?? Self.standardCount, source: source,
            includesOwners: request.includesOwners)
        core.reports.submit(core.engine.audience(query, at: .now), token: token, reply: reply, Self.response)
    }

    private static func response(_ list: UserList) -> UserListResponse {
        UserListResponse(snapshot: list.snapshot, recommender: list.recommender, users: list.users)
    }

    private static func source(placement: String?, recommender: String?) throws(WireError) -> RecommenderSource {
        if placement != nil, recommender != nil {
            throw WireError(.invalidArgument, "recommender: name it or a placement, not both")
        }
        return placement.map(RecommenderSource.placement) ?? recommender.map(RecommenderSource.recommender) ?? .standard
    }

    private static func token(of position: HistoryPosition) -> String {
        "\(String(position.timestamp.milliseconds, radix: 36)).\(String(position.sequence, radix: 36))"
    }

    private static func position(fromToken token: String?) throws(WireError) -> HistoryPosition? {
        guard let token, !token.isEmpty else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Int64(parts[0], radix: 36),
            let sequence = UInt64(parts[1], radix: 36)
        else { throw WireError(.outOfRange, "page_token: “\(token)” was not given by this method") }
        return HistoryPosition(timestamp: Timestamp(milliseconds: milliseconds), sequence: sequence)
    }
}
