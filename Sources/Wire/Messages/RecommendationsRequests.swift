// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Asks what a user should see now.
public struct RecommendRequest: WireMessage, MappedMessage, Hashable {
    /// The user's external id.
    public var user: String
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// The slot on the page; nil means home.
    public var placement: String?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// Overrides the placement: true drops what the user has events with; nil leaves it to the placement.
    public var excludesSeen: Bool?
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// True asks for each item's `because`.
    public var explains: Bool

    /// A message out of its fields.
    public init(
        user: String, limit: Int? = nil, placement: String? = nil, exclude: [String] = [], excludesSeen: Bool? = nil,
        includesOutOfStock: Bool = false, explains: Bool = false
    ) {
        self.user = user
        self.limit = limit
        self.placement = placement
        self.exclude = exclude
        self.excludesSeen = excludesSeen
        self.includesOutOfStock = includesOutOfStock
        self.explains = explains
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RecommendRequest>) {
        wicker__v1__recommend_request__init(raw)
    }

    init(_ raw: Wicker__V1__RecommendRequest, _ reader: FieldReader) throws(FieldError) {
        user = try reader.id(raw.user, "user")
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        placement = try reader.optionalText(raw.placement, "placement", atMost: Limits.nameByteCount)
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        excludesSeen = reader.flag(raw.has_exclude_seen, raw.exclude_seen)
        includesOutOfStock = raw.include_out_of_stock != 0
        explains = raw.explain != 0
    }

    func write(to raw: inout Wicker__V1__RecommendRequest, in arena: Arena) {
        (raw.has_user, raw.user) = arena.field(user)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.has_placement, raw.placement) = arena.field(placement)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_exclude_seen, raw.exclude_seen) = arena.field(excludesSeen)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_explain, raw.explain) = arena.claim(explains)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RecommendRequest>()
}

/// Asks for items like an item.
public struct SimilarItemsRequest: WireMessage, MappedMessage, Hashable {
    /// The item's external id.
    public var item: String
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// The slot on the page; nil means product.
    public var placement: String?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// What likeness is seen by; nil means behaviour.
    public var likeness: Likeness?
    /// True asks for each item's `reasons`.
    public var explains: Bool
    /// For whom: what the shop's rules keep from such users is left out; nil means anybody.
    public var user: String?

    /// A message out of its fields.
    public init(
        item: String, limit: Int? = nil, placement: String? = nil, exclude: [String] = [],
        includesOutOfStock: Bool = false, by likeness: Likeness? = nil, explains: Bool = false, user: String? = nil
    ) {
        self.item = item
        self.limit = limit
        self.placement = placement
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
        self.likeness = likeness
        self.explains = explains
        self.user = user
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__SimilarItemsRequest>) {
        wicker__v1__similar_items_request__init(raw)
    }

    init(_ raw: Wicker__V1__SimilarItemsRequest, _ reader: FieldReader) throws(FieldError) {
        item = try reader.id(raw.item, "item")
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        placement = try reader.optionalText(raw.placement, "placement", atMost: Limits.nameByteCount)
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
        likeness = try reader.choice(raw.by, "by")
        explains = raw.explain != 0
        user = try reader.optionalText(raw.user, "user", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__SimilarItemsRequest, in arena: Arena) {
        (raw.has_item, raw.item) = arena.field(item)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.has_placement, raw.placement) = arena.field(placement)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_by, raw.by) = arena.field(likeness?.rawValue)
        (raw.has_explain, raw.explain) = arena.claim(explains)
        (raw.has_user, raw.user) = arena.field(user)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<SimilarItemsRequest>()
}

/// Asks for what everybody likes.
public struct PopularRequest: WireMessage, MappedMessage, Hashable {
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool

    /// A message out of its fields.
    public init(limit: Int? = nil, exclude: [String] = [], includesOutOfStock: Bool = false) {
        self.limit = limit
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__PopularRequest>) {
        wicker__v1__popular_request__init(raw)
    }

    init(_ raw: Wicker__V1__PopularRequest, _ reader: FieldReader) throws(FieldError) {
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
    }

    func write(to raw: inout Wicker__V1__PopularRequest, in arena: Arena) {
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<PopularRequest>()
}
