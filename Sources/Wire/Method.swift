// SPDX-License-Identifier: Apache-2.0

/// Every method of the service, by the full name it has on the wire.
public enum Method: String, Sendable, CaseIterable {
    /// What a user should see now.
    case recommend = "wicker.v1.Recommendations/Recommend"
    /// Items like an item.
    case similarItems = "wicker.v1.Recommendations/SimilarItems"
    /// What everybody likes.
    case popular = "wicker.v1.Recommendations/Popular"
    /// Items that a text is about.
    case searchItems = "wicker.v1.Search/SearchItems"
    /// What comes next in a session.
    case nextInSession = "wicker.v1.Sessions/NextInSession"
    /// A batch of events.
    case recordEvents = "wicker.v1.Ingest/RecordEvents"
    /// Many batches of events, one answer.
    case streamEvents = "wicker.v1.Ingest/StreamEvents"
    /// Adds or replaces items.
    case putItems = "wicker.v1.Ingest/PutItems"
    /// Adds or replaces users.
    case putUsers = "wicker.v1.Ingest/PutUsers"
    /// Takes items out of the catalogue.
    case deleteItems = "wicker.v1.Ingest/DeleteItems"
    /// Removes a user with all they did.
    case forgetUser = "wicker.v1.Ingest/ForgetUser"
    /// Looks items up.
    case getItems = "wicker.v1.Catalogue/GetItems"
    /// A page of items.
    case listItems = "wicker.v1.Catalogue/ListItems"
    /// All items, a page a message.
    case streamItems = "wicker.v1.Catalogue/StreamItems"
    /// Looks a user up.
    case getUser = "wicker.v1.Users/GetUser"
    /// A page of a user's events.
    case history = "wicker.v1.Users/History"
    /// Users like a user.
    case similarUsers = "wicker.v1.Users/SimilarUsers"
    /// The users most likely to want an item.
    case audience = "wicker.v1.Users/Audience"
    /// What is bought with an item.
    case boughtTogether = "wicker.v1.Companions/BoughtTogether"
    /// What is looked at with an item.
    case alsoViewed = "wicker.v1.Companions/AlsoViewed"
    /// What can stand for an item.
    case alternatives = "wicker.v1.Companions/Alternatives"
    /// What a user is due to buy again.
    case buyAgain = "wicker.v1.Companions/BuyAgain"
    /// What goes with a basket.
    case crossSell = "wicker.v1.CrossSelling/CrossSell"
    /// A page of the snapshot's rules.
    case rules = "wicker.v1.CrossSelling/Rules"
    /// Items that meet requirements, or what to give up.
    case findMatching = "wicker.v1.Finding/FindMatching"
    /// Items like one, but different.
    case critique = "wicker.v1.Finding/Critique"
    /// What the shop's rules say of an item.
    case compatible = "wicker.v1.Finding/Compatible"
    /// The attributes that requirements can be asked of.
    case describeAttributes = "wicker.v1.Finding/DescribeAttributes"
    /// The items of most utility.
    case recommendByUtility = "wicker.v1.Utility/RecommendByUtility"
    /// How the server is.
    case status = "wicker.v1.Admin/Status"
    /// The published snapshots.
    case listSnapshots = "wicker.v1.Admin/ListSnapshots"
    /// Answers from another snapshot.
    case activateSnapshot = "wicker.v1.Admin/ActivateSnapshot"

    /// Which side sends how many messages.
    public var kind: MethodKind {
        switch self {
        case .streamEvents: .clientStreaming
        case .streamItems: .serverStreaming
        default: .unary
        }
    }

    /// The method of that full name; nil when there is none.
    ///
    /// - Complexity: O(methods); lengths are compared before bytes.
    public init?(name: String) {
        let byteCount = name.utf8.count
        guard let found = Self.table.first(where: { $0.byteCount == byteCount && $0.name == name }) else { return nil }
        self = found.method
    }

    private static let table = allCases.map { (byteCount: $0.rawValue.utf8.count, name: $0.rawValue, method: $0) }
}

/// Which side of a call sends how many messages.
public enum MethodKind: Sendable {
    /// One request, one answer.
    case unary
    /// Many requests, one answer.
    case clientStreaming
    /// One request, many answers.
    case serverStreaming
}

/// A method with the types of its messages.
public struct Procedure<Request: WireMessage, Response: WireMessage>: Sendable {
    /// The method.
    public let method: Method

