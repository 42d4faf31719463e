// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

extension CrossSoldItem: WrittenMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CrossSoldItem>) {
        wicker__v1__cross_sold_item__init(raw)
    }

    init(_ raw: Wicker__V1__CrossSoldItem, _ reader: FieldReader) throws(FieldError) {
        self.init(id: try reader.text(raw.id, "id"), score: raw.score, isFallback: raw.fallback != 0)
        antecedent = try reader.texts(raw.antecedent, raw.n_antecedent, "antecedent")
        antecedentCategory = try reader.texts(
            raw.antecedent_category, raw.n_antecedent_category, "antecedent_category")
        rule = try reader.text(raw.rule, "rule")
        count = Int(clamping: raw.count)
        (support, confidence, lift) = (raw.support, raw.confidence, raw.lift)
        if raw.within_days > 0 {
            delay = RuleDelay(
                within: raw.within_days, lower: raw.delay_lower_days, median: raw.delay_median_days,
                upper: raw.delay_upper_days)
        }
    }

    var byteBound: Int {
        MessageWriter.Bound.text(id) + 8 * MessageWriter.Bound.float + MessageWriter.Bound.list(antecedent)
            + 2 * MessageWriter.Bound.integer + MessageWriter.Bound.text(rule)
            + MessageWriter.Bound.list(antecedentCategory)
    }

    func write(to writer: inout MessageWriter) {
        writer.field(1, id)
        writer.field(2, score)
        if isFallback { return writer.claim(8, true) }
        writer.list(3, antecedent)
        writer.field(4, UInt64(clamping: count))
        writer.field(5, support)
        writer.field(6, confidence)
        writer.field(7, lift)
        writer.field(9, rule)
        if let delay {
            writer.field(10, delay.within)
            writer.field(11, delay.lower)
            writer.field(12, delay.median)
            writer.field(13, delay.upper)
        }
        writer.list(14, antecedentCategory)
    }
}

/// What goes with a basket, best first.
public struct CrossSellResponse: WireMessage, WrittenMessage, Hashable {
    /// Names this answer, so that later clicks and purchases can be attributed to it.
    public var recommendationID: String
    /// The snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Which recommender of the snapshot answered.
    public var recommender: String
    /// Best first, ties by the order in which items became known.
    public var items: [CrossSoldItem]
    /// Items of the basket that the shop has never named.
    public var unknown: [String]
    /// The cart that was answered for, when a user was given.
    public var cart: [String]

    /// A message out of its fields.
    public init(
        recommendationID: String, snapshot: UInt64, recommender: String, items: [CrossSoldItem],
        unknown: [String] = [], cart: [String] = []
    ) {
        self.recommendationID = recommendationID
        self.snapshot = snapshot
        self.recommender = recommender
        self.items = items
        self.unknown = unknown
        self.cart = cart
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CrossSellResponse>) {
        wicker__v1__cross_sell_response__init(raw)
    }

    init(_ raw: Wicker__V1__CrossSellResponse, _ reader: FieldReader) throws(FieldError) {
        recommendationID = try reader.text(raw.recommendation_id, "recommendation_id")
        snapshot = raw.snapshot
        recommender = try reader.text(raw.recommender, "recommender")
        items = try reader.list(raw.items, raw.n_items, "items")
        unknown = try reader.texts(raw.unknown, raw.n_unknown, "unknown")
        cart = try reader.texts(raw.cart, raw.n_cart, "cart")
    }

    var byteBound: Int {
        MessageWriter.Bound.text(recommendationID) + MessageWriter.Bound.integer
            + MessageWriter.Bound.text(recommender) + MessageWriter.Bound.list(items)
            + MessageWriter.Bound.list(unknown) + MessageWriter.Bound.list(cart)
    }

