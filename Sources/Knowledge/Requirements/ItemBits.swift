// SPDX-License-Identifier: Apache-2.0

public import Shop

/// A set of items as bits, one an item index.
///
/// Bits beyond the items are never set.
public struct ItemBits: Sendable {
    /// The bits, 64 items a word, the first one lowest.
    public internal(set) var words: [UInt64]

    /// No item of that many.
    init(itemCount: Int) {
        let pages = (itemCount + columnPageSize - 1) / columnPageSize
        words = Array(repeating: 0, count: pages * columnPageSize / 64)
    }

    /// All items of that many.
    static func all(_ itemCount: Int) -> ItemBits {
        var all = ItemBits(itemCount: itemCount)
        for position in 0..<itemCount / 64 { all.words[position] = .max }
        if itemCount % 64 > 0 { all.words[itemCount / 64] = (1 << UInt64(itemCount % 64)) - 1 }
        return all
    }

    /// Bits made elsewhere, filled up to whole pages.
    public init(words: [UInt64], itemCount: Int) {
        self.init(itemCount: itemCount)
        for position in 0..<min(words.count, self.words.count) { self.words[position] = words[position] }
    }

    /// Number of items in the set.
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    func contains(_ item: UInt32) -> Bool {
        let word = Int(item) / 64
        return word < words.count && words[word] >> (UInt64(item) % 64) & 1 == 1
    }

    /// Takes an item out; one beyond the end is not in it.
    public mutating func remove(_ item: ItemIndex) {
        let word = Int(item.rawValue) / 64
        if word < words.count { words[word] &= ~(1 << (UInt64(item.rawValue) % 64)) }
    }

    /// Keeps what the other set has too.
    public mutating func formIntersection(_ other: ItemBits) {
        for position in words.indices { words[position] &= other.words[position] }
    }

    mutating func formUnion(_ other: ItemBits) {
        for position in words.indices { words[position] |= other.words[position] }
    }

    /// Takes out what the other set has.
    public mutating func formDifference(_ other: ItemBits) {
        for position in words.indices { words[position] &= ~other.words[position] }
    }

    /// The items with the highest scores, the lower index first among equals.
    public func best(_ count: Int, by score: (UInt32) -> Float) -> [ItemIndex] {
        var best = BestMatches(capacity: count)
        forEach { best.insert(RankedMatch(score: 0, affinity: score($0), popularity: 0, item: $0)) }
        return best.sorted().map { ItemIndex(rawValue: $0.item) }
    }

    func forEach(_ body: (UInt32) -> Void) {
        for (position, word) in words.enumerated() where word != 0 {
            word.forEachBit { body(UInt32(position * 64 + $0)) }
        }
    }
}

extension UInt64 {
    /// Calls for the position of each bit that is set, lowest first.
    @inline(__always)
    func forEachBit(_ body: (Int) -> Void) {
        var rest = self
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }
}
