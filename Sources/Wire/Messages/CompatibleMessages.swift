// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import Shop

/// Asks what the shop's rules say of an item.
public struct CompatibleRequest: WireMessage, MappedMessage, Hashable {
    /// The item's external id.
    public var item: String
    /// Items listed for each rule, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool

    /// A message out of its fields.
    public init(item: String, limit: Int? = nil, includesOutOfStock: Bool = false) {
        self.item = item
        self.limit = limit
        self.includesOutOfStock = includesOutOfStock
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CompatibleRequest>) {
        wicker__v1__compatible_request__init(raw)
    }

    init(_ raw: Wicker__V1__CompatibleRequest, _ reader: FieldReader) throws(FieldError) {
        item = try reader.id(raw.item, "item")
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        includesOutOfStock = raw.include_out_of_stock != 0
    }

    func write(to raw: inout Wicker__V1__CompatibleRequest, in arena: Arena) {
        (raw.has_item, raw.item) = arena.field(item)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CompatibleRequest>()
}

/// What one rule says of the item.
public struct RuleFinding: WireMessage, MappedMessage, Hashable {
    /// The rule's name.
    public var rule: String
    /// goes with, needs, never with or never for.
    public var relation: String
    /// How many items it names.
    public var count: Int
    /// The most popular of them.
    public var items: [String]

    /// A message out of its fields.
    public init(rule: String, relation: String, count: Int, items: [String] = []) {
        self.rule = rule
        self.relation = relation
        self.count = count
        self.items = items
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RuleFinding>) {
        wicker__v1__rule_finding__init(raw)
    }

    init(_ raw: Wicker__V1__RuleFinding, _ reader: FieldReader) throws(FieldError) {
        rule = try reader.text(raw.rule, "rule")
        relation = try reader.text(raw.relation, "relation")
        count = Int(clamping: raw.count)
        items = try reader.texts(raw.items, raw.n_items, "items")
    }

    func write(to raw: inout Wicker__V1__RuleFinding, in arena: Arena) {
        (raw.has_rule, raw.rule) = arena.field(rule)
        (raw.has_relation, raw.relation) = arena.field(relation)
        (raw.has_count, raw.count) = arena.field(UInt64(clamping: count))
        (raw.n_items, raw.items) = arena.list(items)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RuleFinding>()
}

/// What the rules say.
public struct CompatibleResponse: WireMessage, MappedMessage, Hashable {
    /// A finding for each rule that speaks of the item.
    public var findings: [RuleFinding]

    /// A message out of its fields.
    public init(findings: [RuleFinding] = []) {
        self.findings = findings
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CompatibleResponse>) {
        wicker__v1__compatible_response__init(raw)
    }

    init(_ raw: Wicker__V1__CompatibleResponse, _ reader: FieldReader) throws(FieldError) {
        findings = try reader.list(raw.findings, raw.n_findings, "findings")
    }

    func write(to raw: inout Wicker__V1__CompatibleResponse, in arena: Arena) {
        (raw.n_findings, raw.findings) = arena.list(findings)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CompatibleResponse>()
}
