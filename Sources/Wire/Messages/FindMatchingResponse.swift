// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC

/// What a wish adds to an item's score.
public struct WishPoints: WireMessage, MappedMessage, Hashable {
    /// Its place in the request's requirements.
    public var requirement: Int
    /// Its weight times how well it is met, 0 to 1.
    public var points: Double

    /// A message out of its fields.
    public init(requirement: Int, points: Double) {
        self.requirement = requirement
        self.points = points
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__WishPoints>) {
        wicker__v1__wish_points__init(raw)
    }

    init(_ raw: Wicker__V1__WishPoints, _ reader: FieldReader) throws(FieldError) {
        requirement = Int(raw.requirement)
        points = raw.points
    }

    func write(to raw: inout Wicker__V1__WishPoints, in arena: Arena) {
        (raw.has_requirement, raw.requirement) = arena.field(Optional(requirement))
        (raw.has_points, raw.points) = arena.field(points)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<WishPoints>()
}

/// An item that meets what must be met.
public struct MatchingItem: WireMessage, MappedMessage, Hashable {
    /// The item's external id.
    public var id: String
    /// The sum of the points.
    public var score: Double
    /// Every wish, in the order of the requirements.
    public var points: [WishPoints]

    /// A message out of its fields.
    public init(id: String, score: Double, points: [WishPoints] = []) {
        self.id = id
        self.score = score
        self.points = points
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__MatchingItem>) {
        wicker__v1__matching_item__init(raw)
    }

    init(_ raw: Wicker__V1__MatchingItem, _ reader: FieldReader) throws(FieldError) {
        id = try reader.text(raw.id, "id")
        score = raw.score
        points = try reader.list(raw.points, raw.n_points, "points")
    }

    func write(to raw: inout Wicker__V1__MatchingItem, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.has_score, raw.score) = arena.field(score)
        (raw.n_points, raw.points) = arena.list(points)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<MatchingItem>()
}

/// A requirement that a relaxation gives up.
public struct DroppedRequirement: WireMessage, MappedMessage, Hashable {
    /// Its place in the request's requirements; nil for `goesWith`.
    public var requirement: Int?
    /// The number nearest to what it asks for, among the items that the relaxation gives.
    public var nearest: Double?

    /// A message out of its fields.
    public init(requirement: Int? = nil, nearest: Double? = nil) {
        self.requirement = requirement
        self.nearest = nearest
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__DroppedRequirement>) {
        wicker__v1__dropped_requirement__init(raw)
    }

    init(_ raw: Wicker__V1__DroppedRequirement, _ reader: FieldReader) throws(FieldError) {
        requirement = reader.number(raw.has_requirement, raw.requirement).map(Int.init)
        nearest = reader.number(raw.has_nearest, raw.nearest)
    }

    func write(to raw: inout Wicker__V1__DroppedRequirement, in arena: Arena) {
        (raw.has_requirement, raw.requirement) = arena.field(requirement)
        (raw.has_nearest, raw.nearest) = arena.field(nearest)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<DroppedRequirement>()
}

/// Requirements to give up, as they travel.
public struct RelaxationMessage: WireMessage, MappedMessage, Hashable {
    /// The requirements.
    public var dropped: [DroppedRequirement]
    /// How many items meet the rest.
    public var count: Int
    /// The best of them.
    public var items: [MatchingItem]

    /// A message out of its fields.
    public init(dropped: [DroppedRequirement] = [], count: Int, items: [MatchingItem] = []) {
        self.dropped = dropped
        self.count = count
        self.items = items
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Relaxation>) {
        wicker__v1__relaxation__init(raw)
    }

    init(_ raw: Wicker__V1__Relaxation, _ reader: FieldReader) throws(FieldError) {
        dropped = try reader.list(raw.dropped, raw.n_dropped, "dropped")
        count = Int(clamping: raw.count)
        items = try reader.list(raw.items, raw.n_items, "items")
    }

    func write(to raw: inout Wicker__V1__Relaxation, in arena: Arena) {
        (raw.n_dropped, raw.dropped) = arena.list(dropped)
        (raw.has_count, raw.count) = arena.field(UInt64(clamping: count))
        (raw.n_items, raw.items) = arena.list(items)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RelaxationMessage>()
}

/// Items that meet requirements, or what to give up.
public struct FindMatchingResponse: WireMessage, MappedMessage, Hashable {
    /// Names this answer.
    public var recommendationID: String
    /// The snapshot whose models decided between equals; 0 while none is published.
    public var snapshot: UInt64
    /// How many items meet what must be met.
    public var count: Int
    /// The best of them.
    public var items: [MatchingItem]
    /// When there are none: what to give up.
    public var relaxations: [RelaxationMessage]
    /// How many relaxations of that size there are.
    public var relaxationCount: Int
    /// Whether the user's taste had a say.
    public var isPersonalised: Bool

    /// A message out of its fields.
    public init(
        recommendationID: String, snapshot: UInt64, count: Int, items: [MatchingItem] = [],
        relaxations: [RelaxationMessage] = [], relaxationCount: Int, isPersonalised: Bool = false
    ) {
        self.recommendationID = recommendationID
        self.snapshot = snapshot
        self.count = count
        self.items = items
        self.relaxations = relaxations
        self.relaxationCount = relaxationCount
        self.isPersonalised = isPersonalised
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__FindMatchingResponse>) {
        wicker__v1__find_matching_response__init(raw)
    }

    init(_ raw: Wicker__V1__FindMatchingResponse, _ reader: FieldReader) throws(FieldError) {
        recommendationID = try reader.text(raw.recommendation_id, "recommendation_id")
        snapshot = raw.snapshot
        count = Int(clamping: raw.count)
        items = try reader.list(raw.items, raw.n_items, "items")
        relaxations = try reader.list(raw.relaxations, raw.n_relaxations, "relaxations")
        relaxationCount = Int(raw.relaxation_count)
        isPersonalised = raw.personalised != 0
    }

    func write(to raw: inout Wicker__V1__FindMatchingResponse, in arena: Arena) {
        (raw.has_recommendation_id, raw.recommendation_id) = arena.field(recommendationID)
        (raw.has_snapshot, raw.snapshot) = arena.field(snapshot)
        (raw.has_count, raw.count) = arena.field(UInt64(clamping: count))
        (raw.n_items, raw.items) = arena.list(items)
        (raw.n_relaxations, raw.relaxations) = arena.list(relaxations)
        (raw.has_relaxation_count, raw.relaxation_count) = arena.field(Optional(relaxationCount))
        (raw.has_personalised, raw.personalised) = arena.claim(isPersonalised)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<FindMatchingResponse>()
}
