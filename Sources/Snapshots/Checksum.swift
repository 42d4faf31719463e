// SPDX-License-Identifier: Apache-2.0

/// A fast 64-bit checksum that finds damage, not malice: XXH64.
///
/// Bytes are read in stripes of 32 as four lanes of little-endian words, so it runs at the speed of memory.
///
/// - Complexity: O(n) time, O(1) memory.
/// - Source: Yann Collet, "xxHash fast digest algorithm", specification 0.1.1.
public enum Checksum {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The checksum of these bytes; a seed chains one run of bytes to another.
    public static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var position = 0
        var sum = bytes.count < 32 ? seed &+ prime5 : stripes(of: bytes, seed: seed, position: &position)
        sum &+= UInt64(bytes.count)
        while position + 8 <= bytes.count {
            sum ^= round(0, word(bytes, position))
            sum = rotate(sum, 27) &* prime1 &+ prime4
            position += 8
        }
        if position + 4 <= bytes.count {
            let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            sum ^= UInt64(half) &* prime1
            sum = rotate(sum, 23) &* prime2 &+ prime3
            position += 4
        }
        for byte in bytes[position...] {
            sum ^= UInt64(byte) &* prime5
            sum = rotate(sum, 11) &* prime1
        }
        return avalanche(sum)
    }

    /// A checksum as manifests show it: 16 hexadecimal digits.
    public static func text(_ sum: UInt64) -> String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func stripes(of bytes: UnsafeRawBufferPointer, seed: UInt64, position: inout Int) -> UInt64 {
        var first = seed &+ prime1 &+ prime2
        var second = seed &+ prime2
        var third = seed
        var fourth = seed &- prime1
        while position + 32 <= bytes.count {
            first = round(first, word(bytes, position))
            second = round(second, word(bytes, position + 8))
            third = round(third, word(bytes, position + 16))
            fourth = round(fourth, word(bytes, position + 24))
            position += 32
        }
        var sum = rotate(first, 1) &+ rotate(second, 7) &+ rotate(third, 12) &+ rotate(fourth, 18)
        for lane in [first, second, third, fourth] { sum = (sum ^ round(0, lane)) &* prime1 &+ prime4 }
        return sum
    }

    private static func avalanche(_ sum: UInt64) -> UInt64 {
        var mixed = (sum ^ (sum >> 33)) &* prime2
        mixed = (mixed ^ (mixed >> 29)) &* prime3
        return mixed ^ (mixed >> 32)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    @inline(__always)
    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotate(lane &+ word &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
}
