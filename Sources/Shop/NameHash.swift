// SPDX-License-Identifier: Apache-2.0

/// Hashes names' bytes, seeded at random, so that no sender can choose names that collide.
///
/// Eight bytes at a time: exclusive or, multiply, fold the halves.
public struct NameHash: Sendable {
    private let seed: UInt64

    /// A hash of its own; another seed gives other values.
    public init(seed: UInt64 = .random(in: .min ... .max)) { self.seed = seed }

    /// The hash of a name.
    public func callAsFunction(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let bytes = UnsafeRawBufferPointer(name)
        var hash = seed ^ UInt64(bytes.count)
        var offset = 0
        while offset + 8 <= bytes.count {
            hash = Self.fold(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self), 0x9E37_79B9_7F4A_7C15)
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        hash = Self.fold(hash ^ rest, 0x9E37_79B9_7F4A_7C15)
        return Self.fold(hash ^ seed, 0xD6E8_FEB8_6659_FD93)
    }

    @inline(__always)
    private static func fold(_ value: UInt64, _ factor: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}
