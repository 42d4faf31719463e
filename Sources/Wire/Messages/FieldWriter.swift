// SPDX-License-Identifier: Apache-2.0

import CProtobufC

/// A field of protobuf-c's: whether it is there, and its value.
typealias Field<Value> = (protobuf_c_boolean, Value)

extension Arena {
    /// A message in the arena.
    func message<Message: MappedMessage>(_ message: Message) -> UnsafeMutablePointer<Message.Raw> {
        let raw = allocate(Message.Raw.self, count: 1)
        Message.initialise(raw)
        message.write(to: &raw.pointee, in: self)
        return raw
    }

    /// A text's bytes in the arena.
    func bytes(_ text: String) -> ProtobufCBinaryData {
        let count = text.utf8.count
        guard count > 0 else { return ProtobufCBinaryData(len: 0, data: nil) }
        let start = allocate(count).assumingMemoryBound(to: UInt8.self)
        let target = UnsafeMutableBufferPointer(start: start, count: count)
        let copied: Void? = text.utf8.withContiguousStorageIfAvailable { _ = target.update(fromContentsOf: $0) }
        if copied == nil { _ = target.update(from: text.utf8) }
        return ProtobufCBinaryData(len: count, data: start)
    }

    /// A text; absent when empty or nil.
    func field(_ text: String?) -> Field<ProtobufCBinaryData> {
        guard let text, !text.isEmpty else { return (0, ProtobufCBinaryData(len: 0, data: nil)) }
        return (1, bytes(text))
    }

    /// A number; absent when nil.
    func field<Number: Numeric>(_ number: Number?) -> Field<Number> {
        number.map { (1, $0) } ?? (0, 0)
    }

    /// A count or length.
    func field(_ count: Int?) -> Field<UInt32> {
        field(count.map { UInt32(clamping: $0) })
    }

    /// A count that may pass 32 bits.
    func field(_ count: Int) -> Field<UInt64> { (1, UInt64(clamping: count)) }

    /// A yes or no that means something either way; absent when nil.
    func field(_ flag: Bool?) -> Field<protobuf_c_boolean> {
        flag.map { (1, $0 ? 1 : 0) } ?? (0, 0)
    }

    /// A claim that is false when absent.
    func claim(_ flag: Bool) -> Field<protobuf_c_boolean> { flag ? (1, 1) : (0, 0) }

    /// Texts.
    func list(_ texts: [String]) -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
        guard !texts.isEmpty else { return (0, nil) }
        let start = allocate(ProtobufCBinaryData.self, count: texts.count)
        for (position, text) in texts.enumerated() { start[position] = bytes(text) }
        return (texts.count, start)
    }

    /// Messages.
    func list<Message: MappedMessage>(
        _ messages: [Message]
    ) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<Message.Raw>?>?) {
        guard !messages.isEmpty else { return (0, nil) }
        let start = allocate(UnsafeMutablePointer<Message.Raw>?.self, count: messages.count)
        for (position, value) in messages.enumerated() { start[position] = message(value) }
        return (messages.count, start)
    }
}
