// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// What is asked of one attribute, as it travels.
public struct RequirementMessage: WireMessage, MappedMessage, Hashable {
    /// Name of the attribute or field.
    public var attribute: String
    /// One of = != < <= > >= between in "has any" "has all" within near.
    public var operatorName: String
    /// What it is compared with.
    public var values: [AttributeValue]
    /// What it counts when it is met; nil when it must be met.
    public var weight: Double?

    /// A message out of its fields.
    public init(attribute: String, operatorName: String, values: [AttributeValue] = [], weight: Double? = nil) {
        self.attribute = attribute
        self.operatorName = operatorName
        self.values = values
        self.weight = weight
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Requirement>) {
        wicker__v1__requirement__init(raw)
    }

    init(_ raw: Wicker__V1__Requirement, _ reader: FieldReader) throws(FieldError) {
        attribute = try reader.text(raw.attribute, "attribute", atMost: Limits.nameByteCount)
        operatorName = try reader.text(raw.operator_, "operator", atMost: Limits.nameByteCount)
        values = try reader.list(raw.values, raw.n_values, "values", atMost: Limits.listCount)
        weight = reader.number(raw.has_weight, raw.weight)
    }

    func write(to raw: inout Wicker__V1__Requirement, in arena: Arena) {
        (raw.has_attribute, raw.attribute) = arena.field(attribute)
        (raw.has_operator_, raw.operator_) = arena.field(operatorName)
        (raw.n_values, raw.values) = arena.list(values)
        (raw.has_weight, raw.weight) = arena.field(weight)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RequirementMessage>()
}

/// Asks for the items that meet requirements.
public struct FindMatchingRequest: WireMessage, MappedMessage, Hashable {
    /// What must be met and what is wished for, up to 32.
    public var requirements: [RequirementMessage]
    /// Whose taste decides between equals; nil for nobody's.
    public var user: String?
    /// The slot whose recommender knows that taste; nil means home.
    public var placement: String?
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// Only items that the shop's rules let go with this one; nil for any.
    public var goesWith: String?
    /// Items listed for each relaxation, up to 100; nil means 3.
    public var relaxationItems: Int?

    /// A message out of its fields.
    public init(
        requirements: [RequirementMessage] = [], user: String? = nil, placement: String? = nil, limit: Int? = nil,
        exclude: [String] = [], includesOutOfStock: Bool = false, goesWith: String? = nil, relaxationItems: Int? = nil
    ) {
        self.requirements = requirements
        self.user = user
        self.placement = placement
        self.limit = limit
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
        self.goesWith = goesWith
        self.relaxationItems = relaxationItems
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__FindMatchingRequest>) {
        wicker__v1__find_matching_request__init(raw)
    }

    init(_ raw: Wicker__V1__FindMatchingRequest, _ reader: FieldReader) throws(FieldError) {
        requirements = try reader.list(
            raw.requirements, raw.n_requirements, "requirements", atMost: Limits.requirementCount)
        user = try reader.optionalText(raw.user, "user", atMost: Limits.idByteCount)
        placement = try reader.optionalText(raw.placement, "placement", atMost: Limits.nameByteCount)
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
        goesWith = try reader.optionalText(raw.goes_with, "goes_with", atMost: Limits.idByteCount)
        relaxationItems = reader.number(raw.has_relaxation_items, raw.relaxation_items).map(Int.init)
    }

    func write(to raw: inout Wicker__V1__FindMatchingRequest, in arena: Arena) {
        (raw.n_requirements, raw.requirements) = arena.list(requirements)
        (raw.has_user, raw.user) = arena.field(user)
        (raw.has_placement, raw.placement) = arena.field(placement)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_goes_with, raw.goes_with) = arena.field(goesWith)
        (raw.has_relaxation_items, raw.relaxation_items) = arena.field(relaxationItems)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<FindMatchingRequest>()
}