    func write(to writer: inout MessageWriter) {
        writer.field(1, recommendationID)
        writer.field(2, snapshot)
        writer.field(3, recommender)
        writer.list(4, items)
        writer.list(5, unknown)
        writer.list(6, cart)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CrossSellResponse>()
}

extension ItemRule: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Rule>) { wicker__v1__rule__init(raw) }

    init(_ raw: Wicker__V1__Rule, _ reader: FieldReader) throws(FieldError) {
        self.init(
            antecedent: try reader.texts(raw.antecedent, raw.n_antecedent, "antecedent"),
            consequent: try reader.text(raw.consequent, "consequent"))
        antecedentCategory = try reader.texts(
            raw.antecedent_category, raw.n_antecedent_category, "antecedent_category")
        count = Int(clamping: raw.count)
        antecedentCount = Int(clamping: raw.antecedent_count)
        consequentCount = Int(clamping: raw.consequent_count)
        (measures.support, measures.confidence, measures.lift) = (raw.support, raw.confidence, raw.lift)
        (measures.leverage, measures.conviction, measures.zhang) = (raw.leverage, raw.conviction, raw.zhang)
        (measures.chiSquared, measures.score) = (raw.chi_squared, raw.score)
        if raw.within_days > 0 {
            delay = RuleDelay(
                within: raw.within_days, lower: raw.delay_lower_days, median: raw.delay_median_days,
                upper: raw.delay_upper_days)
        }
    }

    func write(to raw: inout Wicker__V1__Rule, in arena: Arena) {
        (raw.n_antecedent, raw.antecedent) = arena.list(antecedent)
        (raw.n_antecedent_category, raw.antecedent_category) = arena.list(antecedentCategory)
        (raw.has_consequent, raw.consequent) = arena.field(consequent)
        (raw.has_count, raw.count) = arena.field(count)
        (raw.has_antecedent_count, raw.antecedent_count) = arena.field(antecedentCount)
        (raw.has_consequent_count, raw.consequent_count) = arena.field(consequentCount)
        (raw.has_support, raw.support) = arena.field(measures.support)
        (raw.has_confidence, raw.confidence) = arena.field(measures.confidence)
        (raw.has_lift, raw.lift) = arena.field(measures.lift)
        (raw.has_leverage, raw.leverage) = arena.field(measures.leverage)
        (raw.has_conviction, raw.conviction) = arena.field(measures.conviction)
        (raw.has_zhang, raw.zhang) = arena.field(measures.zhang)
        (raw.has_chi_squared, raw.chi_squared) = arena.field(measures.chiSquared)
        (raw.has_score, raw.score) = arena.field(measures.score)
        guard let delay else { return }
        (raw.has_within_days, raw.within_days) = arena.field(delay.within)
        (raw.has_delay_lower_days, raw.delay_lower_days) = arena.field(delay.lower)
        (raw.has_delay_median_days, raw.delay_median_days) = arena.field(delay.median)
        (raw.has_delay_upper_days, raw.delay_upper_days) = arena.field(delay.upper)
    }
}

/// One page of rules.
public struct RulesResponse: WireMessage, MappedMessage, Hashable {
    /// The snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Which recommender of the snapshot answered.
    public var recommender: String
    /// Baskets that were mined; of sequential rules, customers.
    public var basketCount: Int
    /// Rules that were asked for, on all pages together.
    public var total: Int
    /// Best first.
    public var rules: [ItemRule]
    /// Asks for the next page; nil on the last.
    public var nextPageToken: String?

    /// A message out of its fields.
    public init(
        snapshot: UInt64, recommender: String, basketCount: Int, total: Int, rules: [ItemRule],
        nextPageToken: String? = nil
    ) {
        self.snapshot = snapshot
        self.recommender = recommender
        self.basketCount = basketCount
        self.total = total
        self.rules = rules
        self.nextPageToken = nextPageToken
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RulesResponse>) {
        wicker__v1__rules_response__init(raw)
    }

    init(_ raw: Wicker__V1__RulesResponse, _ reader: FieldReader) throws(FieldError) {
        snapshot = raw.snapshot
        recommender = try reader.text(raw.recommender, "recommender")
        basketCount = Int(clamping: raw.baskets)
        total = Int(clamping: raw.total)
        rules = try reader.list(raw.rules, raw.n_rules, "rules")
        nextPageToken = try reader.optionalText(raw.next_page_token, "next_page_token", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__RulesResponse, in arena: Arena) {
        (raw.has_snapshot, raw.snapshot) = arena.field(snapshot)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.has_baskets, raw.baskets) = arena.field(basketCount)
        (raw.has_total, raw.total) = arena.field(total)
        (raw.n_rules, raw.rules) = arena.list(rules)
        (raw.has_next_page_token, raw.next_page_token) = arena.field(nextPageToken)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RulesResponse>()
}
