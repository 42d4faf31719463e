// SPDX-License-Identifier: Apache-2.0

/// A number of bytes as people write it: `4GiB`, `512MiB`, `1.5 GB`.
public struct MemorySize: Sendable, Equatable, CustomStringConvertible {
    /// Bytes.
    public var byteCount: Int

    private static let binary = ["B", "KiB", "MiB", "GiB", "TiB"]
    private static let units: [(name: String, bytes: Double)] = [
        ("b", 1), ("kib", 0x1p10), ("mib", 0x1p20), ("gib", 0x1p30), ("tib", 0x1p40), ("kb", 1e3), ("mb", 1e6),
        ("gb", 1e9), ("tb", 1e12), ("k", 0x1p10), ("m", 0x1p20), ("g", 0x1p30), ("t", 0x1p40),
    ]

    /// That many bytes.
    public init(byteCount: Int) { self.byteCount = byteCount }

    /// Reads a number with a unit (KiB, MiB, GiB, TiB; KB, MB, GB, TB in thousands; K, M, G, T as the first); nil when
    /// it is none, not above 0 or beyond 2^62.
    public init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        guard let number = Double(digits), let bytes = Self.units.first(where: { $0.name == unit })?.bytes else {
            return nil
        }
        let total = number * bytes
        guard total >= 1, total < 0x1p62 else { return nil }
        byteCount = Int(total)
    }

    /// In the unit that suits it, to a tenth.
    public var description: String {
        var (value, unit) = (Double(byteCount), 0)
        while value >= 1024, unit + 1 < Self.binary.count { (value, unit) = (value / 1024, unit + 1) }
        return unit == 0 ? "\(byteCount) B" : "\((value * 10).rounded() / 10) \(Self.binary[unit])"
    }
}
