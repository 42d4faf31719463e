// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import Shop

/// How an item is to differ from the reference in one attribute, or does.
public struct AttributeCritique: WireMessage, MappedMessage, Hashable {
    /// Name of the attribute or field.
    public var attribute: String
    /// lower, higher, same or different.
    public var direction: String

    /// A message out of its fields.
    public init(attribute: String, direction: String) {
        self.attribute = attribute
        self.direction = direction
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__AttributeCritique>) {
        wicker__v1__attribute_critique__init(raw)
    }

    init(_ raw: Wicker__V1__AttributeCritique, _ reader: FieldReader) throws(FieldError) {
        attribute = try reader.text(raw.attribute, "attribute", atMost: Limits.nameByteCount)
        direction = try reader.text(raw.direction, "direction", atMost: Limits.nameByteCount)
    }

    func write(to raw: inout Wicker__V1__AttributeCritique, in arena: Arena) {
        (raw.has_attribute, raw.attribute) = arena.field(attribute)
        (raw.has_direction, raw.direction) = arena.field(direction)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<AttributeCritique>()
}

/// An item that was shown, and what is to be different.
public struct CritiqueStep: WireMessage, MappedMessage, Hashable {
    /// The reference.
    public var item: String
    /// What is to be different, up to 8.
    public var critiques: [AttributeCritique]

    /// A message out of its fields.
    public init(item: String, critiques: [AttributeCritique] = []) {
        self.item = item
        self.critiques = critiques
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CritiqueStep>) {
        wicker__v1__critique_step__init(raw)
    }

    init(_ raw: Wicker__V1__CritiqueStep, _ reader: FieldReader) throws(FieldError) {
        item = try reader.id(raw.item, "item")
        critiques = try reader.list(raw.critiques, raw.n_critiques, "critiques", atMost: Limits.critiqueCount)
    }

    func write(to raw: inout Wicker__V1__CritiqueStep, in arena: Arena) {
        (raw.has_item, raw.item) = arena.field(item)
        (raw.n_critiques, raw.critiques) = arena.list(critiques)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CritiqueStep>()
}

/// Asks for items like one, but different in what the customer says.
public struct CritiqueRequest: WireMessage, MappedMessage, Hashable {
    /// All rounds so far, the newest last, up to 32.
    public var steps: [CritiqueStep]
    /// What must be met or is wished for besides, up to 32.
    public var requirements: [RequirementMessage]
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool
    /// True also returns items of other categories than the newest reference's.
    public var anyCategory: Bool
    /// For whom: what the shop's rules keep from such users is left out; nil means anybody.
    public var user: String?

    /// A message out of its fields.
    public init(
        steps: [CritiqueStep] = [], requirements: [RequirementMessage] = [], limit: Int? = nil, exclude: [String] = [],
        includesOutOfStock: Bool = false, anyCategory: Bool = false, user: String? = nil
    ) {
        self.steps = steps
        self.requirements = requirements
        self.limit = limit
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
        self.anyCategory = anyCategory
        self.user = user
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CritiqueRequest>) {
        wicker__v1__critique_request__init(raw)
    }

