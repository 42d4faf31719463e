// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import Shop

/// Asks for the items that a text is about.
public struct SearchItemsRequest: WireMessage, MappedMessage, Hashable {
    /// Words in any language.
    public var query: String
    /// List length, 1 to 1,000; nil means 10.
    public var limit: Int?
    /// Items never to return, up to 1,000; unknown ids are ignored.
    public var exclude: [String]
    /// True also returns items with stock 0.
    public var includesOutOfStock: Bool

    /// A message out of its fields.
    public init(query: String, limit: Int? = nil, exclude: [String] = [], includesOutOfStock: Bool = false) {
        self.query = query
        self.limit = limit
        self.exclude = exclude
        self.includesOutOfStock = includesOutOfStock
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__SearchItemsRequest>) {
        wicker__v1__search_items_request__init(raw)
    }

    init(_ raw: Wicker__V1__SearchItemsRequest, _ reader: FieldReader) throws(FieldError) {
        query = try reader.text(raw.query, "query", atMost: Limits.searchByteCount)
        if query.isEmpty { throw FieldError("query", "required; words of 1 to \(Limits.searchByteCount) bytes") }
        limit = try reader.length(raw.has_limit, raw.limit, "limit")
        exclude = try reader.texts(
            raw.exclude, raw.n_exclude, "exclude", atMost: Limits.listCount, of: Limits.idByteCount)
        includesOutOfStock = raw.include_out_of_stock != 0
    }

    func write(to raw: inout Wicker__V1__SearchItemsRequest, in arena: Arena) {
        (raw.has_query, raw.query) = arena.field(query)
        (raw.has_limit, raw.limit) = arena.field(limit)
        (raw.n_exclude, raw.exclude) = arena.list(exclude)
        (raw.has_include_out_of_stock, raw.include_out_of_stock) = arena.claim(includesOutOfStock)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<SearchItemsRequest>()
}
