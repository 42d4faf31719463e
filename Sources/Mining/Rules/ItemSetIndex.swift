// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds an item set by its items.
///
/// A set's key is the sum of its items' keys, so that the key of a set without some of its items is one subtraction; the
/// items are compared before a set is taken for found.
///
/// - Complexity: O(sets) memory, 12 bytes a place at half load; a look-up O(length²) with two or three cache misses.
struct ItemSetIndex: Sendable {
    private let sets: ItemSets
    private let places: SharedArray<UInt32>  // number of a set plus one
    private let keys: SharedArray<UInt32>  // the upper half of the key there
    private let mask: Int

    init(_ sets: ItemSets, threads: Int) {
        self.sets = sets
        var capacity = 16
        while capacity < 2 * sets.count { capacity *= 2 }
        let mask = capacity - 1
        var places = [UInt32](repeating: 0, count: capacity)
        var keys = [UInt32](repeating: 0, count: capacity)
        let sums = Self.keys(of: sets, threads: threads)
        for (position, key) in sums.joined().enumerated() {
            var place = Int(truncatingIfNeeded: key) & mask
            while places[place] != 0 { place = (place + 1) & mask }
            places[place] = UInt32(truncatingIfNeeded: position + 1)
            keys[place] = UInt32(truncatingIfNeeded: key >> 32)
        }
        (self.places, self.keys, self.mask) = (SharedArray(places), SharedArray(keys), mask)
    }

    /// The sets' keys, run by run.
    private static func keys(of sets: ItemSets, threads: Int) -> [[UInt64]] {
        parallelMap(sets.count, threads: threads, chunk: 8_192, scratch: {}) { range, _ in
            range.map { sets.range(of: $0).reduce(UInt64(0)) { $0 &+ key(of: sets.items[$1]) } }
        }
    }

    /// One item's part of a set's key.
    @inline(__always)
    static func key(of item: UInt32) -> UInt64 {
        var mixed = (UInt64(item) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ (mixed >> 32)
    }

    /// Number of the set that has those of the given set's items whose bit is set in `members`; nil if it is not listed.
    ///
    /// - Parameter key: the sum of those items' keys.
    func find(_ range: Range<Int>, members: UInt64, key: UInt64) -> Int? {
        let length = members.nonzeroBitCount
        let upper = UInt32(truncatingIfNeeded: key >> 32)
        var place = Int(truncatingIfNeeded: key) & mask
        while places[place] != 0 {
            if keys[place] == upper {
                let position = Int(places[place]) - 1
                if sets.range(of: position).count == length, holds(position, range, members) { return position }
            }
            place = (place + 1) & mask
        }
        return nil
    }

    private func holds(_ position: Int, _ range: Range<Int>, _ members: UInt64) -> Bool {
        let own = sets.range(of: position)
        var rest = members
        while rest != 0 {
            let item = sets.items[range.lowerBound + rest.trailingZeroBitCount]
            if !own.contains(where: { sets.items[$0] == item }) { return false }
            rest &= rest - 1
        }
        return true
    }
}