    init(_ raw: Wicker__V1__CritiqueRequest, _ reader: FieldReader) throws(FieldError) {
        steps = try reader.list(raw.steps, raw.n_steps, "steps", atMost: Limits.critiqueStepCount)
        requirements = try reader.list(
            raw.requirements, raw.n_requirements, "requirements", atMost: Limits.requirementCount)
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
        anyCategory = raw.any_category != 0
        user = try reader.optionalText(raw.user, "user", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__CritiqueRequest, in arena: Arena) {
        (raw.n_steps, raw.steps) = arena.list(steps)
        (raw.n_requirements, raw.requirements) = arena.list(requirements)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
        (raw.has_any_category, raw.any_category) = arena.claim(anyCategory)
        (raw.has_user, raw.user) = arena.field(user)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CritiqueRequest>()
}

/// An item with what makes it different from the newest reference.
public struct CritiquedItem: WireMessage, MappedMessage, Hashable {
    /// The item's external id.
    public var id: String
    /// Its similarity plus the points of the wishes.
    public var score: Double
    /// How like the newest reference it is, 0 to 1.
    public var similarity: Double
    /// How it differs.
    public var differences: [AttributeCritique]

    /// A message out of its fields.
    public init(id: String, score: Double, similarity: Double, differences: [AttributeCritique] = []) {
        self.id = id
        self.score = score
        self.similarity = similarity
        self.differences = differences
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CritiquedItem>) {
        wicker__v1__critiqued_item__init(raw)
    }

    init(_ raw: Wicker__V1__CritiquedItem, _ reader: FieldReader) throws(FieldError) {
        id = try reader.text(raw.id, "id")
        score = raw.score
        similarity = raw.similarity
        differences = try reader.list(raw.differences, raw.n_differences, "differences")
    }

    func write(to raw: inout Wicker__V1__CritiquedItem, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.has_score, raw.score) = arena.field(score)
        (raw.has_similarity, raw.similarity) = arena.field(similarity)
        (raw.n_differences, raw.differences) = arena.list(differences)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CritiquedItem>()
}

/// Differences that many of the remaining items have together.
public struct CompoundCritique: WireMessage, MappedMessage, Hashable {
    /// The differences.
    public var critiques: [AttributeCritique]
    /// How many of the remaining items have them.
    public var count: Int

    /// A message out of its fields.
    public init(critiques: [AttributeCritique] = [], count: Int) {
        self.critiques = critiques
        self.count = count
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CompoundCritique>) {
        wicker__v1__compound_critique__init(raw)
    }

    init(_ raw: Wicker__V1__CompoundCritique, _ reader: FieldReader) throws(FieldError) {
        critiques = try reader.list(raw.critiques, raw.n_critiques, "critiques")
        count = Int(clamping: raw.count)
    }

    func write(to raw: inout Wicker__V1__CompoundCritique, in arena: Arena) {
        (raw.n_critiques, raw.critiques) = arena.list(critiques)
        (raw.has_count, raw.count) = arena.field(UInt64(clamping: count))
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CompoundCritique>()
}

/// An earlier critique that a later one contradicts.
public struct DroppedCritique: WireMessage, MappedMessage, Hashable {
    /// Its round, from 0.
    public var step: Int
    /// Its place in the round, from 0.
    public var critique: Int

    /// A message out of its fields.
    public init(step: Int, critique: Int) {
        self.step = step
        self.critique = critique
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__DroppedCritique>) {
        wicker__v1__dropped_critique__init(raw)
    }

    init(_ raw: Wicker__V1__DroppedCritique, _ reader: FieldReader) throws(FieldError) {
        step = Int(raw.step)
        critique = Int(raw.critique)
    }

    func write(to raw: inout Wicker__V1__DroppedCritique, in arena: Arena) {
        (raw.has_step, raw.step) = arena.field(Optional(step))
        (raw.has_critique, raw.critique) = arena.field(Optional(critique))
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<DroppedCritique>()
}

/// Items like the reference, and what could be asked for next.
public struct CritiqueResponse: WireMessage, MappedMessage, Hashable {
    /// Names this answer.
    public var recommendationID: String
    /// How many items remain.
    public var count: Int
    /// The best of them.
    public var items: [CritiquedItem]
    /// The most telling differences, up to 5.
    public var compounds: [CompoundCritique]
    /// Earlier critiques that no longer count.
    public var dropped: [DroppedCritique]

    /// A message out of its fields.
    public init(
        recommendationID: String, count: Int, items: [CritiquedItem] = [], compounds: [CompoundCritique] = [],
        dropped: [DroppedCritique] = []
    ) {
        self.recommendationID = recommendationID
        self.count = count
        self.items = items
        self.compounds = compounds
        self.dropped = dropped
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CritiqueResponse>) {
        wicker__v1__critique_response__init(raw)
    }

    init(_ raw: Wicker__V1__CritiqueResponse, _ reader: FieldReader) throws(FieldError) {
        recommendationID = try reader.text(raw.recommendation_id, "recommendation_id")
        count = Int(clamping: raw.count)
        items = try reader.list(raw.items, raw.n_items, "items")
        compounds = try reader.list(raw.compounds, raw.n_compounds, "compounds")
        dropped = try reader.list(raw.dropped, raw.n_dropped, "dropped")
    }

    func write(to raw: inout Wicker__V1__CritiqueResponse, in arena: Arena) {
        (raw.has_recommendation_id, raw.recommendation_id) = arena.field(recommendationID)
        (raw.has_count, raw.count) = arena.field(UInt64(clamping: count))
        (raw.n_items, raw.items) = arena.list(items)
        (raw.n_compounds, raw.compounds) = arena.list(compounds)
        (raw.n_dropped, raw.dropped) = arena.list(dropped)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CritiqueResponse>()
}
