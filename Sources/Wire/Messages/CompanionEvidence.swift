// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import Shop

extension Companion: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Companion>) { wicker__v1__companion__init(raw) }

    init(_ raw: Wicker__V1__Companion, _ reader: FieldReader) throws(FieldError) {
        self.init(
            id: try reader.text(raw.id, "id"), score: raw.score, pair: try reader.message(raw.pair, "pair"),
            substitute: try reader.message(raw.substitute, "substitute"))
    }

    func write(to raw: inout Wicker__V1__Companion, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.has_score, raw.score) = arena.field(score)
        raw.pair = pair.map(arena.message)
        raw.substitute = substitute.map(arena.message)
    }
}

extension PairEvidence: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__PairEvidence>) {
        wicker__v1__pair_evidence__init(raw)
    }

    /// Support, confidence and lift follow from the counts.
    init(_ raw: Wicker__V1__PairEvidence, _ reader: FieldReader) throws(FieldError) {
        self.init(
            count: Int(clamping: raw.count), fromCount: Int(clamping: raw.from_count),
            toCount: Int(clamping: raw.to_count), groupCount: Int(clamping: raw.group_count), p: raw.p)
    }

    func write(to raw: inout Wicker__V1__PairEvidence, in arena: Arena) {
        (raw.has_count, raw.count) = arena.field(count)
        (raw.has_from_count, raw.from_count) = arena.field(fromCount)
        (raw.has_to_count, raw.to_count) = arena.field(toCount)
        (raw.has_group_count, raw.group_count) = arena.field(groupCount)
        (raw.has_lift, raw.lift) = arena.field(lift)
        (raw.has_p, raw.p) = arena.field(p)
    }
}

extension SubstituteEvidence: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__SubstituteEvidence>) {
        wicker__v1__substitute_evidence__init(raw)
    }

    init(_ raw: Wicker__V1__SubstituteEvidence, _ reader: FieldReader) throws(FieldError) {
        self.init(
            coViews: Int(clamping: raw.co_views), commonBuyers: Int(clamping: raw.common_buyers),
            boughtTogether: Int(clamping: raw.bought_together), expectedTogether: raw.expected_together,
            isSameCategory: raw.same_category != 0, priceRatio: reader.number(raw.has_price_ratio, raw.price_ratio))
    }

    func write(to raw: inout Wicker__V1__SubstituteEvidence, in arena: Arena) {
        (raw.has_co_views, raw.co_views) = arena.field(coViews)
        (raw.has_common_buyers, raw.common_buyers) = arena.field(commonBuyers)
        (raw.has_bought_together, raw.bought_together) = arena.field(boughtTogether)
        (raw.has_expected_together, raw.expected_together) = arena.field(expectedTogether)
        (raw.has_same_category, raw.same_category) = arena.claim(isSameCategory)
        (raw.has_price_ratio, raw.price_ratio) = arena.field(priceRatio)
    }
}
