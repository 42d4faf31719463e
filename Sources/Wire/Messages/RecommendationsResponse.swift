// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

extension RecommendedItem: WrittenMessage {
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

    var byteBound: Int {
        MessageWriter.Bound.text(id) + MessageWriter.Bound.float + MessageWriter.Bound.text(recommender)
            + MessageWriter.Bound.integer + MessageWriter.Bound.list(because) + MessageWriter.Bound.list(reasons)
    }

    func write(to writer: inout MessageWriter) {
        writer.field(1, id)
        writer.field(2, score)
        writer.field(3, recommender)
        writer.claim(4, isFallback)
        writer.list(5, because)
        writer.list(6, reasons)
    }
}

extension FeatureReason: WrittenMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__FeatureReason>) {
        wicker__v1__feature_reason__init(raw)
    }

    init(_ raw: Wicker__V1__FeatureReason, _ reader: FieldReader) throws(FieldError) {
        self.init(
            field: try reader.text(raw.field, "field"), value: try reader.text(raw.value, "value"), weight: raw.weight)
    }

    var byteBound: Int {
        MessageWriter.Bound.text(field) + MessageWriter.Bound.text(value) + MessageWriter.Bound.float
    }

    func write(to writer: inout MessageWriter) {
        writer.field(1, field)
        writer.field(2, value)
        writer.field(3, weight)
    }
}

/// The items to show, best first.
public struct RecommendResponse: WireMessage, WrittenMessage, Hashable {
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

    var byteBound: Int {
        MessageWriter.Bound.text(recommendationID) + 2 * MessageWriter.Bound.integer + MessageWriter.Bound.list(items)
    }

    func write(to writer: inout MessageWriter) {
        writer.field(1, recommendationID)
        writer.field(2, snapshot)
        writer.list(3, items)
        writer.claim(4, isPersonalised)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RecommendResponse>()
}
