// SPDX-License-Identifier: Apache-2.0

public import Shop
public import Wire

extension WickerClient {
    /// What a user should see now; an unknown user gets the fallback.
    public func recommend(
        _ request: RecommendRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> RecommendResponse {
        try await call(Procedures.recommend, request, timeout: timeout)
    }

    /// Items like an item; `notFound` for an item the shop has never named.
    public func similarItems(
        _ request: SimilarItemsRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> RecommendResponse {
        try await call(Procedures.similarItems, request, timeout: timeout)
    }

    /// Items that a text is about; `failedPrecondition` where no recommender of the snapshot can be searched.
    public func searchItems(
        _ request: SearchItemsRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> RecommendResponse {
        try await call(Procedures.searchItems, request, timeout: timeout)
    }

    /// What everybody likes.
    public func popular(
        _ request: PopularRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> RecommendResponse {
        try await call(Procedures.popular, request, timeout: timeout)
    }

    /// Items that meet requirements, or what to give up so that some do.
    public func findMatching(
        _ request: FindMatchingRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> FindMatchingResponse {
        try await call(Procedures.findMatching, request, timeout: timeout)
    }

    /// Items like one that was shown, but different in what the request says.
    public func critique(
        _ request: CritiqueRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> CritiqueResponse {
        try await call(Procedures.critique, request, timeout: timeout)
    }

    /// What the shop's rules say of an item.
    public func compatible(
        _ request: CompatibleRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> CompatibleResponse {
        try await call(Procedures.compatible, request, timeout: timeout)
    }

    /// The attributes that requirements can be asked of.
    public func describeAttributes(timeout: Duration? = nil) async throws(ClientError) -> DescribeAttributesResponse {
        try await call(Procedures.describeAttributes, DescribeAttributesRequest(), timeout: timeout)
    }

    /// What comes next in a session; one that nothing is known of gets the fallback.
    public func nextInSession(
        _ request: NextInSessionRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> NextInSessionResponse {
        try await call(Procedures.nextInSession, request, timeout: timeout)
    }

    /// Records up to 10,000 events; once this returns, they are durable.
    public func recordEvents(
        _ events: [Event], timeout: Duration? = nil
    ) async throws(ClientError) -> RecordEventsResponse {
        try await call(Procedures.recordEvents, RecordEventsRequest(events: Batch(events)), timeout: timeout)
    }

    /// Adds up to 10,000 items, or replaces those that exist.
    public func putItems(_ items: [Item], timeout: Duration? = nil) async throws(ClientError) -> PutResponse {
        try await call(Procedures.putItems, PutItemsRequest(items: Batch(items)), timeout: timeout)
    }

    /// Adds up to 10,000 users, or replaces the attributes of those that exist.
    public func putUsers(_ users: [User], timeout: Duration? = nil) async throws(ClientError) -> PutResponse {
        try await call(Procedures.putUsers, PutUsersRequest(users: Batch(users)), timeout: timeout)
    }

    /// Takes up to 10,000 items out of the catalogue; their events stay.
    public func deleteItems(_ ids: [String], timeout: Duration? = nil) async throws(ClientError) -> DeleteItemsResponse
    {
        try await call(Procedures.deleteItems, DeleteItemsRequest(ids: ids), timeout: timeout)
    }

    /// Removes a user, all their events and their attributes.
    public func forgetUser(_ user: String, timeout: Duration? = nil) async throws(ClientError) -> ForgetUserResponse {
        try await call(Procedures.forgetUser, ForgetUserRequest(user: user), timeout: timeout)
    }

    /// Looks up to 1,000 items up.
    public func getItems(_ ids: [String], timeout: Duration? = nil) async throws(ClientError) -> GetItemsResponse {
        try await call(Procedures.getItems, GetItemsRequest(ids: ids), timeout: timeout)
    }

    /// A page of the catalogue.
    public func listItems(
        _ request: ListItemsRequest = ListItemsRequest(), timeout: Duration? = nil
    ) async throws(ClientError) -> ListItemsResponse {
        try await call(Procedures.listItems, request, timeout: timeout)
    }

    /// A user as the shop described them; `notFound` for one it has never named.
    public func getUser(_ user: String, timeout: Duration? = nil) async throws(ClientError) -> GetUserResponse {
        try await call(Procedures.getUser, GetUserRequest(user: user), timeout: timeout)
    }

    /// A page of what a user did, newest first.
    public func history(
        _ request: HistoryRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> HistoryResponse {
        try await call(Procedures.history, request, timeout: timeout)
    }

    /// Users like a user; `failedPrecondition` where the recommender keeps no users.
    public func similarUsers(
        _ request: SimilarUsersRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> UserListResponse {
        try await call(Procedures.similarUsers, request, timeout: timeout)
    }

    /// The users most likely to want an item; takes time with every user there is.
    public func audience(
        _ request: AudienceRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> UserListResponse {
        try await call(Procedures.audience, request, timeout: timeout)
    }

    /// The items of most utility; `failedPrecondition` where weights are to be learned ones and there are none.
    public func recommendByUtility(
        _ request: RecommendByUtilityRequest, timeout: Duration? = nil
    ) async throws(ClientError) -> RecommendByUtilityResponse {
        try await call(Procedures.recommendByUtility, request, timeout: timeout)
    }

    /// How the server is.
    public func status(timeout: Duration? = nil) async throws(ClientError) -> StatusResponse {
        try await call(Procedures.status, StatusRequest(), timeout: timeout)
    }

    /// The published snapshots, newest first.
    public func listSnapshots(timeout: Duration? = nil) async throws(ClientError) -> ListSnapshotsResponse {
        try await call(Procedures.listSnapshots, ListSnapshotsRequest(), timeout: timeout)
    }

    /// Answers from another snapshot from now on; `notFound` if there is none of that version.
    public func activateSnapshot(
        _ version: UInt64, timeout: Duration? = nil
    ) async throws(ClientError) -> ActivateSnapshotResponse {
        try await call(Procedures.activateSnapshot, ActivateSnapshotRequest(version: version), timeout: timeout)
    }
}
