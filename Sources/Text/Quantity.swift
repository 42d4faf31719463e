// SPDX-License-Identifier: Apache-2.0

/// A number with its unit written onto it, as in `500ml`.
///
/// Split, it finds `500 ml`. Only units of this list are split off: a model named `3d` or `x100v` stays whole.
enum Quantity {
    private static let units: Set<[UInt8]> = Set(
        [
            "ml", "cl", "dl", "l", "kg", "g", "mg", "mm", "cm", "m", "km", "oz", "lb", "lbs", "ft", "in", "kb", "mb",
            "gb", "tb", "v", "w", "kw", "wh", "kwh", "mah", "ah", "hz", "khz", "mhz", "ghz", "px", "mp", "pcs", "pc",
        ].map { Array($0.utf8) })
    private static let longestUnit = 3

    /// Where the unit starts; nil when the word is not a number and a unit.
    static func unitStart(in word: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = word.first, isDigit(first), let last = word.last, !isDigit(last) else { return nil }
        guard let start = word.firstIndex(where: { !isDigit($0) && $0 != 0x2E && $0 != 0x2C }),
            word.count - start <= longestUnit, units.contains(Array(word[start...]))
        else { return nil }
        return start
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
