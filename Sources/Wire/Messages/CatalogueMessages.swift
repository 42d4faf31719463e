// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// Items to look up.
public struct GetItemsRequest: WireMessage, MappedMessage, Hashable {
    /// 1 to 1,000.
    public var ids: [String]

    /// A message out of its fields.
    public init(ids: [String]) {
        self.ids = ids
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__GetItemsRequest>) {
        wicker__v1__get_items_request__init(raw)
    }

    init(_ raw: Wicker__V1__GetItemsRequest, _ reader: FieldReader) throws(FieldError) {
        ids = try reader.texts(
            raw.ids, raw.n_ids, "ids", atMost: Limits.listLength, of: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__GetItemsRequest, in arena: Arena) {
        (raw.n_ids, raw.ids) = arena.list(ids)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<GetItemsRequest>()
}

/// Items as the shop described them.
public struct GetItemsResponse: WireMessage, MappedMessage, Hashable {
    /// Those found, in the order asked for.
    public var items: [Item]
    /// Ids the catalogue does not hold.
    public var missing: [String]

    /// A message out of its fields.
    public init(items: [Item], missing: [String] = []) {
        self.items = items
        self.missing = missing
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__GetItemsResponse>) {
        wicker__v1__get_items_response__init(raw)
    }

    init(_ raw: Wicker__V1__GetItemsResponse, _ reader: FieldReader) throws(FieldError) {
        items = try reader.list(raw.items, raw.n_items, "items")
        missing = try reader.texts(raw.missing, raw.n_missing, "missing")
    }

    func write(to raw: inout Wicker__V1__GetItemsResponse, in arena: Arena) {
        (raw.n_items, raw.items) = arena.list(items)
        (raw.n_missing, raw.missing) = arena.list(missing)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<GetItemsResponse>()
}

/// A page of the catalogue, in the order in which items became known.
public struct ListItemsRequest: WireMessage, MappedMessage, Hashable {
    /// 1 to 1,000; nil means 100.
    public var pageSize: Int?
    /// `nextPageToken` of the page before; nil for the first.
    public var pageToken: String?

    /// A message out of its fields.
    public init(pageSize: Int? = nil, pageToken: String? = nil) {
        self.pageSize = pageSize
        self.pageToken = pageToken
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ListItemsRequest>) {
        wicker__v1__list_items_request__init(raw)
    }

    init(_ raw: Wicker__V1__ListItemsRequest, _ reader: FieldReader) throws(FieldError) {
        pageSize = try reader.length(raw.has_page_size, raw.page_size, "page_size")
        pageToken = try reader.optionalText(raw.page_token, "page_token", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__ListItemsRequest, in arena: Arena) {
        (raw.has_page_size, raw.page_size) = arena.field(pageSize)
        (raw.has_page_token, raw.page_token) = arena.field(pageToken)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ListItemsRequest>()
}

/// One page of the catalogue.
public struct ListItemsResponse: WireMessage, MappedMessage, Hashable {
    /// In the order in which they became known.
    public var items: [Item]
    /// Asks for the next page; nil on the last.
    public var nextPageToken: String?

    /// A message out of its fields.
    public init(items: [Item], nextPageToken: String? = nil) {
        self.items = items
        self.nextPageToken = nextPageToken
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ListItemsResponse>) {
        wicker__v1__list_items_response__init(raw)
    }

    init(_ raw: Wicker__V1__ListItemsResponse, _ reader: FieldReader) throws(FieldError) {
        items = try reader.list(raw.items, raw.n_items, "items")
        nextPageToken = try reader.optionalText(raw.next_page_token, "next_page_token", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__ListItemsResponse, in arena: Arena) {
        (raw.n_items, raw.items) = arena.list(items)
        (raw.has_next_page_token, raw.next_page_token) = arena.field(nextPageToken)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ListItemsResponse>()
}
