// SPDX-License-Identifier: Apache-2.0

public import Shop

/// What is kept of an event beside its user: enough for the request path, in 32 bytes that sort by time.
///
/// ```
///  0        8           16     20    21      24      28        32
///  | time   | sequence  | item | type | zero | value | quantity |
///  ```
/// Time is milliseconds plus 2⁶³, and sequence is the event's place in the log; both big-endian, so that comparing
/// bytes compares (time, sequence). Item, value (NaN: none) and quantity are in native order.
struct HistoryRecord: BitwiseCopyable, Sendable {
    private var bigEndianTime: UInt64
    private var bigEndianSequence: UInt64
    private var itemIndex: UInt32
    private var typeAndZero: UInt32
    private var value: Float
    private var quantity: Float

    static let byteCount = 32

    init(_ record: EventRecord, sequence: UInt64) {
        let time = UInt64(bitPattern: record.timestamp.milliseconds) ^ (1 << 63)
        bigEndianTime = time.bigEndian
        bigEndianSequence = sequence.bigEndian
        itemIndex = record.item
        typeAndZero = UInt32(record.type.rawValue)
        value = record.value.map(Self.narrow) ?? .nan
        quantity = record.quantity.map(Self.narrow) ?? 1
    }

    /// The record at that place and moment would come right before every record not before it.
    init(position: HistoryPosition) {
        bigEndianTime = (UInt64(bitPattern: position.timestamp.milliseconds) ^ (1 << 63)).bigEndian
        bigEndianSequence = position.sequence.bigEndian
        itemIndex = 0
        typeAndZero = 0
        value = 0
        quantity = 0
    }

    /// A finite number stays finite.
    static func narrow(_ number: Double) -> Float {
        let limit = Double(Float.greatestFiniteMagnitude)
        return Float(min(max(number, -limit), limit))
    }

    @inline(__always)
    var sequence: UInt64 { UInt64(bigEndian: bigEndianSequence) }

    @inline(__always)
    var timestamp: Timestamp {
        Timestamp(milliseconds: Int64(bitPattern: UInt64(bigEndian: bigEndianTime) ^ (1 << 63)))
    }

    var position: HistoryPosition { HistoryPosition(timestamp: timestamp, sequence: sequence) }

    @inline(__always)
    func interaction(of user: UserIndex) -> Interaction {
        Interaction(
            user: user, item: ItemIndex(rawValue: itemIndex),
            type: EventType(rawValue: UInt8(truncatingIfNeeded: typeAndZero)), timestamp: timestamp, value: value,
            quantity: quantity)
    }

    /// The order of the bytes.
    @inline(__always)
    static func precedes(_ left: Self, _ right: Self) -> Bool {
        let (leftTime, rightTime) = (UInt64(bigEndian: left.bigEndianTime), UInt64(bigEndian: right.bigEndianTime))
        return leftTime == rightTime ? left.sequence < right.sequence : leftTime < rightTime
    }
}

/// A place in a user's history, for paging: it stays valid whatever is added or removed.
public struct HistoryPosition: Hashable, Sendable, BitwiseCopyable {
    /// When the event happened.
    public var timestamp: Timestamp
    /// Its place in the log; the later of two at one moment has the larger.
    public var sequence: UInt64

    /// A place, as an earlier page gave it.
    public init(timestamp: Timestamp, sequence: UInt64) {
        self.timestamp = timestamp
        self.sequence = sequence
    }
}
