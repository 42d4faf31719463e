// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// A user to look up.
public struct GetUserRequest: WireMessage, MappedMessage, Hashable {
    /// The user's external id.
    public var user: String

    /// A message out of its fields.
    public init(user: String) {
        self.user = user
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__GetUserRequest>) {
        wicker__v1__get_user_request__init(raw)
    }

    init(_ raw: Wicker__V1__GetUserRequest, _ reader: FieldReader) throws(FieldError) {
        user = try reader.id(raw.user, "user")
    }

    func write(to raw: inout Wicker__V1__GetUserRequest, in arena: Arena) {
        (raw.has_user, raw.user) = arena.field(user)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<GetUserRequest>()
}

/// A user as the shop described them.
public struct GetUserResponse: WireMessage, MappedMessage, Hashable {
    /// The user.
    public var user: User?
    /// How many events they have.
    public var eventCount: Int

    /// A message out of its fields.
    public init(user: User?, eventCount: Int) {
        self.user = user
        self.eventCount = eventCount
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__GetUserResponse>) {
        wicker__v1__get_user_response__init(raw)
    }

    init(_ raw: Wicker__V1__GetUserResponse, _ reader: FieldReader) throws(FieldError) {
        user = try reader.message(raw.user, "user")
        eventCount = Int(clamping: raw.event_count)
    }

    func write(to raw: inout Wicker__V1__GetUserResponse, in arena: Arena) {
        raw.user = user.map(arena.message)
        (raw.has_event_count, raw.event_count) = arena.field(eventCount)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<GetUserResponse>()
}

/// A page of what a user did.
public struct HistoryRequest: WireMessage, MappedMessage, Hashable {
    /// The user's external id.
    public var user: String
    /// 1 to 1,000; nil means 100.
    public var pageSize: Int?
    /// `nextPageToken` of the page before; nil for the first.
    public var pageToken: String?

    /// A message out of its fields.
    public init(user: String, pageSize: Int? = nil, pageToken: String? = nil) {
        self.user = user
        self.pageSize = pageSize
        self.pageToken = pageToken
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__HistoryRequest>) {
        wicker__v1__history_request__init(raw)
    }

    init(_ raw: Wicker__V1__HistoryRequest, _ reader: FieldReader) throws(FieldError) {
        user = try reader.id(raw.user, "user")
        pageSize = try reader.length(raw.has_page_size, raw.page_size, "page_size")
        pageToken = try reader.optionalText(raw.page_token, "page_token", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__HistoryRequest, in arena: Arena) {
        (raw.has_user, raw.user) = arena.field(user)
        (raw.has_page_size, raw.page_size) = arena.field(pageSize)
        (raw.has_page_token, raw.page_token) = arena.field(pageToken)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<HistoryRequest>()
}

/// One page of what a user did.
public struct HistoryResponse: WireMessage, MappedMessage, Hashable {
    /// Newest first.
    public var events: [Event]
    /// Asks for the next page; nil on the last.
    public var nextPageToken: String?

    /// A message out of its fields.
    public init(events: [Event], nextPageToken: String? = nil) {
        self.events = events
        self.nextPageToken = nextPageToken
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__HistoryResponse>) {
        wicker__v1__history_response__init(raw)
    }

    init(_ raw: Wicker__V1__HistoryResponse, _ reader: FieldReader) throws(FieldError) {
        events = try reader.list(raw.events, raw.n_events, "events")
        nextPageToken = try reader.optionalText(raw.next_page_token, "next_page_token", atMost: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__HistoryResponse, in arena: Arena) {
        (raw.n_events, raw.events) = arena.list(events)
        (raw.has_next_page_token, raw.next_page_token) = arena.field(nextPageToken)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<HistoryResponse>()
}
