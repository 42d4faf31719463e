// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Asks what comes next in a running session.
public struct NextInSessionRequest: WireMessage, MappedMessage, Hashable {
    /// The session's items so far, oldest first, up to 1,000; unknown ones are ignored and reported.
    public var items: [String]
    /// The session's own id; without items, those recorded with it are taken.
    public var session: String?
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// The slot on the page; nil means session, or what comes nearest to it.
    public var placement: String?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// Overrides the placement: true drops the session's own items; nil leaves it to the placement.
    public var excludesSeen: Bool?
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// True asks for each item's `because`.
    public var explains: Bool
    /// For whom: what the shop's rules keep from such users is left out; nil means anybody.
    public var user: String?

    /// A message out of its fields.
    public init(
        items: [String] = [], session: String? = nil, limit: Int? = nil, placement: String? = nil,
        exclude: [String] = [], excludesSeen: Bool? = nil, includesOutOfStock: Bool = false, explains: Bool = false,
        user: String? = nil
    ) {
        self.items = items
        self.session = session
        self.limit = limit
        self.placement = placement
        self.exclude = exclude
        self.excludesSeen = excludesSeen
        self.includesOutOfStock = includesOutOfStock
        self.explains = explains
        self.user = user
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__NextInSessionRequest>) {
        wicker__v1__next_in_session_request__init(raw)
    }

    init(_ raw: Wicker__V1__NextInSessionRequest, _ reader: FieldReader) throws(FieldError) {
        items = try reader.texts(raw.items, raw.n_items, "items", atMost: Limits.listCount, of: Limits.idByteCount)
        session = try reader.optionalText(raw.session, "session", atMost: Limits.idByteCount)
        if items.isEmpty, session == nil {
            throw FieldError("items", "required; give the session's items, or its id in session")
        }
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        placement = try reader.optionalText(raw.placement, "placement", atMost: Limits.nameByteCount)
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        excludesSeen = reader.flag(raw.has_exclude_seen, raw.exclude_seen)
        includesOutOfStock = raw.include_out_of_stock != 0
        explains = raw.explain != 0
        user = try reader.optionalText(raw.user, "user", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__NextInSessionRequest, in arena: Arena) {
        (raw.n_items, raw.items) = arena.list(items)
        (raw.has_session, raw.session) = arena.field(session)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.has_placement, raw.placement) = arena.field(placement)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_exclude_seen, raw.exclude_seen) = arena.field(excludesSeen)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_explain, raw.explain) = arena.claim(explains)
        (raw.has_user, raw.user) = arena.field(user)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<NextInSessionRequest>()
}

/// The items that may come next, best first.
public struct NextInSessionResponse: WireMessage, WrittenMessage, Hashable {
    /// Names this answer, so that later clicks and purchases can be attributed to it.
    public var recommendationID: String
    /// The snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Best first, ties by the order in which items became known.
    public var items: [RecommendedItem]
    /// Whether the list rests on something of the session.
    public var isPersonalised: Bool
    /// Ids of the request that the shop has never named, each once.
    public var unknown: [String]

    /// A message out of its fields.
    public init(
        recommendationID: String, snapshot: UInt64, items: [RecommendedItem], isPersonalised: Bool, unknown: [String]
    ) {
        self.recommendationID = recommendationID
        self.snapshot = snapshot
        self.items = items
        self.isPersonalised = isPersonalised
        self.unknown = unknown
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__NextInSessionResponse>) {
        wicker__v1__next_in_session_response__init(raw)
    }

    init(_ raw: Wicker__V1__NextInSessionResponse, _ reader: FieldReader) throws(FieldError) {
        recommendationID = try reader.text(raw.recommendation_id, "recommendation_id")
        snapshot = raw.snapshot
        items = try reader.list(raw.items, raw.n_items, "items")
        isPersonalised = raw.personalised != 0
        unknown = try reader.texts(raw.unknown, raw.n_unknown, "unknown")
    }

    var byteBound: Int {
        MessageWriter.Bound.text(recommendationID) + 2 * MessageWriter.Bound.integer + MessageWriter.Bound.list(items)
            + MessageWriter.Bound.list(unknown)
    }

    func write(to writer: inout MessageWriter) {
        writer.field(1, recommendationID)
        writer.field(2, snapshot)
        writer.list(3, items)
        writer.claim(4, isPersonalised)
        writer.list(5, unknown)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<NextInSessionResponse>()
}
