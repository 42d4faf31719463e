// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Asks which of their own items a customer will buy again.
public struct BuyAgainRequest: WireMessage, MappedMessage, Hashable {
    /// The user's external id.
    public var user: String
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// Asks this recommender; nil means the first of the recipe that knows repeats.
    public var recommender: String?
    /// True leaves out items whose interval has not passed.
    public var dueOnly: Bool

    /// A message out of its fields.
    public init(
        user: String, limit: Int? = nil, exclude: [String] = [], includesOutOfStock: Bool = false,
        recommender: String? = nil, dueOnly: Bool = false
    ) {
        self.user = user
        self.limit = limit
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
        self.recommender = recommender
        self.dueOnly = dueOnly
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__BuyAgainRequest>) {
        wicker__v1__buy_again_request__init(raw)
    }

    init(_ raw: Wicker__V1__BuyAgainRequest, _ reader: FieldReader) throws(FieldError) {
        user = try reader.id(raw.user, "user")
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
        recommender = try reader.optionalText(raw.recommender, "recommender", atMost: Limits.nameByteCount)
        dueOnly = raw.due_only != 0
    }

    func write(to raw: inout Wicker__V1__BuyAgainRequest, in arena: Arena) {
        (raw.has_user, raw.user) = arena.field(user)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.has_due_only, raw.due_only) = arena.claim(dueOnly)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<BuyAgainRequest>()
}

/// A customer's own items, the likeliest to be bought again first.
public struct BuyAgainResponse: WireMessage, MappedMessage, Hashable {
    /// Names this answer, so that later clicks and purchases can be attributed to it.
    public var recommendationID: String
    /// The snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Which recommender of the snapshot answered.
    public var recommender: String
    /// Days that a probability looks ahead.
    public var horizonDays: Double
    /// By probability, ties by the order in which items became known.
    public var items: [RepeatPurchase]

    /// A message out of its fields.
    public init(
        recommendationID: String, snapshot: UInt64, recommender: String, horizonDays: Double, items: [RepeatPurchase]
    ) {
        self.recommendationID = recommendationID
        self.snapshot = snapshot
        self.recommender = recommender
        self.horizonDays = horizonDays
        self.items = items
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__BuyAgainResponse>) {
        wicker__v1__buy_again_response__init(raw)
    }

    init(_ raw: Wicker__V1__BuyAgainResponse, _ reader: FieldReader) throws(FieldError) {
        recommendationID = try reader.text(raw.recommendation_id, "recommendation_id")
        snapshot = raw.snapshot
        recommender = try reader.text(raw.recommender, "recommender")
        horizonDays = raw.horizon_days
        items = try reader.list(raw.items, raw.n_items, "items")
    }

    func write(to raw: inout Wicker__V1__BuyAgainResponse, in arena: Arena) {
        (raw.has_recommendation_id, raw.recommendation_id) = arena.field(recommendationID)
        (raw.has_snapshot, raw.snapshot) = arena.field(snapshot)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.has_horizon_days, raw.horizon_days) = arena.field(horizonDays)
        (raw.n_items, raw.items) = arena.list(items)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<BuyAgainResponse>()
}

extension RepeatPurchase: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RepeatPurchase>) {
        wicker__v1__repeat_purchase__init(raw)
    }

    init(_ raw: Wicker__V1__RepeatPurchase, _ reader: FieldReader) throws(FieldError) {
        self.init(
            id: try reader.text(raw.id, "id"), probability: raw.probability, purchases: Int(clamping: raw.purchases),
            lastBought: Timestamp(milliseconds: raw.last_bought_ms), intervalDays: raw.interval_days,
            dueSince: Timestamp(milliseconds: raw.due_since_ms))
    }

    func write(to raw: inout Wicker__V1__RepeatPurchase, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.has_probability, raw.probability) = arena.field(probability)
        (raw.has_purchases, raw.purchases) = arena.field(purchases)
        (raw.has_last_bought_ms, raw.last_bought_ms) = arena.field(lastBought.milliseconds)
        (raw.has_interval_days, raw.interval_days) = arena.field(intervalDays)
        (raw.has_due_since_ms, raw.due_since_ms) = arena.field(dueSince.milliseconds)
    }
}
