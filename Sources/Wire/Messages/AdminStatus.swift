// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC

/// Asks how the server is.
public struct StatusRequest: WireMessage, MappedMessage, Hashable {
    /// A message out of its fields.
    public init() {}

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__StatusRequest>) {
        wicker__v1__status_request__init(raw)
    }

    init(_ raw: Wicker__V1__StatusRequest, _ reader: FieldReader) {}

    func write(to raw: inout Wicker__V1__StatusRequest, in arena: Arena) {}

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<StatusRequest>()
}

/// How the server is.
public struct StatusResponse: WireMessage, MappedMessage, Hashable {
    /// The program's version.
    public var version: String
    /// The snapshot that answers now; 0 while none is published.
    public var snapshot: UInt64
    /// Users known.
    public var users: Int
    /// Items known.
    public var items: Int
    /// Events kept.
    public var events: Int
    /// Since the server started.
    public var uptimeMilliseconds: UInt64
    /// Connections open now.
    public var connections: Int
    /// Calls begun since the server started.
    public var calls: UInt64
    /// Calls that ended with another status than OK.
    public var callsFailed: UInt64
    /// Bytes of the store's file in use.
    public var storeByteCount: UInt64

    /// A message out of its fields.
    public init(
        version: String, snapshot: UInt64, users: Int, items: Int, events: Int, uptimeMilliseconds: UInt64,
        connections: Int, calls: UInt64, callsFailed: UInt64, storeByteCount: UInt64
    ) {
        self.version = version
        self.snapshot = snapshot
        self.users = users
        self.items = items
        self.events = events
        self.uptimeMilliseconds = uptimeMilliseconds
        self.connections = connections
        self.calls = calls
        self.callsFailed = callsFailed
        self.storeByteCount = storeByteCount
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__StatusResponse>) {
        wicker__v1__status_response__init(raw)
    }

    init(_ raw: Wicker__V1__StatusResponse, _ reader: FieldReader) throws(FieldError) {
        version = try reader.text(raw.version, "version")
        snapshot = raw.snapshot
        users = Int(clamping: raw.users)
        items = Int(clamping: raw.items)
        events = Int(clamping: raw.events)
        uptimeMilliseconds = raw.uptime_ms
        connections = Int(clamping: raw.connections)
        calls = raw.calls
        callsFailed = raw.calls_failed
        storeByteCount = raw.store_bytes
    }

    func write(to raw: inout Wicker__V1__StatusResponse, in arena: Arena) {
        (raw.has_version, raw.version) = arena.field(version)
        (raw.has_snapshot, raw.snapshot) = arena.field(snapshot)
        (raw.has_users, raw.users) = arena.field(users)
        (raw.has_items, raw.items) = arena.field(items)
        (raw.has_events, raw.events) = arena.field(events)
        (raw.has_uptime_ms, raw.uptime_ms) = arena.field(uptimeMilliseconds)
        (raw.has_connections, raw.connections) = arena.field(connections)
        (raw.has_calls, raw.calls) = arena.field(calls)
        (raw.has_calls_failed, raw.calls_failed) = arena.field(callsFailed)
        (raw.has_store_bytes, raw.store_bytes) = arena.field(storeByteCount)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<StatusResponse>()
}
