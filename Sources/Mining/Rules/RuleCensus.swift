// SPDX-License-Identifier: Apache-2.0

internal import CKernels
internal import Matrix

/// Counts given rules in groups of baskets, whether or not they are frequent there: windows of time, segments.
///
/// Every item that was asked for has a row of bits, one a basket; the baskets of a group stand together, each group in
/// words of its own.
///
/// - Memory: 4 bytes an entry, a bit a basket for each item of the rules, and the counts of each side.
public struct RuleCensus: Sendable {
    private let sizes: [Int]
    private let wordStarts: [Int]  // of each group; the last one is the number of words
    private let starts: [Int]
    private let occurrences: [UInt32]  // bits of each item
    private let everyBasket: [UInt64]
    private var rows: [UInt32: [UInt64]] = [:]
    private var tallies: [[UInt32]: [Int]] = [:]  // of sides that were asked for

    /// Takes up baskets.
    ///
    /// - Parameters:
    ///   - groups: the group of each basket; nil for all in one.
    ///   - count: groups there are.
    public init(_ baskets: Baskets, groups: [Int]? = nil, count: Int = 1) {
        let groups = groups ?? [Int](repeating: 0, count: baskets.count)
        precondition(groups.count == baskets.count, "\(groups.count) groups of \(baskets.count) baskets")
        var sizes = [Int](repeating: 0, count: count)
        for group in groups { sizes[group] += 1 }
        var wordStarts = [0]
        for size in sizes { wordStarts.append(wordStarts[wordStarts.count - 1] + (size + 63) / 64) }
        var starts = [0]
        for support in baskets.supports() { starts.append(starts[starts.count - 1] + Int(support)) }
        var (next, nextBits) = (starts, wordStarts.map { $0 * 64 })
        var occurrences = [UInt32](repeating: 0, count: baskets.items.count)
        var everyBasket = [UInt64](repeating: 0, count: wordStarts[count])
        for basket in 0..<baskets.count {
            let bit = nextBits[groups[basket]]
            nextBits[groups[basket]] += 1
            everyBasket.set(bit)
            for position in baskets.range(of: basket) {
                let item = Int(baskets.items[position])
                occurrences[next[item]] = UInt32(truncatingIfNeeded: bit)
                next[item] += 1
            }
        }
        (self.sizes, self.wordStarts, self.starts) = (sizes, wordStarts, starts)
        (self.occurrences, self.everyBasket) = (occurrences, everyBasket)
    }

    /// How often a rule's sides occur in each group.
    ///
    /// - Complexity: O(items · baskets / 64).
    public mutating func counts(antecedent: [UInt32], consequent: [UInt32]) -> [RuleCounts] {
        let (before, after) = (knownTally(antecedent), knownTally(consequent))
        let both = tally(antecedent + consequent)
        return sizes.indices.map {
            RuleCounts(both: both[$0], antecedent: before[$0], consequent: after[$0], baskets: sizes[$0])
        }
    }

    /// The tally of a side, kept: it is that of many rules.
    private mutating func knownTally(_ items: [UInt32]) -> [Int] {
        if let known = tallies[items] { return known }
        let tally = tally(items)
        tallies[items] = tally
        return tally
    }

    /// The baskets of each group that hold all those items.
    private mutating func tally(_ items: [UInt32]) -> [Int] {
        var (held, tally) = (everyBasket, sizes)
        for item in items {
            let row = row(of: item)
            for group in tally.indices { tally[group] = held.intersect(row, wordStarts[group]..<wordStarts[group + 1]) }
        }
        return tally
    }

    private mutating func row(of item: UInt32) -> [UInt64] {
        if let known = rows[item] { return known }
        var row = [UInt64](repeating: 0, count: everyBasket.count)
        for bit in occurrences[starts[Int(item)]..<starts[Int(item) + 1]] { row.set(Int(bit)) }
        rows[item] = row
        return row
    }
}

extension [UInt64] {
    fileprivate mutating func set(_ bit: Int) { self[bit / 64] |= UInt64(1) << UInt64(bit % 64) }

    /// Keeps in some words what the other has too; returns how many bits that are.
    fileprivate mutating func intersect(_ other: [UInt64], _ words: Range<Int>) -> Int {
        if words.isEmpty { return 0 }
        var (place, support) = (UInt32(0), UInt32(0))
        withUnsafeMutableBufferPointer { own in
            other.withUnsafeBufferPointer { other in
                guard let own = own.baseAddress, let other = other.baseAddress else { return }
                let start = own + words.lowerBound
                _ = wicker_bits_extend(
                    start, words.count, 0, other + words.lowerBound, 1, 0, start, &place, &support, nil)
            }
        }
        return Int(support)
    }
}
