// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Asks what goes with a basket.
public struct CrossSellRequest: WireMessage, MappedMessage, Hashable {
    /// External ids of what is in the basket, up to 1,000; empty for the user's cart.
    public var basket: [String]
    /// For whom it is; without a basket, whose cart is the basket.
    public var user: String?
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Asks this recommender alone; nil means the first of kind rules, then the first of kind sequential-rules.
    public var recommender: String?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// True fills a short list up with what everybody likes.
    public var fills: Bool
    /// Places at the end of the list that are kept for what tends to follow, 0 to 1,000.
    public var following: Int

    /// A message out of its fields.
    public init(
        basket: [String] = [], user: String? = nil, limit: Int? = nil, recommender: String? = nil,
        exclude: [String] = [], includesOutOfStock: Bool = false, fills: Bool = false, following: Int = 0
    ) {
        self.basket = basket
        self.user = user
        self.limit = limit
        self.recommender = recommender
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
        self.fills = fills
        self.following = following
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CrossSellRequest>) {
        wicker__v1__cross_sell_request__init(raw)
    }

    init(_ raw: Wicker__V1__CrossSellRequest, _ reader: FieldReader) throws(FieldError) {
        basket = try reader.texts(raw.basket, raw.n_basket, "basket", atMost: Limits.listCount, of: Limits.idByteCount)
        user = try reader.optionalText(raw.user, "user", atMost: Limits.idByteCount)
        if basket.isEmpty, user == nil {
            throw FieldError("basket", "give 1 to \(Limits.listCount) items of a basket, or a user whose cart it is")
        }
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        recommender = try reader.optionalText(raw.recommender, "recommender", atMost: Limits.nameByteCount)
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
        fills = raw.fill != 0
        following = Int(raw.following)
        guard following <= Limits.listLength else {
            throw FieldError("following", "\(following); use 0 to \(Limits.listLength)")
        }
    }

    func write(to raw: inout Wicker__V1__CrossSellRequest, in arena: Arena) {
        (raw.n_basket, raw.basket) = arena.list(basket)
        (raw.has_user, raw.user) = arena.field(user)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_fill, raw.fill) = arena.claim(fills)
        if following > 0 { (raw.has_following, raw.following) = (1, UInt32(clamping: following)) }
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CrossSellRequest>()
}

/// Asks for a page of the snapshot's rules.
public struct RulesRequest: WireMessage, MappedMessage, Hashable {
    /// Asks this recommender; nil means the first that has rules.
    public var recommender: String?
    /// Only rules with this item.
    public var item: String?
    /// Where the item, or one of the category, must stand.
    public var side: RuleSide = .either
    /// Only rules with an item of this category or one below it.
    public var category: [String] = []
    /// Only rules that at least that many baskets hold.
    public var minimumCount = 0
    /// Only rules with at least that confidence.
    public var minimumConfidence = 0.0
    /// Only rules with at least that lift.
    public var minimumLift = 0.0
    /// What the best is by.
    public var sort: RuleMeasure = .score
    /// 1 to 1,000; nil means 100.
    public var pageSize: Int?
    /// `nextPageToken` of the page before; nil for the first.
    public var pageToken: String?

    /// All rules, best score first.
    public init() {}

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RulesRequest>) {
        wicker__v1__rules_request__init(raw)
    }

    init(_ raw: Wicker__V1__RulesRequest, _ reader: FieldReader) throws(FieldError) {
        recommender = try reader.optionalText(raw.recommender, "recommender", atMost: Limits.nameByteCount)
        item = try reader.optionalText(raw.item, "item", atMost: Limits.idByteCount)
        side = try reader.word(raw.side, "side") ?? .either
        category = try reader.texts(
            raw.category, raw.n_category, "category", atMost: Limits.categoryDepth, of: Limits.textByteCount)
        minimumCount = Int(clamping: raw.min_count)
        minimumConfidence = try reader.minimum(raw.min_confidence, "min_confidence")
        minimumLift = try reader.minimum(raw.min_lift, "min_lift")
        sort = try reader.word(raw.sort, "sort") ?? .score
        pageSize = try reader.length(raw.has_page_size, raw.page_size, "page_size")
        pageToken = try reader.optionalText(raw.page_token, "page_token", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__RulesRequest, in arena: Arena) {
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.has_item, raw.item) = arena.field(item)
        (raw.has_side, raw.side) = arena.field(side == .either ? nil : side.rawValue)
        (raw.n_category, raw.category) = arena.list(category)
        if minimumCount > 0 { (raw.has_min_count, raw.min_count) = arena.field(minimumCount) }
        if minimumConfidence > 0 { (raw.has_min_confidence, raw.min_confidence) = arena.field(minimumConfidence) }
        if minimumLift > 0 { (raw.has_min_lift, raw.min_lift) = arena.field(minimumLift) }
        (raw.has_sort, raw.sort) = arena.field(sort == .score ? nil : sort.rawValue)
        (raw.has_page_size, raw.page_size) = arena.field(pageSize)
        (raw.has_page_token, raw.page_token) = arena.field(pageToken)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RulesRequest>()
}

extension FieldReader {
    /// One of an enumeration's words; nil when absent or empty.
    fileprivate func word<Word: RawRepresentable & CaseIterable>(
        _ data: ProtobufCBinaryData, _ field: StaticString
    ) throws(FieldError) -> Word? where Word.RawValue == String {
        guard let text = try optionalText(data, field, atMost: Limits.nameByteCount) else { return nil }
        if let word = Word(rawValue: text) { return word }
        throw FieldError(field, "“\(text)”; use \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// A least value: a number, not below 0.
    fileprivate func minimum(_ value: Double, _ field: StaticString) throws(FieldError) -> Double {
        guard value >= 0, value.isFinite else { throw FieldError(field, "\(value); use a number from 0 up") }
        return value
    }
}
