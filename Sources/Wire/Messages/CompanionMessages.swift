// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Asks what goes with an item, or can stand for it.
public struct CompanionsRequest: WireMessage, MappedMessage, Hashable {
    /// The item's external id.
    public var item: String
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// Asks this recommender; nil means the first of the recipe that suits the question.
    public var recommender: String?
    /// For whom: what the shop's rules keep from such users is left out; nil means anybody.
    public var user: String?

    /// A message out of its fields.
    public init(
        item: String, limit: Int? = nil, exclude: [String] = [], includesOutOfStock: Bool = false,
        recommender: String? = nil, user: String? = nil
    ) {
        self.item = item
        self.limit = limit
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
        self.recommender = recommender
        self.user = user
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CompanionsRequest>) {
        wicker__v1__companions_request__init(raw)
    }

    init(_ raw: Wicker__V1__CompanionsRequest, _ reader: FieldReader) throws(FieldError) {
        item = try reader.id(raw.item, "item")
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
        recommender = try reader.optionalText(raw.recommender, "recommender", atMost: Limits.nameByteCount)
        user = try reader.optionalText(raw.user, "user", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__CompanionsRequest, in arena: Arena) {
        (raw.has_item, raw.item) = arena.field(item)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.has_user, raw.user) = arena.field(user)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CompanionsRequest>()
}

/// Items that go with an item, each with its evidence.
public struct CompanionsResponse: WireMessage, MappedMessage, Hashable {
    /// Names this answer, so that later clicks and purchases can be attributed to it.
    public var recommendationID: String
    /// The snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Which recommender of the snapshot answered.
    public var recommender: String
    /// Best first, ties by the order in which items became known.
    public var items: [Companion]

    /// A message out of its fields.
    public init(recommendationID: String, snapshot: UInt64, recommender: String, items: [Companion]) {
        self.recommendationID = recommendationID
        self.snapshot = snapshot
        self.recommender = recommender
        self.items = items
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CompanionsResponse>) {
        wicker__v1__companions_response__init(raw)
    }

    init(_ raw: Wicker__V1__CompanionsResponse, _ reader: FieldReader) throws(FieldError) {
        recommendationID = try reader.text(raw.recommendation_id, "recommendation_id")
        snapshot = raw.snapshot
        recommender = try reader.text(raw.recommender, "recommender")
        items = try reader.list(raw.items, raw.n_items, "items")
    }

    func write(to raw: inout Wicker__V1__CompanionsResponse, in arena: Arena) {
        (raw.has_recommendation_id, raw.recommendation_id) = arena.field(recommendationID)
        (raw.has_snapshot, raw.snapshot) = arena.field(snapshot)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.n_items, raw.items) = arena.list(items)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CompanionsResponse>()
}
