// SPDX-License-Identifier: Apache-2.0

/// Gives each answer a name of its own, so that later clicks and purchases can be attributed to it.
///
/// Thirteen characters of Crockford's base 32: 24 bits drawn when the generator was made, then 40 bits counted up.
/// They stay unique for 10¹² answers of one generator, and short enough for a String without allocation.
public struct RecommendationIDs: Sendable {
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private var state: UInt64

    /// A generator whose names start at a random place.
    public init(using generator: inout some RandomNumberGenerator) {
        state = generator.next() << 40
    }

    /// The next name.
    public mutating func next() -> String {
        let value = state
        state = (state & ~0xFF_FFFF_FFFF) | ((state &+ 1) & 0xFF_FFFF_FFFF)
        return String(unsafeUninitializedCapacity: 13) { bytes in
            for position in 0..<13 {
                let digit = Int(truncatingIfNeeded: value >> UInt64(5 * (12 - position))) & 31
                bytes[position] = Self.digits[digit]
            }
            return 13
        }
    }
}
