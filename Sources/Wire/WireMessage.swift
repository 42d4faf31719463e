// SPDX-License-Identifier: Apache-2.0

import CProtobufC
public import NIOCore
public import Shop

/// A value that travels as a protobuf message.
public protocol WireMessage: Sendable {
    /// How its bytes are read and written.
    static var mapping: MessageMapping<Self> { get }
}

extension WireMessage {
    /// Reads a message.
    ///
    /// Everything is copied out: neither `bytes` nor the arena is needed afterwards. An event without a time of its
    /// own happened at `receivedAt`.
    ///
    /// - Throws: `invalidArgument`, naming the field, for what is no such message or breaks a limit.
    @inlinable
    public static func decode(
        _ bytes: UnsafeRawBufferPointer, in arena: Arena, receivedAt: Timestamp
    ) throws(WireError) -> Self {
        try mapping.decode(bytes, in: arena, receivedAt: receivedAt)
    }

    /// Reads a message out of a buffer's readable bytes.
    @inlinable
    public static func decode(
        _ buffer: ByteBuffer, in arena: Arena, receivedAt: Timestamp
    ) throws(WireError) -> Self {
        let result = buffer.withUnsafeReadableBytes { bytes in
            Result { () throws(WireError) in try decode(bytes, in: arena, receivedAt: receivedAt) }
        }
        return try result.get()
    }

    /// Appends the message's bytes.
    @inlinable
    public func encode(into buffer: inout ByteBuffer, in arena: Arena) {
        Self.mapping.encode(self, into: &buffer, in: arena)
    }
}

extension Frame {
    /// The frame's header, which holds no times.
    func header<Header: WireMessage>(as type: Header.Type, in arena: Arena) throws(WireError) -> Header {
        let header = body.getSlice(at: body.readerIndex, length: headerByteCount) ?? ByteBuffer()
        return try Header.decode(header, in: arena, receivedAt: Timestamp(milliseconds: 0))
    }

    /// The message of one of the connection's own frames, which holds no times.
    func message<Message: WireMessage>(as type: Message.Type, in arena: Arena) throws(WireError) -> Message {
        try Message.decode(message ?? ByteBuffer(), in: arena, receivedAt: Timestamp(milliseconds: 0))
    }
}

/// How one type's values and protobuf-c's structs turn into each other.
public struct MessageMapping<Value: WireMessage>: Sendable {
    /// Up to this many bytes in the arena, that many are reserved in the buffer.
    private static var smallByteCount: Int { 16 << 10 }

    private let descriptor: Descriptor
    private let read: @Sendable (UnsafeMutablePointer<ProtobufCMessage>, FieldReader) throws(FieldError) -> Value
    private let write: @Sendable (Value, inout ByteBuffer, Arena) -> Void

    /// The mapping that the type itself describes, through protobuf-c's structs both ways.
    init() where Value: MappedMessage {
        self.init { value, buffer, arena in
            arena.reset()
            let message = UnsafeMutableRawPointer(arena.message(value))
            Self.pack(message.assumingMemoryBound(to: ProtobufCMessage.self), in: arena, into: &buffer)
        }
    }

    /// The mapping that the type itself describes, written straight into the buffer.
    init() where Value: WrittenMessage {
        self.init { value, buffer, _ in MessageWriter.append(value, to: &buffer) }
    }

    private init(
        write: @escaping @Sendable (Value, inout ByteBuffer, Arena) -> Void
    ) where Value: ParsedMessage {
        descriptor = Descriptor(of: Value.self)
        read = { message, reader throws(FieldError) in
            try message.withMemoryRebound(to: Value.Raw.self, capacity: 1) { raw throws(FieldError) in
                try Value(raw.pointee, reader)
            }
        }
        self.write = write
    }

    @usableFromInline
    func decode(
        _ bytes: UnsafeRawBufferPointer, in arena: Arena, receivedAt: Timestamp
    ) throws(WireError) -> Value {
        arena.reset()
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let message = protobuf_c_message_unpack(descriptor.pointer, arena.allocator, bytes.count, start)
        guard let message else {
            throw WireError(
                .invalidArgument,
                "\(bytes.count) bytes are no \(descriptor.name), or one that takes more memory than a message may")
        }
        do {
            return try read(message, FieldReader(receivedAt: receivedAt))
        } catch {
            throw WireError(.invalidArgument, error.description)
        }
    }

    @usableFromInline
    func encode(_ value: Value, into buffer: inout ByteBuffer, in arena: Arena) {
        write(value, &buffer, arena)
    }

    private static func pack(
        _ message: UnsafePointer<ProtobufCMessage>, in arena: Arena, into buffer: inout ByteBuffer
    ) {
        // A message never takes more bytes on the wire than in the arena: a C field is larger than its tag and
        // length, and texts are copied whole. So a small one needs no pass that only counts its bytes.
        let isSmall = arena.usedByteCount <= smallByteCount
        let byteCount = isSmall ? arena.usedByteCount : protobuf_c_message_get_packed_size(message)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: byteCount) { bytes in
            protobuf_c_message_pack(message, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
    }
}

/// A message's table of fields: constant data of protoc-c's output.
private struct Descriptor: @unchecked Sendable {
    let pointer: UnsafePointer<ProtobufCMessageDescriptor>

    init<Message: ParsedMessage>(of type: Message.Type) {
        let raw = UnsafeMutablePointer<Message.Raw>.allocate(capacity: 1)
        defer { raw.deallocate() }
        Message.initialise(raw)
        guard let found = UnsafeRawPointer(raw).load(as: ProtobufCMessage.self).descriptor else {
            preconditionFailure("\(type) has no descriptor")
        }
        pointer = found
    }

    var name: String { pointer.pointee.name.map { String(cString: $0) } ?? "message" }
}

/// A value and the protobuf-c struct it is read from.
protocol ParsedMessage: Sendable {
    /// protoc-c's struct.
    associatedtype Raw

    /// protoc-c's function that makes a struct an empty message.
    static func initialise(_ raw: UnsafeMutablePointer<Raw>)

    /// Copies the fields out of a message that lies in an arena.
    init(_ raw: Raw, _ reader: FieldReader) throws(FieldError)
}

/// A value that is written through its protobuf-c struct, too.
protocol MappedMessage: ParsedMessage {
    /// Sets the fields of an empty message; what they point to lies in the arena.
    func write(to raw: inout Raw, in arena: Arena)
}

/// A field that breaks the rules.
struct FieldError: Error, Equatable, CustomStringConvertible {
    /// Its path inside the message, such as `items[3].id`.
    var field: String
    /// What is wrong with it and what would be right.
    var reason: String

    init(_ field: some CustomStringConvertible, _ reason: String) {
        self.field = field.description
        self.reason = reason
    }

    var description: String { "\(field): \(reason)" }
}
