// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// What is wrong with something from outside: the field, and what would be right.
struct Flaw: Error, Equatable {
    var field: String
    var reason: String

    func rejection(at index: Int) -> Rejection { Rejection(index: index, field: field, reason: reason) }
}

/// The bounds of what the store keeps; nil means sound.
enum Validation {
    /// 0001-01-01 to 9999-12-31, in milliseconds since the epoch.
    static let moments: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    /// How far a sender's clock may be ahead: models count ages from the newest event, which one of next year would
    /// make all others old.
    static let clockTolerance: Int64 = 86_400_000

    /// What is wrong with an event; `now` is this machine's clock.
    static func flaw(in event: Event, now: Timestamp) -> Flaw? {
        if event.user.isEmpty, event.order?.isEmpty ?? true, event.session?.isEmpty ?? true {
            return Flaw(field: "user", reason: "is empty; only an event of an order or a session may do without")
        }
        if event.user.utf8.count > Limits.idByteCount { return tooLong("user", Limits.idByteCount) }
        if let flaw = id(event.item, "item") { return flaw }
        if let flaw = name(event.type, "type") { return flaw }
        if !moments.contains(event.timestamp.milliseconds) { return outside("timestamp") }
        if event.timestamp.milliseconds > now.milliseconds + clockTolerance {
            return Flaw(field: "timestamp", reason: "is more than a day ahead of the store's clock")
        }
        if let value = event.value, !value.isFinite { return infinite("value") }
        if let quantity = event.quantity, !quantity.isFinite { return infinite("quantity") }
        if let price = event.price, !price.isFinite { return infinite("price") }
        if let order = event.order, order.utf8.count > Limits.idByteCount {
            return tooLong("order", Limits.idByteCount)
        }
        if let session = event.session, session.utf8.count > Limits.idByteCount {
            return tooLong("session", Limits.idByteCount)
        }
        if let id = event.id, id.utf8.count > Limits.idByteCount { return tooLong("id", Limits.idByteCount) }
        return nil
    }

    static func flaw(in item: Item) -> Flaw? {
        if let flaw = id(item.id, "id") { return flaw }
        let texts = [("title", item.title), ("brand", item.brand), ("text", item.text)]
        for (field, text) in texts where text.utf8.count > Limits.textByteCount {
            return tooLong(field, Limits.textByteCount)
        }
        if item.variantGroup.utf8.count > Limits.idByteCount { return tooLong("variant_group", Limits.idByteCount) }
        if let price = item.price, !(price.isFinite && price >= 0) {
            return Flaw(field: "price", reason: "must be a finite number of 0 or more")
        }
        if let from = item.availableFrom, !moments.contains(from.milliseconds) { return outside("available_from") }
        if let until = item.availableUntil, !moments.contains(until.milliseconds) { return outside("available_until") }
        return list(item.category, "category", limit: Limits.categoryDepth)
            ?? list(item.tags, "tags", limit: Limits.listCount) ?? attributes(item.attributes)
    }

    static func flaw(in user: User) -> Flaw? { id(user.id, "id") ?? attributes(user.attributes) }

    static func id(_ id: String, _ field: String) -> Flaw? {
        if id.isEmpty { return Flaw(field: field, reason: "is empty; 1 to \(Limits.idByteCount) bytes are needed") }
        return id.utf8.count > Limits.idByteCount ? tooLong(field, Limits.idByteCount) : nil
    }

    private static func name(_ name: String, _ field: String) -> Flaw? {
        if name.isEmpty { return Flaw(field: field, reason: "is empty; 1 to \(Limits.nameByteCount) bytes are needed") }
        return name.utf8.count > Limits.nameByteCount ? tooLong(field, Limits.nameByteCount) : nil
    }

    private static func list(_ words: [String], _ field: String, limit: Int) -> Flaw? {
        if words.count > limit { return Flaw(field: field, reason: "has \(words.count) parts; the limit is \(limit)") }
        let isLong = words.contains { $0.utf8.count > Limits.idByteCount }
        return isLong ? tooLong(field, Limits.idByteCount) : nil
    }

    private static func attributes(_ attributes: [String: AttributeValue]) -> Flaw? {
        if attributes.count > Limits.attributeCount {
            return Flaw(field: "attributes", reason: "are \(attributes.count); the limit is \(Limits.attributeCount)")
        }
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            if let flaw = Self.name(name, "attributes.name") ?? flaw(in: value, "attributes.\(name)") { return flaw }
        }
        return nil
    }

    private static func flaw(in value: AttributeValue, _ field: String) -> Flaw? {
        switch value {
        case .text(let text): text.utf8.count > Limits.textByteCount ? tooLong(field, Limits.textByteCount) : nil
        case .number(let number): number.isFinite ? nil : infinite(field)
        case .flag: nil
        case .list(let words): list(words, field, limit: Limits.listCount)
        }
    }

    private static func tooLong(_ field: String, _ limit: Int) -> Flaw {
        Flaw(field: field, reason: "is too long; at most \(limit) bytes are kept")
    }

    private static func infinite(_ field: String) -> Flaw { Flaw(field: field, reason: "must be a finite number") }

    private static func outside(_ field: String) -> Flaw {
        Flaw(field: field, reason: "lies outside the years 1 to 9999")
    }
}
