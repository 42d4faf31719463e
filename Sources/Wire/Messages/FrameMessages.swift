// SPDX-License-Identifier: Apache-2.0

import CMessages
import CProtobufC
import NIOCore

extension MetadataEntry: MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__MetadataEntry>) {
        wicker__v1__metadata_entry__init(raw)
    }

    init(_ raw: Wicker__V1__MetadataEntry, _ reader: FieldReader) throws(FieldError) {
        key = try reader.text(raw.key, "key")
        guard (1...64).contains(key.utf8.count), key.utf8.allSatisfy(Self.isKeyByte) else {
            throw FieldError("key", "\(key) is not 1 to 64 of a-z, 0-9, - and _")
        }
        value = try reader.text(raw.value, "value", atMost: ConnectionLimits.metadataByteCount)
    }

    func write(to raw: inout Wicker__V1__MetadataEntry, in arena: Arena) {
        (raw.has_key, raw.key) = arena.field(key)
        (raw.has_value, raw.value) = arena.field(value)
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

/// Opens a call.
public struct CallHeader: WireMessage, MappedMessage, Hashable {
    /// Service and method, such as `wicker.v1.Recommendations/Recommend`.
    public var method: String
    /// Time the caller gives the call from now on; nil for no limit, 0 has expired already.
    public var timeoutMilliseconds: UInt32?
    /// What the caller adds.
    public var metadata: [MetadataEntry]

    /// The header of a call of that method.
    public init(method: String, timeoutMilliseconds: UInt32? = nil, metadata: [MetadataEntry] = []) {
        self.method = method
        self.timeoutMilliseconds = timeoutMilliseconds
        self.metadata = metadata
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__CallHeader>) { wicker__v1__call_header__init(raw) }

    init(_ raw: Wicker__V1__CallHeader, _ reader: FieldReader) throws(FieldError) {
        method = try reader.text(raw.method, "method")
        timeoutMilliseconds = reader.number(raw.has_timeout_ms, raw.timeout_ms)
        if let timeoutMilliseconds, timeoutMilliseconds > ConnectionLimits.timeoutMilliseconds {
            throw FieldError("timeout_ms", "\(timeoutMilliseconds); use 0 to \(ConnectionLimits.timeoutMilliseconds)")
        }
        metadata = try reader.list(raw.metadata, raw.n_metadata, "metadata", atMost: ConnectionLimits.metadataCount)
    }

    func write(to raw: inout Wicker__V1__CallHeader, in arena: Arena) {
        (raw.has_method, raw.method) = arena.field(method)
        (raw.has_timeout_ms, raw.timeout_ms) = arena.field(timeoutMilliseconds)
        (raw.n_metadata, raw.metadata) = arena.list(metadata)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CallHeader>()
}

extension CallStatus: WireMessage, MappedMessage {
    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__StatusHeader>) {
        wicker__v1__status_header__init(raw)
    }

    init(_ raw: Wicker__V1__StatusHeader, _ reader: FieldReader) throws(FieldError) {
        self.init(
            StatusCode(rawValue: raw.code) ?? .unknown, try reader.text(raw.message, "message"),
            metadata: try reader.list(raw.metadata, raw.n_metadata, "metadata"))
    }

    func write(to raw: inout Wicker__V1__StatusHeader, in arena: Arena) {
        (raw.has_code, raw.code) = arena.field(code.rawValue)
        (raw.has_message, raw.message) = arena.field(message)
        (raw.n_metadata, raw.metadata) = arena.list(metadata)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<CallStatus>()
}

/// What the server tells of itself in its first frame.
public struct ServerSettings: WireMessage, MappedMessage, Hashable {
    /// The bounds of this connection.
    public var limits: ConnectionLimits
    /// The program's version.
    public var serverVersion: String

    /// Settings to tell a client.
    public init(limits: ConnectionLimits, serverVersion: String) {
        self.limits = limits
        self.serverVersion = serverVersion
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__ServerSettings>) {
        wicker__v1__server_settings__init(raw)
    }

    init(_ raw: Wicker__V1__ServerSettings, _ reader: FieldReader) throws(FieldError) {
        limits = ConnectionLimits()
        if raw.has_max_frame_bytes != 0 { limits.frameByteCount = Int(raw.max_frame_bytes) }
        if raw.has_max_header_bytes != 0 { limits.headerByteCount = Int(raw.max_header_bytes) }
        if raw.has_max_calls != 0 { limits.callCount = Int(raw.max_calls) }
        if raw.has_idle_timeout_ms != 0 { limits.idleTimeout = .milliseconds(Int64(raw.idle_timeout_ms)) }
        serverVersion = try reader.text(raw.server_version, "server_version")
    }

    func write(to raw: inout Wicker__V1__ServerSettings, in arena: Arena) {
        (raw.has_max_frame_bytes, raw.max_frame_bytes) = arena.field(limits.frameByteCount)
        (raw.has_max_header_bytes, raw.max_header_bytes) = arena.field(limits.headerByteCount)
        (raw.has_max_calls, raw.max_calls) = arena.field(limits.callCount)
        (raw.has_idle_timeout_ms, raw.idle_timeout_ms) =
            arena.field(UInt32(clamping: limits.idleTimeout.nanoseconds / 1_000_000))
        (raw.has_server_version, raw.server_version) = arena.field(serverVersion)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<ServerSettings>()
}

/// The server takes no new calls on this connection.
public struct GoAway: WireMessage, MappedMessage, Hashable {
    /// Highest call id the server may have begun; calls above it can be tried elsewhere.
    public var lastCall: UInt32
    /// Why, for a person.
    public var reason: String

    /// A farewell.
    public init(lastCall: UInt32, reason: String) {
        self.lastCall = lastCall
        self.reason = reason
    }

    static func initialise(_ raw: UnsafeMutablePointer<Wicker__V1__GoAway>) { wicker__v1__go_away__init(raw) }

    init(_ raw: Wicker__V1__GoAway, _ reader: FieldReader) throws(FieldError) {
        lastCall = raw.last_call
        reason = try reader.text(raw.reason, "reason")
    }

    func write(to raw: inout Wicker__V1__GoAway, in arena: Arena) {
        (raw.has_last_call, raw.last_call) = arena.field(lastCall)
        (raw.has_reason, raw.reason) = arena.field(reason)
    }

    /// How its bytes are read and written.
    public static let mapping = MessageMapping<GoAway>()
}
