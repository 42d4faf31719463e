// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Numbers keys in the order in which they are first met.
///
/// Open addressing over one run of bytes: no allocation a key, as a dictionary of strings has.
///
/// - Complexity: O(bytes of the key) expected.
struct KeyTable: Sendable {
    private var slots = [UInt32](repeating: 0, count: 1 << 10)  // a key's number plus one; 0 when free
    private var hashes: [UInt32] = []
    private var ends: [Int] = []
    private(set) var bytes: [UInt8] = []

    /// Keys known.
    var count: Int { ends.count }

    /// The key's number, a new one if it is met for the first time.
    mutating func number(of key: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if 2 * (count + 1) > slots.count { grow() }
        let hash = Self.hash(key)
        let slot = slot(of: key, hash)
        if slots[slot] > 0 { return slots[slot] - 1 }
        bytes.append(contentsOf: key)
        ends.append(bytes.count)
        hashes.append(hash)
        slots[slot] = UInt32(truncatingIfNeeded: count)
        return UInt32(truncatingIfNeeded: count - 1)
    }

    /// The key's number; nil when it was never met.
    func known(_ key: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let found = slots[slot(of: key, Self.hash(key))]
        return found > 0 ? found - 1 : nil
    }

    /// Where a key's bytes lie.
    func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    /// The key; the memory is valid inside the closure only.
    func withKey<Result>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range(of: number)])) }
    }

    private func slot(of key: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] > 0 {
            let number = Int(slots[slot] - 1)
            if hashes[number] == hash, withKey(number, { $0.elementsEqual(key) }) { return slot }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: 2 * slots.count)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(truncatingIfNeeded: number + 1)
        }
    }

    /// FNV-1a, its upper half folded in: numbers do not depend on it, only speed does.
    static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    }
}

extension NameTable {
    /// The table's keys in order, and the place of each of the table's numbers among them.
    static func sorted(_ table: KeyTable) -> (names: NameTable, places: [UInt32]) {
        let order = table.bytes.withUnsafeBufferPointer { bytes in
            (0..<table.count).sorted { one, other in
                bytes[table.range(of: one)].lexicographicallyPrecedes(bytes[table.range(of: other)])
            }
        }
        var places = [UInt32](repeating: 0, count: order.count)
        var (offsets, bytes) = ([UInt64(0)], [UInt8]())
        offsets.reserveCapacity(order.count + 1)
        bytes.reserveCapacity(table.bytes.count)
        for (place, number) in order.enumerated() {
            places[number] = UInt32(truncatingIfNeeded: place)
            bytes += table.bytes[table.range(of: number)]
            offsets.append(UInt64(bytes.count))
        }
        return (NameTable(bytes: SharedArray(bytes), offsets: SharedArray(offsets)), places)
    }
}
