// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Asks for users like a user.
public struct SimilarUsersRequest: WireMessage, MappedMessage, Hashable {
    /// The user's external id.
    public var user: String
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Asks this placement's recommender.
    public var placement: String?
    /// Asks this recommender; neither means the first of the recipe that keeps users.
    public var recommender: String?

    /// A message out of its fields.
    public init(user: String, limit: Int? = nil, placement: String? = nil, recommender: String? = nil) {
        self.user = user
        self.limit = limit
        self.placement = placement
        self.recommender = recommender
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__SimilarUsersRequest>) {
        wicker__v1__similar_users_request__init(raw)
    }

    init(_ raw: Wicker__V1__SimilarUsersRequest, _ reader: FieldReader) throws(FieldError) {
        user = try reader.id(raw.user, "user")
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        placement = try reader.optionalText(raw.placement, "placement", atMost: Limits.nameByteCount)
        recommender = try reader.optionalText(raw.recommender, "recommender", atMost: Limits.nameByteCount)
    }

    func write(to raw: inout Wicker__V1__SimilarUsersRequest, in arena: Arena) {
        (raw.has_user, raw.user) = arena.field(user)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.has_placement, raw.placement) = arena.field(placement)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<SimilarUsersRequest>()
}

/// Asks for the users most likely to want an item.
public struct AudienceRequest: WireMessage, MappedMessage, Hashable {
    /// The item's external id.
    public var item: String
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Asks this placement's recommender; nil means home.
    public var placement: String?
    /// Asks this recommender.
    public var recommender: String?
    /// True also lists users who have bought or rated the item.
    public var includesOwners: Bool

    /// A message out of its fields.
    public init(
        item: String, limit: Int? = nil, placement: String? = nil, recommender: String? = nil,
        includesOwners: Bool = false
    ) {
        self.item = item
        self.limit = limit
        self.placement = placement
        self.recommender = recommender
        self.includesOwners = includesOwners
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__AudienceRequest>) {
        wicker__v1__audience_request__init(raw)
    }

    init(_ raw: Wicker__V1__AudienceRequest, _ reader: FieldReader) throws(FieldError) {
        item = try reader.id(raw.item, "item")
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        placement = try reader.optionalText(raw.placement, "placement", atMost: Limits.nameByteCount)
        recommender = try reader.optionalText(raw.recommender, "recommender", atMost: Limits.nameByteCount)
        includesOwners = raw.include_owners != 0
    }

    func write(to raw: inout Wicker__V1__AudienceRequest, in arena: Arena) {
        (raw.has_item, raw.item) = arena.field(item)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.has_placement, raw.placement) = arena.field(placement)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.has_include_owners, raw.include_owners) = arena.claim(includesOwners)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<AudienceRequest>()
}

extension ScoredUser: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ScoredUser>) {
        wicker__v1__scored_user__init(raw)
    }

    init(_ raw: Wicker__V1__ScoredUser, _ reader: FieldReader) throws(FieldError) {
        self.init(id: try reader.text(raw.id, "id"), score: raw.score)
    }

    func write(to raw: inout Wicker__V1__ScoredUser, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.has_score, raw.score) = arena.field(score)
    }
}

/// Users, best first.
public struct UserListResponse: WireMessage, MappedMessage, Hashable {
    /// The snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Which recommender of the snapshot answered.
    public var recommender: String
    /// Best first, ties by the order in which users became known.
    public var users: [ScoredUser]

    /// A message out of its fields.
    public init(snapshot: UInt64, recommender: String, users: [ScoredUser]) {
        self.snapshot = snapshot
        self.recommender = recommender
        self.users = users
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__UserListResponse>) {
        wicker__v1__user_list_response__init(raw)
    }

    init(_ raw: Wicker__V1__UserListResponse, _ reader: FieldReader) throws(FieldError) {
        snapshot = raw.snapshot
        recommender = try reader.text(raw.recommender, "recommender")
        users = try reader.list(raw.users, raw.n_users, "users")
    }

    func write(to raw: inout Wicker__V1__UserListResponse, in arena: Arena) {
        (raw.has_snapshot, raw.snapshot) = arena.field(snapshot)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.n_users, raw.users) = arena.list(users)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<UserListResponse>()
}
