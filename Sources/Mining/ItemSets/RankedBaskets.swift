// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Baskets written for the search: frequent items only, by rank instead of by number, and every occurrence of a rank.
///
/// Rank 0 is the rarest frequent item. Rare items come first because a search that starts from a rare item looks at few
/// baskets, and one that starts from a common item has few more common ones to add.
///
/// `ranks` holds each basket's ranks ascending, with `end` before the first basket, between any two, and after the last:
/// a reader that walks from an occurrence in either direction stops by itself.
struct RankedBaskets: Sendable {
    static let end = UInt32.max

    /// Item number of each rank.
    let items: [UInt32]
    /// Support of each rank, ascending.
    let supports: [UInt32]
    let ranks: SharedArray<UInt32>
    /// Where each rank's occurrences start in `occurrences`.
    let starts: [Int]
    /// Positions in `ranks`.
    let occurrences: SharedArray<UInt32>
    /// Of each rank, those above it in the hierarchy, ascending and higher; empty without a hierarchy.
    private let above: [[UInt32]]

    init(_ baskets: Baskets, minimumSupport: Int, hierarchy: ItemHierarchy? = nil, threads: Int = 1) {
        let counts = baskets.supports(threads: threads)
        let frequent = (0..<UInt32(baskets.itemCount)).filter { counts[Int($0)] >= minimumSupport }
            .sorted { (counts[Int($0)], $0) < (counts[Int($1)], $1) }
        let supports = frequent.map { counts[Int($0)] }
        let parts = Self.parts(of: baskets, frequent: frequent, threads: threads)
        ranks = SharedArray([[Self.end]] + parts.map(\.ranks), threads: threads)
        var starts = [0]
        for support in supports { starts.append(starts[starts.count - 1] + Int(support)) }
        occurrences = Self.occurrences(in: parts, starts: starts, threads: threads)
        (items, self.supports, self.starts) = (frequent, supports, starts)
        above = hierarchy.map { Self.above(frequent, in: $0) } ?? []
    }

    /// Some baskets by rank, and how many of them hold each rank.
    fileprivate struct Part: Sendable {
        var ranks: [UInt32]
        var counts: [UInt32]
    }

    /// Baskets with fewer than two frequent items stay in: the supports of single items are counted from occurrences.
    private static func parts(of baskets: Baskets, frequent: [UInt32], threads: Int) -> [Part] {
        var rankOfItem = [UInt32](repeating: end, count: baskets.itemCount)
        for (rank, item) in frequent.enumerated() { rankOfItem[Int(item)] = UInt32(truncatingIfNeeded: rank) }
        return parallelMap(baskets.count, threads: threads, chunk: Baskets.chunk, scratch: {}) {
            [rankOfItem] range, _ in
            var part = Part(ranks: [], counts: [UInt32](repeating: 0, count: frequent.count))
            let (first, last) = (baskets.range(of: range.lowerBound), baskets.range(of: range.upperBound - 1))
            part.ranks.reserveCapacity(last.upperBound - first.lowerBound + range.count)
            baskets.items.withUnsafeBuffer { items in
                for basket in range { part.add(items[baskets.range(of: basket)], rankOfItem) }
            }
            return part
        }
    }

    /// Positions in all ranks together, by rank; those of a rank ascending.
    private static func occurrences(in parts: [Part], starts: [Int], threads: Int) -> SharedArray<UInt32> {
        // By part: where its occurrences of each rank go, and its first position.
        var (places, firsts) = ([starts], [1])
        for part in parts {
            places.append(zip(places[places.count - 1], part.counts + [0]).map { $0 + Int($1) })
            firsts.append(firsts[firsts.count - 1] + part.ranks.count)
        }
        return SharedArray(count: starts[starts.count - 1]) { [places, firsts] memory in
            nonisolated(unsafe) let occurrences = memory  // every part writes places of its own
            _ = parallelMap(parts.count, threads: threads, chunk: 1, scratch: {}) { range, _ in
                for number in range {
                    var next = places[number]
                    for (position, rank) in parts[number].ranks.enumerated() where rank != end {
                        occurrences[next[Int(rank)]] = UInt32(truncatingIfNeeded: firsts[number] + position)
                        next[Int(rank)] += 1
                    }
                }
            }
        }
    }

    /// What is above a frequent item is frequent, too.
    private static func above(_ frequent: [UInt32], in hierarchy: ItemHierarchy) -> [[UInt32]] {
        let rankOfItem = Dictionary(uniqueKeysWithValues: zip(frequent, UInt32(0)...))
        return frequent.map { hierarchy.ancestors(of: $0).compactMap { rankOfItem[$0] }.sorted() }
    }

    /// Ranks that no set holds together with this one, all of them higher.
    @inline(__always)
    func ancestors(of rank: Int) -> [UInt32] { above.isEmpty ? [] : above[rank] }

    /// Positions of a rank's occurrences.
    func occurrences(of rank: Int) -> Range<Int> { starts[rank]..<starts[rank + 1] }
}

extension RankedBaskets.Part {
    /// Adds a basket's frequent items, if it has any.
    fileprivate mutating func add(_ items: Slice<UnsafeBufferPointer<UInt32>>, _ rankOfItem: [UInt32]) {
        let start = ranks.count
        for item in items {
            let rank = rankOfItem[Int(item)]
            guard rank != RankedBaskets.end else { continue }
            ranks.append(rank)
            counts[Int(rank)] += 1
        }
        guard ranks.count > start else { return }
        ranks.sortTail(from: start)
        ranks.append(RankedBaskets.end)
    }
}
