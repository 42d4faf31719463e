// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

extension RecommendedItem: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RecommendedItem>) {
        wicker__v1__recommended_item__init(raw)
    }

    init(_ raw: Wicker__V1__RecommendedItem, _ reader: FieldReader) throws(FieldError) {
        self.init(
            id: try reader.text(raw.id, "id"), score: raw.score,
            recommender: try reader.text(raw.recommender, "recommender"), isFallback: raw.fallback != 0,
            because: try reader.texts(raw.because, raw.n_because, "because"),
            reasons: try reader.list(raw.reasons, raw.n_reasons, "reasons"))
    }

    func write(to raw: inout Wicker__V1__RecommendedItem, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.has_score, raw.score) = arena.field(score)
        (raw.has_recommender, raw.recommender) = arena.field(recommender)
        (raw.has_fallback, raw.fallback) = arena.claim(isFallback)
        (raw.n_because, raw.because) = arena.list(because)
        (raw.n_reasons, raw.reasons) = arena.list(reasons)
    }
}

extension FeatureReason: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__FeatureReason>) {
        wicker__v1__feature_reason__init(raw)
    }

    init(_ raw: Wicker__V1__FeatureReason, _ reader: FieldReader) throws(FieldError) {
        self.init(
            field: try reader.text(raw.field, "field"), value: try reader.text(raw.value, "value"), weight: raw.weight)
    }

    func write(to raw: inout Wicker__V1__FeatureReason, in arena: Arena) {
        (raw.has_field, raw.field) = arena.field(field)
        (raw.has_value, raw.value) = arena.field(value)
        (raw.has_weight, raw.weight) = arena.field(weight)
    }
}

/// The items to show, best first.
public struct RecommendResponse: WireMessage, MappedMessage, Hashable {
    /// Names this answer, so that later clicks and purchases can be attributed to it.
    public var recommendationID: String
    /// The snapshot that answered; 0 while none is published.
    public var snapshot: UInt64
    /// Best first, ties by the order in which items became known.
    public var items: [RecommendedItem]
    /// Whether the user has events that the answer rests on.
    public var isPersonalised: Bool

    /// A message out of its fields.
    public init(recommendationID: String, snapshot: UInt64, items: [RecommendedItem], isPersonalised: Bool) {
        self.recommendationID = recommendationID
        self.snapshot = snapshot
        self.items = items
        self.isPersonalised = isPersonalised
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RecommendResponse>) {
        wicker__v1__recommend_response__init(raw)
    }

    init(_ raw: Wicker__V1__RecommendResponse, _ reader: FieldReader) throws(FieldError) {
        recommendationID = try reader.text(raw.recommendation_id, "recommendation_id")
        snapshot = raw.snapshot
        items = try reader.list(raw.items, raw.n_items, "items")
        isPersonalised = raw.personalised != 0
    }

    func write(to raw: inout Wicker__V1__RecommendResponse, in arena: Arena) {
        (raw.has_recommendation_id, raw.recommendation_id) = arena.field(recommendationID)
        (raw.has_snapshot, raw.snapshot) = arena.field(snapshot)
        (raw.n_items, raw.items) = arena.list(items)
        (raw.has_personalised, raw.personalised) = arena.claim(isPersonalised)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RecommendResponse>()
}
