// SPDX-License-Identifier: Apache-2.0

internal import CKernels

extension BitLevel {
    /// Appends those of a level's items that share `minimum` baskets or more with the item at `place`.
    ///
    /// - Parameter separatesFull: whether items that share all of them go to `full` instead.
    /// - Returns: how many went to `full`, numbered from the start of the range.
    mutating func intersect(
        _ level: borrowing BitLevel, _ range: Range<Int>, with place: Int, minimum: Int, separatesFull: Bool
    ) -> Int {
        guard !range.isEmpty, let source = level.bits.baseAddress, let target = bits.baseAddress,
            let places = places.baseAddress, let supports = supports.baseAddress
        else { return 0 }
        let found = wicker_bits_extend(
            source + place * words, words, Int(level.supports[place]), source + range.lowerBound * words, range.count,
            minimum, target + count * words, places, supports + count, separatesFull ? full.baseAddress : nil)
        for position in 0..<found.kept {
            ranks[count + position] = level.ranks[range.lowerBound + Int(places[position])]
        }
        count += found.kept
        return found.full
    }

    /// Where the first of some ascending ranks stands at or after a place; `count` when none does.
    @inline(__always)
    func firstPlace(of wanted: [UInt32], from start: Int) -> Int {
        for rank in wanted {
            if let place = (start..<count).first(where: { ranks[$0] >= rank }), ranks[place] == rank { return place }
        }
        return count
    }

    /// Drops the baskets that the set in hand has lost, if that halves the rows or better.
    mutating func pack(by level: borrowing BitLevel, place: Int, support: Int) {
        let packed = (support + 63) / 64
        guard count > 1, packed * 2 <= words, let bits = bits.baseAddress, let source = level.bits.baseAddress else {
            return
        }
        let mask = source + place * words
        for item in 0..<count {
            // A row is packed into what lies at or before it, so that nothing unread is overwritten.
            let written = wicker_bits_gather(bits + item * packed, bits + item * words, mask, words)
            for word in written..<max(written, packed) { bits[item * packed + word] = 0 }
        }
        words = packed
        rows = support
    }
}

/// The levels of one search, by depth; each stays where it is, so that two can be worked on at once.
///
/// - Ownership: one thread at a time. Without classes, no reference is counted and no access checked on the way down.
struct LevelStack: ~Copyable {
    private var levels: [UnsafeMutablePointer<BitLevel>] = []

    deinit {
        for level in levels {
            level.deinitialize(count: 1)
            level.deallocate()
        }
    }

    mutating func ensure(depth: Int) {
        while levels.count <= depth {
            levels.append(.allocate(capacity: 1))
            levels[levels.count - 1].initialize(to: BitLevel())
        }
    }

    @inline(__always)
    borrowing func withLevel<Result>(_ depth: Int, _ body: (inout BitLevel) -> Result) -> Result {
        body(&levels[depth].pointee)
    }

    /// One level and the next.
    @inline(__always)
    borrowing func withLevels<Result>(_ depth: Int, _ body: (borrowing BitLevel, inout BitLevel) -> Result) -> Result {
        body(levels[depth].pointee, &levels[depth + 1].pointee)
    }
}
