// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
public import Shop

/// A batch of events.
public struct RecordEventsRequest: WireMessage, MappedMessage, Equatable {
    /// Up to 10,000.
    public var events: Batch<Event>

    /// A message out of its fields.
    public init(events: Batch<Event>) {
        self.events = events
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RecordEventsRequest>) {
        wicker__v1__record_events_request__init(raw)
    }

    init(_ raw: Wicker__V1__RecordEventsRequest, _ reader: FieldReader) throws(FieldError) {
        events = try reader.batch(raw.events, raw.n_events, "events")
    }

    func write(to raw: inout Wicker__V1__RecordEventsRequest, in arena: Arena) {
        (raw.n_events, raw.events) = arena.list(events.rows)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RecordEventsRequest>()
}

/// What became of events.
public struct RecordEventsResponse: WireMessage, MappedMessage, Hashable {
    /// Events now durable because of this call.
    public var accepted: Int
    /// Events whose id was already known.
    public var duplicates: Int
    /// Events refused; the first 1,000 of them are listed.
    public var rejected: Int
    /// Which, and why.
    public var rejections: [Rejection]

    /// A message out of its fields.
    public init(accepted: Int, duplicates: Int = 0, rejected: Int = 0, rejections: [Rejection] = []) {
        self.accepted = accepted
        self.duplicates = duplicates
        self.rejected = rejected
        self.rejections = rejections
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__RecordEventsResponse>) {
        wicker__v1__record_events_response__init(raw)
    }

    init(_ raw: Wicker__V1__RecordEventsResponse, _ reader: FieldReader) throws(FieldError) {
        accepted = Int(clamping: raw.accepted)
        duplicates = Int(clamping: raw.duplicates)
        rejected = Int(clamping: raw.rejected)
        rejections = try reader.list(raw.rejections, raw.n_rejections, "rejections")
    }

    func write(to raw: inout Wicker__V1__RecordEventsResponse, in arena: Arena) {
        (raw.has_accepted, raw.accepted) = arena.field(accepted)
        (raw.has_duplicates, raw.duplicates) = arena.field(duplicates)
        (raw.has_rejected, raw.rejected) = arena.field(rejected)
        (raw.n_rejections, raw.rejections) = arena.list(rejections)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<RecordEventsResponse>()
}

/// Items to add or replace.
public struct PutItemsRequest: WireMessage, MappedMessage, Equatable {
    /// Up to 10,000.
    public var items: Batch<Item>

    /// A message out of its fields.
    public init(items: Batch<Item>) {
        self.items = items
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__PutItemsRequest>) {
        wicker__v1__put_items_request__init(raw)
    }

    init(_ raw: Wicker__V1__PutItemsRequest, _ reader: FieldReader) throws(FieldError) {
        items = try reader.batch(raw.items, raw.n_items, "items")
    }

    func write(to raw: inout Wicker__V1__PutItemsRequest, in arena: Arena) {
        (raw.n_items, raw.items) = arena.list(items.rows)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<PutItemsRequest>()
}

/// Users to add or replace.
public struct PutUsersRequest: WireMessage, MappedMessage, Equatable {
    /// Up to 10,000.
    public var users: Batch<User>

    /// A message out of its fields.
    public init(users: Batch<User>) {
        self.users = users
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__PutUsersRequest>) {
        wicker__v1__put_users_request__init(raw)
    }

    init(_ raw: Wicker__V1__PutUsersRequest, _ reader: FieldReader) throws(FieldError) {
        users = try reader.batch(raw.users, raw.n_users, "users")
    }

    func write(to raw: inout Wicker__V1__PutUsersRequest, in arena: Arena) {
        (raw.n_users, raw.users) = arena.list(users.rows)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<PutUsersRequest>()
}

/// What became of items or users.
public struct PutResponse: WireMessage, MappedMessage, Hashable {
    /// Rows now durable because of this call.
    public var accepted: Int
    /// Rows refused; the first 1,000 of them are listed.
    public var rejected: Int
    /// Which, and why.
    public var rejections: [Rejection]

    /// A message out of its fields.
    public init(accepted: Int, rejected: Int = 0, rejections: [Rejection] = []) {
        self.accepted = accepted
        self.rejected = rejected
        self.rejections = rejections
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__PutResponse>) { wicker__v1__put_response__init(raw) }

    init(_ raw: Wicker__V1__PutResponse, _ reader: FieldReader) throws(FieldError) {
        accepted = Int(clamping: raw.accepted)
        rejected = Int(clamping: raw.rejected)
        rejections = try reader.list(raw.rejections, raw.n_rejections, "rejections")
    }

    func write(to raw: inout Wicker__V1__PutResponse, in arena: Arena) {
        (raw.has_accepted, raw.accepted) = arena.field(accepted)
        (raw.has_rejected, raw.rejected) = arena.field(rejected)
        (raw.n_rejections, raw.rejections) = arena.list(rejections)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<PutResponse>()
}
