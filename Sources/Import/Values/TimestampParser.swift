// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Reads moments: epoch seconds or milliseconds, or ISO 8601.
///
/// ```
/// 978300760            seconds, because below 10¹¹; with a fraction if one likes
/// 978300760000         milliseconds
/// 2010-12-01           midnight
/// 2010-12-01 08:26     or with T between; seconds and their fraction may follow
/// 2010-12-01T08:26:00.250+01:00, …Z, …+0100, …+01
/// ```
/// No offset means UTC. Years 1 to 9999 of the proleptic Gregorian calendar.
enum TimestampParser {
    /// The moment that `bytes` spell in full; nil for anything else.
    static func timestamp(_ bytes: UnsafeRawBufferPointer) -> Timestamp? {
        let isDate = bytes.count >= 10 && bytes[4] == Ascii.minus && bytes[7] == Ascii.minus
        guard let milliseconds = isDate ? calendar(bytes) : epoch(bytes), (earliest...latest).contains(milliseconds)
        else { return nil }
        return Timestamp(milliseconds: milliseconds)
    }

    private static let earliest: Int64 = -62_135_596_800_000  // 0001-01-01T00:00:00Z
    private static let latest: Int64 = 253_402_300_799_999  // 9999-12-31T23:59:59.999Z
    private static let secondsBelow: Int64 = 100_000_000_000

    private static func epoch(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        if let whole = NumberParser.integer(bytes) {
            return whole.magnitude < secondsBelow.magnitude ? whole * 1000 : whole
        }
        guard let number = NumberParser.number(bytes), number.magnitude < 1e15 else { return nil }
        let milliseconds = number.magnitude < Double(secondsBelow) ? number * 1000 : number
        return Int64(milliseconds.rounded())
    }

    private static func calendar(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        var cursor = DigitCursor(bytes)
        guard let year = cursor.digits(4), cursor.skip(Ascii.minus), let month = cursor.digits(2),
            cursor.skip(Ascii.minus), let day = cursor.digits(2),
            year >= 1, (1...12).contains(month), day >= 1, day <= dayCount(year, month)
        else { return nil }
        var milliseconds = days(year, month, day) * 86_400_000
        if cursor.isAtEnd { return milliseconds }
        guard cursor.skip(UInt8(ascii: "T")) || cursor.skip(Ascii.space) || cursor.skip(UInt8(ascii: "t")),
            let time = timeOfDay(&cursor), let offset = zone(&cursor), cursor.isAtEnd
        else { return nil }
        milliseconds += time - offset
        return milliseconds
    }

    private static func timeOfDay(_ cursor: inout DigitCursor) -> Int64? {
        guard let hour = cursor.digits(2), hour < 24, cursor.skip(Ascii.colon), let minute = cursor.digits(2),
            minute < 60
        else { return nil }
        let minutes = (hour * 60 + minute) * 60_000
        guard cursor.skip(Ascii.colon) else { return minutes }
        guard let second = cursor.digits(2), second < 60 else { return nil }
        guard cursor.skip(Ascii.point) || cursor.skip(Ascii.comma) else { return minutes + second * 1000 }
        guard let fraction = cursor.milliseconds() else { return nil }
        return minutes + second * 1000 + fraction
    }

    /// Milliseconds east of Greenwich; 0 when nothing is said.
    private static func zone(_ cursor: inout DigitCursor) -> Int64? {
        if cursor.isAtEnd || cursor.skip(UInt8(ascii: "Z")) || cursor.skip(UInt8(ascii: "z")) { return 0 }
        let isEast = cursor.skip(Ascii.plus)
        guard isEast || cursor.skip(Ascii.minus), let hour = cursor.digits(2), hour < 24 else { return nil }
        let hasColon = cursor.skip(Ascii.colon)
        guard let minute = cursor.isAtEnd && !hasColon ? 0 : cursor.digits(2), minute < 60 else { return nil }
        return (isEast ? 1 : -1) * (hour * 60 + minute) * 60_000
    }

    private static func dayCount(_ year: Int64, _ month: Int64) -> Int64 {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
    }

    /// Days from 1970-01-01.
    ///
    /// The year is taken to begin in March, so that the leap day is its last.
    ///
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let century = marchYear / 400
        let yearOfEra = marchYear - century * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return century * 146_097 + dayOfEra - 719_468
    }
}

extension Timestamp {
    /// The moment a text spells, as a file's `timestamp` column may: epoch seconds or milliseconds, or ISO 8601.
    public init?(parsing text: String) {
        var text = text
        guard let found = text.withUTF8({ TimestampParser.timestamp(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = found
    }
}

/// Walks over bytes that are digits and marks between them.
private struct DigitCursor {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    /// Takes that byte if it is the next one.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    /// Takes exactly `count` digits; nil when the next bytes are not that.
    mutating func digits(_ count: Int) -> Int64? {
        guard offset + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for _ in 0..<count {
            let digit = bytes[offset] &- Ascii.zero
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
            offset += 1
        }
        return value
    }

    /// Takes a fraction of a second of 1 or more digits; what is finer than a millisecond is cut off.
    mutating func milliseconds() -> Int64? {
        var (value, unit): (Int64, Int64) = (0, 100)
        let start = offset
        while offset < bytes.count, case let digit = bytes[offset] &- Ascii.zero, digit < 10 {
            value += Int64(digit) * unit
            unit /= 10
            offset += 1
        }
        return offset > start ? value : nil
    }
}
