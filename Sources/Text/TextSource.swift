// SPDX-License-Identifier: Apache-2.0

internal import CICU

/// Brings UTF-8 into the UTF-16 that ICU's word breaker reads.
enum TextSource {
    /// Marks that may stack on one letter.
    ///
    /// Unicode's stream-safe format (UAX 15, section 13) allows as many. Ordering a longer stack takes time with its
    /// square.
    private static let stackedMarks = 30

    /// Replaces `units` by the text.
    ///
    /// - Returns: whether all of it is ASCII, which is in every normal form as it stands.
    static func load(_ text: UnsafeBufferPointer<UInt8>, into units: inout CodeUnits) -> Bool {
        units.reserve(text.count + 1)
        units.count = text.count
        var all: UInt8 = 0
        for position in 0..<text.count {
            units.units[position] = UInt16(text[position])
            all |= text[position]
        }
        if all < 0x80 { return true }
        var error: Int32 = 0
        let count = text.withMemoryRebound(to: CChar.self) { text in
            icu_from_utf8(
                units.units.baseAddress, Int32(units.units.count), text.baseAddress, Int32(text.count), &error)
        }
        units.count = icu_succeeded(error) != 0 ? Int(count) : 0
        clean(&units)
        return false
    }

    /// Takes out stacked marks beyond the limit, and the signs that composition would glue onto a brand as letters.
    private static func clean(_ units: inout CodeUnits) {
        var (read, written, stacked) = (0, 0, 0)
        while read < units.count {
            let point = units.point(at: read)
            let isCombining = point.value >= 0x300 && icu_is_combining(Int32(bitPattern: point.value)) != 0
            stacked = isCombining ? stacked + 1 : 0
            if stacked <= stackedMarks {
                for unit in 0..<point.length { units.units[written + unit] = units.units[read + unit] }
                if point.value == 0x2122 || point.value == 0x2120 { units.units[written] = 0x20 }  // ™ and ℠
                written += point.length
            }
            read += point.length
        }
        units.count = written
    }

    /// A byte count at or below the limit at which the text may be cut without splitting a character.
    static func cut(_ text: UnsafeBufferPointer<UInt8>, at limit: Int) -> UnsafeBufferPointer<UInt8> {
        guard text.count > limit else { return text }
        var end = limit
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return UnsafeBufferPointer(rebasing: text[..<end])
    }
}
