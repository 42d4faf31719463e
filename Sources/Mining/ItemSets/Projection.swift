// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Looks at the baskets of one item: which others are in them, how often, and in which.
///
/// - Complexity: `count` and `setBits` O(items of those baskets); memory three numbers an item known to be frequent.
/// - Ownership: scratch memory of one thread.
struct Projection: ~Copyable {
    /// How many occurrences ahead a basket is fetched from memory.
    private static let lead = 16

    private let baskets: RankedBaskets
    /// Whether items before the one looked from count too.
    private let looksBack: Bool
    private let counts: UnsafeMutableBufferPointer<UInt32>
    private let numbers: UnsafeMutableBufferPointer<UInt32>  // by rank: number of a candidate plus one
    private let touched: UnsafeMutableBufferPointer<UInt32>
    private var touchedCount = 0

    init(_ baskets: RankedBaskets, looksBack: Bool) {
        self.baskets = baskets
        self.looksBack = looksBack
        counts = .allocate(capacity: baskets.items.count)
        numbers = .allocate(capacity: baskets.items.count)
        touched = .allocate(capacity: baskets.items.count + 1)
        counts.initialize(repeating: 0)
        numbers.initialize(repeating: 0)
        touched.initialize(repeating: 0)
    }

    deinit {
        counts.deallocate()
        numbers.deallocate()
        touched.deallocate()
    }

    /// Ranks that share a basket with the one last counted from, in no order.
    var others: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(rebasing: touched[..<touchedCount]) }

    /// In how many baskets both are.
    func support(of other: UInt32) -> UInt32 { counts[Int(other)] }

    /// Counts what is in the baskets of that rank.
    mutating func count(from rank: Int) {
        for position in 0..<touchedCount { counts[Int(touched[position])] = 0 }
        let (counts, touched, looksBack) = (counts, touched, looksBack)
        var found = 0
        forEachBasket(of: rank) { ranks, start, _ in
            var position = start + 1
            while ranks[position] != RankedBaskets.end {
                let other = ranks[position]
                touched[found] = other
                found += counts[Int(other)] == 0 ? 1 : 0
                counts[Int(other)] += 1
                position += 1
            }
            guard looksBack else { return }
            position = start - 1
            while ranks[position] != RankedBaskets.end {
                let other = ranks[position]
                touched[found] = other
                found += counts[Int(other)] == 0 ? 1 : 0
                counts[Int(other)] += 1
                position -= 1
            }
        }
        touchedCount = found
    }

    /// Sets bit n of a candidate's row of `words` words when the rank's n-th basket holds the candidate.
    func setBits(
        of candidates: [UInt32], from rank: Int, in bits: UnsafeMutableBufferPointer<UInt64>, words: Int
    ) {
        let (numbers, looksBack) = (numbers, looksBack)
        for (number, candidate) in candidates.enumerated() {
            numbers[Int(candidate)] = UInt32(truncatingIfNeeded: number) + 1
        }
        forEachBasket(of: rank) { ranks, start, row in
            let (word, bit) = (row / 64, UInt64(1) << UInt64(row % 64))
            var position = start + 1
            while ranks[position] != RankedBaskets.end {
                let number = Int(numbers[Int(ranks[position])])
                if number > 0 { bits[(number - 1) * words + word] |= bit }
                position += 1
            }
            guard looksBack else { return }
            position = start - 1
            while ranks[position] != RankedBaskets.end {
                let number = Int(numbers[Int(ranks[position])])
                if number > 0 { bits[(number - 1) * words + word] |= bit }
                position -= 1
            }
        }
        for candidate in candidates { numbers[Int(candidate)] = 0 }
    }

    /// Gives all ranks, where the rank stands in them, and the basket's number among those of the rank.
    @inline(__always)
    private func forEachBasket(of rank: Int, _ body: (UnsafeBufferPointer<UInt32>, Int, Int) -> Void) {
        let range = baskets.occurrences(of: rank)
        baskets.ranks.withUnsafeBuffer { ranks in
            baskets.occurrences.withUnsafeBuffer { positions in
                for occurrence in range {
                    if occurrence + Self.lead < range.upperBound {
                        let ahead = Int(positions[occurrence + Self.lead])
                        prefetch(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: ranks[ahead..<(ahead + 1)])))
                    }
                    body(ranks, Int(positions[occurrence]), occurrence - range.lowerBound)
                }
            }
        }
    }
}
