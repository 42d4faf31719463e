// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import Shop

extension Event: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Event>) { wicker__v1__event__init(raw) }

    init(_ raw: Wicker__V1__Event, _ reader: FieldReader) throws(FieldError) {
        self.init(
            user: try reader.text(raw.user, "user"), item: try reader.text(raw.item, "item"),
            type: try reader.optionalText(raw.type, "type") ?? "view",
            timestamp: reader.number(raw.has_timestamp_ms, raw.timestamp_ms).map(Timestamp.init(milliseconds:))
                ?? reader.receivedAt,
            value: reader.number(raw.has_value, raw.value), quantity: reader.number(raw.has_quantity, raw.quantity),
            price: reader.number(raw.has_price, raw.price), order: try reader.optionalText(raw.order, "order"),
            session: try reader.optionalText(raw.session, "session"), id: try reader.optionalText(raw.id, "id"))
    }

    func write(to raw: inout Wicker__V1__Event, in arena: Arena) {
        (raw.has_user, raw.user) = arena.field(user)
        (raw.has_item, raw.item) = arena.field(item)
        (raw.has_type, raw.type) = arena.field(type)
        (raw.has_timestamp_ms, raw.timestamp_ms) = arena.field(timestamp.milliseconds)
        (raw.has_value, raw.value) = arena.field(value)
        (raw.has_quantity, raw.quantity) = arena.field(quantity)
        (raw.has_price, raw.price) = arena.field(price)
        (raw.has_order, raw.order) = arena.field(order)
        (raw.has_session, raw.session) = arena.field(session)
        (raw.has_id, raw.id) = arena.field(id)
    }
}

extension Item: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Item>) { wicker__v1__item__init(raw) }

    init(_ raw: Wicker__V1__Item, _ reader: FieldReader) throws(FieldError) {
        self.init(id: try reader.text(raw.id, "id"))
        title = try reader.text(raw.title, "title")
        category = try reader.texts(raw.category, raw.n_category, "category")
        brand = try reader.text(raw.brand, "brand")
        price = reader.number(raw.has_price, raw.price)
        stock = reader.number(raw.has_stock, raw.stock)
        availableFrom = reader.number(raw.has_available_from_ms, raw.available_from_ms)
            .map(Timestamp.init(milliseconds:))
        availableUntil = reader.number(raw.has_available_until_ms, raw.available_until_ms)
            .map(Timestamp.init(milliseconds:))
        variantGroup = try reader.text(raw.variant_group, "variant_group")
        tags = try reader.texts(raw.tags, raw.n_tags, "tags")
        text = try reader.text(raw.text, "text")
        isHidden = raw.hidden != 0
        attributes = try reader.attributes(raw.attributes, raw.n_attributes)
    }

    func write(to raw: inout Wicker__V1__Item, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.has_title, raw.title) = arena.field(title)
        (raw.n_category, raw.category) = arena.list(category)
        (raw.has_brand, raw.brand) = arena.field(brand)
        (raw.has_price, raw.price) = arena.field(price)
        (raw.has_stock, raw.stock) = arena.field(stock)
        (raw.has_available_from_ms, raw.available_from_ms) = arena.field(availableFrom?.milliseconds)
        (raw.has_available_until_ms, raw.available_until_ms) = arena.field(availableUntil?.milliseconds)
        (raw.has_variant_group, raw.variant_group) = arena.field(variantGroup)
        (raw.n_tags, raw.tags) = arena.list(tags)
        (raw.has_text, raw.text) = arena.field(text)
        (raw.has_hidden, raw.hidden) = arena.claim(isHidden)
        (raw.n_attributes, raw.attributes) = arena.list(NamedAttribute.sorted(attributes))
    }
}

extension User: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__User>) { wicker__v1__user__init(raw) }

    init(_ raw: Wicker__V1__User, _ reader: FieldReader) throws(FieldError) {
        self.init(id: try reader.text(raw.id, "id"))
        attributes = try reader.attributes(raw.attributes, raw.n_attributes)
    }

    func write(to raw: inout Wicker__V1__User, in arena: Arena) {
        (raw.has_id, raw.id) = arena.field(id)
        (raw.n_attributes, raw.attributes) = arena.list(NamedAttribute.sorted(attributes))
    }
}

extension Rejection: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__Rejection>) { wicker__v1__rejection__init(raw) }

    init(_ raw: Wicker__V1__Rejection, _ reader: FieldReader) throws(FieldError) {
        self.init(
            index: Int(clamping: raw.index), field: try reader.text(raw.field, "field"),
            reason: try reader.text(raw.reason, "reason"))
    }

    func write(to raw: inout Wicker__V1__Rejection, in arena: Arena) {
        (raw.has_index, raw.index) = arena.field(index)
        (raw.has_field, raw.field) = arena.field(field)
        (raw.has_reason, raw.reason) = arena.field(reason)
    }
}
