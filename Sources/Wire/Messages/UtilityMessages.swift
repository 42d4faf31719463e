// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Asks for the items of most utility.
public struct RecommendByUtilityRequest: WireMessage, MappedMessage, Hashable {
    /// What to judge by; none means what the snapshot has learned.
    public var criteria: [Criterion]
    /// Whose profile or segment counts.
    public var user: String?
    /// The segment whose learned weights count, instead of the user's.
    public var segment: String?
    /// Only items of this category or below it, from the root.
    public var category: [String]
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// Whose learned weights; nil means the first of kind utility.
    public var recommender: String?

    /// A message out of its fields.
    public init(
        criteria: [Criterion] = [], user: String? = nil, segment: String? = nil, category: [String] = [],
        limit: Int? = nil, exclude: [String] = [], includesOutOfStock: Bool = false, recommender: String? = nil
    ) {
        self.criteria = criteria
        self.user = user
        self.segment = segment
        self.category = category
        self.limit = limit
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
        self.recommender = recommender
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RecommendByUtilityRequest>) {
        wicker__v1__recommend_by_utility_request__init(raw)
    }

    init(_ raw: Wicker__V1__RecommendByUtilityRequest, _ reader: FieldReader) throws(FieldError) {
        criteria = try reader.list(raw.criteria, raw.n_criteria, "criteria", atMost: Criterion.limit)
        user = try reader.optionalText(raw.user, "user", atMost: Limits.idByteCount)
        segment = try reader.optionalText(raw.segment, "segment", atMost: Limits.textByteCount)
        category = try reader.texts(
            raw.category, raw.n_category, "category", atMost: Limits.categoryDepth, of: Limits.textByteCount)
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
        recommender = try reader.optionalText(raw.recommender, "recommender", atMost: Limits.nameByteCount)
    }

    func write(to raw: inout Wicker__V1__RecommendByUtilityRequest, in arena: Arena) {
        (raw.n_criteria, raw.criteria) = arena.list(criteria)
        (raw.has_user, raw.user) = arena.field(user)
        (raw.has_segment, raw.segment) = arena.field(segment)
        (raw.n_category, raw.category) = arena.list(category)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RecommendByUtilityRequest>()
}

/// Items of most utility, and what each attribute adds to it.
public struct RecommendByUtilityResponse: WireMessage, MappedMessage, Hashable {
    /// Names this answer, so that later clicks and purchases can be attributed to it.
    public var recommendationID: String
    /// The snapshot whose learned weights counted; 0 where none did.
    public var snapshot: UInt64
    /// Where the weights come from: request, profile or learned.
    public var source: String
    /// Whose learned weights; empty for those of all customers.
    public var segment: String
    /// What each attribute counts.
    public var attributes: [UtilityAttribute]
    /// Best first, ties by the order in which items became known.
    public var items: [UtilityItem]

    /// A message out of its fields.
    public init(
        recommendationID: String, snapshot: UInt64, source: String, segment: String, attributes: [UtilityAttribute],
        items: [UtilityItem]
    ) {
        self.recommendationID = recommendationID
        self.snapshot = snapshot
        self.source = source
        self.segment = segment
        self.attributes = attributes
        self.items = items
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RecommendByUtilityResponse>) {
        wicker__v1__recommend_by_utility_response__init(raw)
    }

    init(_ raw: Wicker__V1__RecommendByUtilityResponse, _ reader: FieldReader) throws(FieldError) {
        recommendationID = try reader.text(raw.recommendation_id, "recommendation_id")
        snapshot = raw.snapshot
        source = try reader.text(raw.source, "source")
        segment = try reader.text(raw.segment, "segment")
        attributes = try reader.list(raw.attributes, raw.n_attributes, "attributes")
        items = try reader.list(raw.items, raw.n_items, "items")
    }

    func write(to raw: inout Wicker__V1__RecommendByUtilityResponse, in arena: Arena) {
        (raw.has_recommendation_id, raw.recommendation_id) = arena.field(recommendationID)
        (raw.has_snapshot, raw.snapshot) = (1, snapshot)
        (raw.has_source, raw.source) = arena.field(source)
        (raw.has_segment, raw.segment) = arena.field(segment)
        (raw.n_attributes, raw.attributes) = arena.list(attributes)
        (raw.n_items, raw.items) = arena.list(items)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RecommendByUtilityResponse>()
}

extension UtilityAttribute: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__UtilityAttribute>) {
        wicker__v1__utility_attribute__init(raw)
    }

    init(_ raw: Wicker__V1__UtilityAttribute, _ reader: FieldReader) throws(FieldError) {
        self.init(
            attribute: try reader.text(raw.attribute, "attribute"), weight: raw.weight,
            standardError: reader.number(raw.has_standard_error, raw.standard_error),
            willingnessToPay: reader.number(raw.has_willingness_to_pay, raw.willingness_to_pay),
            willingnessToPayError: reader.number(raw.has_willingness_to_pay_error, raw.willingness_to_pay_error))
    }

    func write(to raw: inout Wicker__V1__UtilityAttribute, in arena: Arena) {
        (raw.has_attribute, raw.attribute) = arena.field(attribute)
        (raw.has_weight, raw.weight) = (1, weight)
        (raw.has_standard_error, raw.standard_error) = arena.field(standardError)
        (raw.has_willingness_to_pay, raw.willingness_to_pay) = arena.field(willingnessToPay)
        (raw.has_willingness_to_pay_error, raw.willingness_to_pay_error) = arena.field(willingnessToPayError)
    }
}

extension UtilityItem: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__UtilityItem>) {
        wicker__v1__utility_item__init(raw)
    }

    init(_ raw: Wicker__V1__UtilityItem, _ reader: FieldReader) throws(FieldError) {
        self.init(
            id: try reader.text(raw.id, "id"), utility: raw.utility,
            partWorths: reader.numbers(raw.part_worths, raw.n_part_worths))
    }

    func write(to raw: inout Wicker__V1__UtilityItem, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.has_utility, raw.utility) = (1, utility)
        (raw.n_part_worths, raw.part_worths) = arena.list(partWorths)
    }
}
