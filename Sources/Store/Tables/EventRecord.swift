// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// One event of the log, with indices for its names.
///
/// ```
///  0      4      8           16     17      18
///  | user | item | timestamp | type | flags | value? | quantity? | price? | order? | session? | id? |
/// ```
/// Little-endian. A flag's bit says whether the part is there: numbers have 8 bytes, texts a length byte before them.
struct EventRecord: Equatable {
    var user: UInt32
    var item: UInt32
    var timestamp: Timestamp
    var type: EventType
    var value: Double?
    var quantity: Double?
    var price: Double?
    var order: String?
    var session: String?
    var id: String?

    /// The user of an event of an order or a session without one.
    static let guest = UInt32.max

    private struct Parts: OptionSet {
        let rawValue: UInt8
        static let value = Parts(rawValue: 1)
        static let quantity = Parts(rawValue: 2)
        static let price = Parts(rawValue: 4)
        static let order = Parts(rawValue: 8)
        static let session = Parts(rawValue: 16)
        static let id = Parts(rawValue: 32)
        static let all = Parts(rawValue: 63)
    }

    private static let fixedByteCount = 18

    private var parts: Parts {
        var parts: Parts = []
        if value != nil { parts.insert(.value) }
        if quantity != nil { parts.insert(.quantity) }
        if price != nil { parts.insert(.price) }
        if order != nil { parts.insert(.order) }
        if session != nil { parts.insert(.session) }
        if id != nil { parts.insert(.id) }
        return parts
    }
}

extension EventRecord {
    /// Bytes of the encoded record.
    var byteCount: Int {
        var count = Self.fixedByteCount
        if value != nil { count += 8 }
        if quantity != nil { count += 8 }
        if price != nil { count += 8 }
        if let order { count += 1 + order.utf8.count }
        if let session { count += 1 + session.utf8.count }
        if let id { count += 1 + id.utf8.count }
        return count
    }

    /// Writes the record into exactly `byteCount` bytes; texts have at most 255 bytes.
    func encode(into target: UnsafeMutableRawBufferPointer) {
        precondition(target.count == byteCount, "\(target.count) bytes for a record of \(byteCount)")
        target.storeBytes(of: user.littleEndian, toByteOffset: 0, as: UInt32.self)
        target.storeBytes(of: item.littleEndian, toByteOffset: 4, as: UInt32.self)
        target.storeBytes(of: timestamp.milliseconds.littleEndian, toByteOffset: 8, as: Int64.self)
        target.storeBytes(of: type.rawValue, toByteOffset: 16, as: UInt8.self)
        target.storeBytes(of: parts.rawValue, toByteOffset: 17, as: UInt8.self)
        var offset = Self.fixedByteCount
        if let value { Self.put(value, into: target, at: &offset) }
        if let quantity { Self.put(quantity, into: target, at: &offset) }
        if let price { Self.put(price, into: target, at: &offset) }
        if let order { Self.put(order, into: target, at: &offset) }
        if let session { Self.put(session, into: target, at: &offset) }
        if let id { Self.put(id, into: target, at: &offset) }
    }

    private static func put(_ number: Double, into target: UnsafeMutableRawBufferPointer, at offset: inout Int) {
        target.storeBytes(of: number.bitPattern.littleEndian, toByteOffset: offset, as: UInt64.self)
        offset += 8
    }

    private static func put(_ text: String, into target: UnsafeMutableRawBufferPointer, at offset: inout Int) {
        let count = text.utf8.count
        target[offset] = UInt8(count)
        UnsafeMutableRawBufferPointer(rebasing: target[(offset + 1)...]).copyBytes(from: text.utf8)
        offset += 1 + count
    }

    /// Reads a record; nil when the bytes are not exactly one.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let columns = EventColumns(bytes) else { return nil }
        self.init(user: columns.user, item: columns.item, timestamp: columns.timestamp, type: columns.type)
        let parts = Parts(rawValue: columns.parts)
        guard Parts.all.isSuperset(of: parts) else { return nil }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[Self.fixedByteCount...]))
        var isWhole = true
        func number(_ part: Parts) -> Double? {
            guard parts.contains(part) else { return nil }
            let number = reader.number()
            isWhole = isWhole && number != nil
            return number
        }
        func text(_ part: Parts) -> String? {
            guard parts.contains(part) else { return nil }
            let text = reader.text(UInt8.self)
            isWhole = isWhole && text != nil
            return text
        }
        value = number(.value)
        quantity = number(.quantity)
        price = number(.price)
        order = text(.order)
        session = text(.session)
        id = text(.id)
        guard isWhole, reader.rest.isEmpty else { return nil }
    }
}

/// The fixed part of a record and the numbers recommenders learn from, read without touching its texts.
struct EventColumns {
    var user: UInt32
    var item: UInt32
    var timestamp: Timestamp
    var type: EventType
    var parts: UInt8
    var value = Float.nan
    var quantity: Float = 1

    /// Whether the record names a session.
    var hasSession: Bool { parts & 16 != 0 }

    /// Reads the columns; nil when the bytes are too few.
    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 18 else { return nil }
        user = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
        item = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        timestamp = Timestamp(
            milliseconds: Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self)))
        type = EventType(rawValue: bytes[16])
        parts = bytes[17]
        guard bytes.count >= 18 + (parts & 3).nonzeroBitCount * 8 else { return nil }
        if parts & 1 != 0 { value = Self.number(bytes, 18) }
        if parts & 2 != 0 { quantity = Self.number(bytes, parts & 1 != 0 ? 26 : 18) }
    }

    @inline(__always)
    private static func number(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Float {
        let bits = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        return HistoryRecord.narrow(Double(bitPattern: bits))
    }
}
