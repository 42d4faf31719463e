// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import Shop

/// Items to take out of the catalogue.
public struct DeleteItemsRequest: WireMessage, MappedMessage, Hashable {
    /// Up to 10,000.
    public var ids: [String]

    /// A message out of its fields.
    public init(ids: [String]) {
        self.ids = ids
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__DeleteItemsRequest>) {
        wicker__v1__delete_items_request__init(raw)
    }

    init(_ raw: Wicker__V1__DeleteItemsRequest, _ reader: FieldReader) throws(FieldError) {
        ids = try reader.texts(
            raw.ids, raw.n_ids, "ids", atMost: Limits.batchCount, of: Limits.idByteCount)
    }

    func write(to raw: inout Wicker__V1__DeleteItemsRequest, in arena: Arena) {
        (raw.n_ids, raw.ids) = arena.list(ids)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<DeleteItemsRequest>()
}

/// What became of items.
public struct DeleteItemsResponse: WireMessage, MappedMessage, Hashable {
    /// Items no longer in the catalogue because of this call.
    public var deleted: Int
    /// Those the catalogue did not hold.
    public var missing: [String]

    /// A message out of its fields.
    public init(deleted: Int, missing: [String] = []) {
        self.deleted = deleted
        self.missing = missing
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__DeleteItemsResponse>) {
        wicker__v1__delete_items_response__init(raw)
    }

    init(_ raw: Wicker__V1__DeleteItemsResponse, _ reader: FieldReader) throws(FieldError) {
        deleted = Int(clamping: raw.deleted)
        missing = try reader.texts(raw.missing, raw.n_missing, "missing")
    }

    func write(to raw: inout Wicker__V1__DeleteItemsResponse, in arena: Arena) {
        (raw.has_deleted, raw.deleted) = arena.field(deleted)
        (raw.n_missing, raw.missing) = arena.list(missing)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<DeleteItemsResponse>()
}

/// A user to remove with all they did.
public struct ForgetUserRequest: WireMessage, MappedMessage, Hashable {
    /// The user's external id.
    public var user: String

    /// A message out of its fields.
    public init(user: String) {
        self.user = user
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ForgetUserRequest>) {
        wicker__v1__forget_user_request__init(raw)
    }

    init(_ raw: Wicker__V1__ForgetUserRequest, _ reader: FieldReader) throws(FieldError) {
        user = try reader.id(raw.user, "user")
    }

    func write(to raw: inout Wicker__V1__ForgetUserRequest, in arena: Arena) {
        (raw.has_user, raw.user) = arena.field(user)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ForgetUserRequest>()
}

/// What was removed.
public struct ForgetUserResponse: WireMessage, MappedMessage, Hashable {
    /// False when there was no such user.
    public var wasKnown: Bool
    /// Events removed with them.
    public var eventsRemoved: Int

    /// A message out of its fields.
    public init(wasKnown: Bool, eventsRemoved: Int) {
        self.wasKnown = wasKnown
        self.eventsRemoved = eventsRemoved
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ForgetUserResponse>) {
        wicker__v1__forget_user_response__init(raw)
    }

    init(_ raw: Wicker__V1__ForgetUserResponse, _ reader: FieldReader) throws(FieldError) {
        wasKnown = raw.known != 0
        eventsRemoved = Int(clamping: raw.events_removed)
    }

    func write(to raw: inout Wicker__V1__ForgetUserResponse, in arena: Arena) {
        (raw.has_known, raw.known) = arena.claim(wasKnown)
        (raw.has_events_removed, raw.events_removed) = arena.field(eventsRemoved)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ForgetUserResponse>()
}
