// SPDX-License-Identifier: Apache-2.0

import CProtobufC
import Shop

/// Copies fields out of protobuf-c's structs and checks what every field of that sort must keep.
struct FieldReader {
    /// The time of an event that has none of its own.
    let receivedAt: Timestamp

    /// Text, empty when absent; any length the frame allows unless told otherwise.
    func text(
        _ data: ProtobufCBinaryData, _ field: StaticString, atMost byteLimit: Int = .max
    ) throws(FieldError) -> String {
        guard data.len > 0 else { return "" }
        guard data.len <= byteLimit else {
            throw FieldError(field, "\(data.len) bytes; the most is \(byteLimit)")
        }
        let bytes = UnsafeBufferPointer(start: data.data, count: data.len)
        // Ids are mostly ASCII, which needs no validation; that of the library costs ten times the copy.
        if bytes.reduce(0, |) < 0x80 { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw FieldError(field, "not UTF-8") }
        return text
    }

    /// Text, nil when absent or empty.
    func optionalText(
        _ data: ProtobufCBinaryData, _ field: StaticString, atMost byteLimit: Int = .max
    ) throws(FieldError) -> String? {
        data.len == 0 ? nil : try text(data, field, atMost: byteLimit)
    }

    /// One of an enumeration's words; nil when absent.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ data: ProtobufCBinaryData, _ field: StaticString
    ) throws(FieldError) -> Choice? where Choice.RawValue == String {
        guard let word = try optionalText(data, field, atMost: Limits.nameByteCount) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        throw FieldError(field, "“\(word)”" + suggestion(for: word, among: Choice.allCases.map(\.rawValue)))
    }

    /// A required external id.
    func id(_ data: ProtobufCBinaryData, _ field: StaticString) throws(FieldError) -> String {
        guard data.len > 0 else { throw FieldError(field, "required; an id of 1 to \(Limits.idByteCount) bytes") }
        return try text(data, field, atMost: Limits.idByteCount)
    }

    /// A list's length, 1 to 1,000; nil when absent.
    func length(
        _ isPresent: protobuf_c_boolean, _ value: UInt32, _ field: StaticString
    ) throws(FieldError) -> Int? {
        guard isPresent != 0 else { return nil }
        guard value >= 1, value <= UInt32(Limits.listLength) else {
            throw FieldError(field, "\(value); use 1 to \(Limits.listLength)")
        }
        return Int(value)
    }

    /// A number; nil when absent.
    func number<Number>(_ isPresent: protobuf_c_boolean, _ value: Number) -> Number? {
        isPresent != 0 ? value : nil
    }

    /// A yes or no; nil when absent.
    func flag(_ isPresent: protobuf_c_boolean, _ value: protobuf_c_boolean) -> Bool? {
        isPresent != 0 ? value != 0 : nil
    }

    /// A message inside the message; nil when absent.
    func message<Message: ParsedMessage>(
        _ raw: UnsafeMutablePointer<Message.Raw>?, _ field: StaticString
    ) throws(FieldError) -> Message? {
        guard let raw else { return nil }
        do throws(FieldError) {
            return try Message(raw.pointee, self)
        } catch {
            throw FieldError("\(field).\(error.field)", error.reason)
        }
    }

    /// Texts, each of up to `byteLimit` bytes.
    func texts(
        _ start: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int, _ field: StaticString,
        atMost limit: Int = .max, of byteLimit: Int = .max
    ) throws(FieldError) -> [String] {
        guard let start, count > 0 else { return [] }
        try check(count, field, atMost: limit)
        var result: [String] = []
        result.reserveCapacity(count)
        for position in 0..<count {
            do throws(FieldError) {
                result.append(try text(start[position], field, atMost: byteLimit))
            } catch {
                throw FieldError("\(field)[\(position)]", error.reason)
            }
        }
        return result
    }

    /// Messages; the first bad one fails all.
    func list<Message: ParsedMessage>(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<Message.Raw>?>?, _ count: Int, _ field: StaticString,
        atMost limit: Int = .max
    ) throws(FieldError) -> [Message] {
        try check(count, field, atMost: limit)
        var result: [Message] = []
        result.reserveCapacity(count)
        for position in 0..<count {
            guard let raw = start?[position] else { continue }
            do throws(FieldError) {
                result.append(try Message(raw.pointee, self))
            } catch {
                throw FieldError("\(field)[\(position)].\(error.field)", error.reason)
            }
        }
        return result
    }

    /// Messages; bad ones are refused one by one and the rest is kept.
    func batch<Message: ParsedMessage>(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<Message.Raw>?>?, _ count: Int, _ field: StaticString
    ) throws(FieldError) -> Batch<Message> {
        try check(count, field, atMost: Limits.batchCount)
        var batch = Batch<Message>()
        batch.rows.reserveCapacity(count)
        for position in 0..<count {
            guard let raw = start?[position] else { continue }
            do throws(FieldError) {
                batch.rows.append(try Message(raw.pointee, self))
            } catch {
                batch.unreadable.append(Rejection(index: position, field: error.field, reason: error.reason))
            }
        }
        return batch
    }

    private func check(_ count: Int, _ field: StaticString, atMost limit: Int) throws(FieldError) {
        guard count <= limit else { throw FieldError(field, "\(count) of them; the most is \(limit)") }
    }
}