    fileprivate init(_ method: Method) { self.method = method }
}

/// The procedures, each typed as `proto/` declares it.
public enum Procedures {
    /// What a user should see now.
    public static let recommend = Procedure<RecommendRequest, RecommendResponse>(.recommend)
    /// Items like an item.
    public static let similarItems = Procedure<SimilarItemsRequest, RecommendResponse>(.similarItems)
    /// Items that a text is about.
    public static let searchItems = Procedure<SearchItemsRequest, RecommendResponse>(.searchItems)
    /// What everybody likes.
    public static let popular = Procedure<PopularRequest, RecommendResponse>(.popular)
    /// What comes next in a session.
    public static let nextInSession = Procedure<NextInSessionRequest, NextInSessionResponse>(.nextInSession)
    /// A batch of events.
    public static let recordEvents = Procedure<RecordEventsRequest, RecordEventsResponse>(.recordEvents)
    /// Many batches of events, one answer.
    public static let streamEvents = Procedure<RecordEventsRequest, RecordEventsResponse>(.streamEvents)
    /// Adds or replaces items.
    public static let putItems = Procedure<PutItemsRequest, PutResponse>(.putItems)
    /// Adds or replaces users.
    public static let putUsers = Procedure<PutUsersRequest, PutResponse>(.putUsers)
    /// Takes items out of the catalogue.
    public static let deleteItems = Procedure<DeleteItemsRequest, DeleteItemsResponse>(.deleteItems)
    /// Removes a user with all they did.
    public static let forgetUser = Procedure<ForgetUserRequest, ForgetUserResponse>(.forgetUser)
    /// Looks items up.
    public static let getItems = Procedure<GetItemsRequest, GetItemsResponse>(.getItems)
    /// A page of items.
    public static let listItems = Procedure<ListItemsRequest, ListItemsResponse>(.listItems)
    /// All items, a page a message.
    public static let streamItems = Procedure<ListItemsRequest, ListItemsResponse>(.streamItems)
    /// Looks a user up.
    public static let getUser = Procedure<GetUserRequest, GetUserResponse>(.getUser)
    /// A page of a user's events.
    public static let history = Procedure<HistoryRequest, HistoryResponse>(.history)
    /// Users like a user.
    public static let similarUsers = Procedure<SimilarUsersRequest, UserListResponse>(.similarUsers)
    /// The users most likely to want an item.
    public static let audience = Procedure<AudienceRequest, UserListResponse>(.audience)
    /// What is bought with an item.
    public static let boughtTogether = Procedure<CompanionsRequest, CompanionsResponse>(.boughtTogether)
    /// What is looked at with an item.
    public static let alsoViewed = Procedure<CompanionsRequest, CompanionsResponse>(.alsoViewed)
    /// What can stand for an item.
    public static let alternatives = Procedure<CompanionsRequest, CompanionsResponse>(.alternatives)
    /// What a user is due to buy again.
    public static let buyAgain = Procedure<BuyAgainRequest, BuyAgainResponse>(.buyAgain)
    /// What goes with a basket.
    public static let crossSell = Procedure<CrossSellRequest, CrossSellResponse>(.crossSell)
    /// A page of the snapshot's rules.
    public static let rules = Procedure<RulesRequest, RulesResponse>(.rules)
    /// Items that meet requirements, or what to give up.
    public static let findMatching = Procedure<FindMatchingRequest, FindMatchingResponse>(.findMatching)
    /// Items like one, but different.
    public static let critique = Procedure<CritiqueRequest, CritiqueResponse>(.critique)
    /// What the shop's rules say of an item.
    public static let compatible = Procedure<CompatibleRequest, CompatibleResponse>(.compatible)
    /// The attributes that requirements can be asked of.
    public static let describeAttributes =
        Procedure<DescribeAttributesRequest, DescribeAttributesResponse>(.describeAttributes)
    /// The items of most utility.
    public static let recommendByUtility =
        Procedure<RecommendByUtilityRequest, RecommendByUtilityResponse>(.recommendByUtility)
    /// How the server is.
    public static let status = Procedure<StatusRequest, StatusResponse>(.status)
    /// The published snapshots.
    public static let listSnapshots = Procedure<ListSnapshotsRequest, ListSnapshotsResponse>(.listSnapshots)
    /// Answers from another snapshot.
    public static let activateSnapshot =
        Procedure<ActivateSnapshotRequest, ActivateSnapshotResponse>(.activateSnapshot)
}
