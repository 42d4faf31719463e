// SPDX-License-Identifier: Apache-2.0

/// Finds the items that miss the fewest requirements, 64 at a time.
///
/// The counts of 64 items stand in bit planes: plane p holds bit p of each count, and a requirement is added to all 64
/// with a few logical operations.
struct ViolationCount {
    /// The fewest requirements that an eligible item misses; nil without eligible items.
    let least: Int?
    /// Those that miss so few.
    let items: ItemBits

    /// - Complexity: O(items · requirements · log requirements / 64).
    init(of met: [ItemBits], among eligible: ItemBits) {
        var least = met.count + 1
        var items = [UInt64](repeating: 0, count: eligible.words.count)
        var counts = [Int](repeating: met.count + 1, count: eligible.words.count)
        for position in eligible.words.indices where eligible.words[position] != 0 {
            (counts[position], items[position]) = Self.fewest(met, at: position, among: eligible.words[position])
            least = min(least, counts[position])
        }
        for position in items.indices where counts[position] != least { items[position] = 0 }
        self.least = least > met.count ? nil : least
        var found = eligible
        found.words = items
        self.items = found
    }

    private static func fewest(_ met: [ItemBits], at position: Int, among eligible: UInt64) -> (Int, UInt64) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 8) { planes in
            planes.initialize(repeating: 0)
            for bits in met {
                var carry = ~bits.words[position]
                var plane = 0
                while carry != 0, plane < planes.count {
                    (planes[plane], carry) = (planes[plane] ^ carry, planes[plane] & carry)
                    plane += 1
                }
            }
            var (count, items) = (0, eligible)
            for plane in planes.indices.reversed() {
                let without = items & ~planes[plane]
                if without != 0 { items = without } else { count += 1 << plane }
            }
            return (count, items)
        }
    }
}
