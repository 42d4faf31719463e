// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Finds items by their external ids.
///
/// A value like the catalogue it belongs to, which keeps the names themselves: open addressing over indices, in 256
/// pieces, so that a new item copies one piece alone.
///
/// Invariant: every piece is at most half full. A slot holds an item's index plus one below the upper half of its
/// name's hash; 0 is free.
///
/// - Complexity: `item` and `insert` O(1); 16 to 32 bytes an item.
struct NameTable: Sendable {
    fileprivate struct Piece: Sendable {
        var slots: [UInt64] = []
        var count = 0
    }

    private static let pieceCount = 256
    private let hash = NameHash()
    private var pieces = [Piece](repeating: Piece(), count: pieceCount)

    /// The item of that name; nil when there is none.
    ///
    /// - Parameter nameOf: the name of an item in the table.
    func item(named name: String, nameOf: (ItemIndex) -> String) -> ItemIndex? {
        var name = name
        return name.withUTF8 { bytes in
            let hash = self.hash(bytes)
            return pieces[Self.piece(of: hash)].slots.withUnsafeBufferPointer { slots -> ItemIndex? in
                if slots.isEmpty { return nil }
                var place = Self.place(of: hash, among: slots.count)
                while slots[place] != 0 {
                    if slots[place] >> 32 == hash >> 32 {
                        let item = ItemIndex(rawValue: UInt32(truncatingIfNeeded: slots[place]) &- 1)
                        if Self.isEqual(nameOf(item), bytes) { return item }
                    }
                    place = (place + 1) & (slots.count - 1)
                }
                return nil
            }
        }
    }

    /// Adds an item whose name no other has.
    mutating func insert(_ item: ItemIndex, named name: String) {
        var name = name
        let hash = name.withUTF8 { self.hash($0) }
        pieces[Self.piece(of: hash)].insert((hash >> 32) << 32 | UInt64(item.rawValue + 1))
    }

    private static func piece(of hash: UInt64) -> Int { Int(hash & UInt64(pieceCount - 1)) }

    /// Bits of the hash's upper half, which every slot keeps, so that a piece grows without asking for names.
    private static func place(of hash: UInt64, among count: Int) -> Int { Int(hash >> 32) & (count - 1) }

    private static func isEqual(_ name: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var name = name
        return name.withUTF8 { known in
            guard known.count == bytes.count else { return false }
            guard let known = known.baseAddress, let sought = bytes.baseAddress else { return true }
            return memcmp(known, sought, bytes.count) == 0
        }
    }
}

extension NameTable.Piece {
    fileprivate mutating func insert(_ slot: UInt64) {
        if 2 * (count + 1) > slots.count { grow() }
        put(slot)
        count += 1
    }

    private mutating func put(_ slot: UInt64) {
        var place = Int(slot >> 32) & (slots.count - 1)
        while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: max(8, 2 * old.count))
        for slot in old where slot != 0 { put(slot) }
    }
}
