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

    init(_ baskets: Baskets, minimumSupport: Int, hierarchy: ItemHierarchy? = nil) {
        let counts = baskets.supports()
        let frequent = (0..<UInt32(baskets.itemCount)).filter { counts[Int($0)] >= minimumSupport }
            .sorted { (counts[Int($0)], $0) < (counts[Int($1)], $1) }
        let supports = frequent.map { counts[Int($0)] }
        let ranks = Self.ranks(of: baskets, frequent: frequent)
        var starts = [0]
        for support in supports { starts.append(starts[starts.count - 1] + Int(support)) }
        occurrences = SharedArray(count: starts[starts.count - 1]) { occurrences in
            var next = starts
            ranks.withUnsafeBuffer { ranks in
                for position in 0..<ranks.count where ranks[position] != Self.end {
                    let rank = Int(ranks[position])
                    occurrences[next[rank]] = UInt32(truncatingIfNeeded: position)
                    next[rank] += 1
                }
            }
        }
        (items, self.supports, self.ranks, self.starts) = (frequent, supports, ranks, starts)
        above = hierarchy.map { Self.above(frequent, in: $0) } ?? []
    }

    /// What is above a frequent item is frequent, too.
    private static func above(_ frequent: [UInt32], in hierarchy: ItemHierarchy) -> [[UInt32]] {
        let rankOfItem = Dictionary(uniqueKeysWithValues: zip(frequent, UInt32(0)...))
        return frequent.map { hierarchy.ancestors(of: $0).compactMap { rankOfItem[$0] }.sorted() }
    }

    /// Baskets with fewer than two frequent items stay in: the supports of single items are counted from occurrences.
    private static func ranks(of baskets: Baskets, frequent: [UInt32]) -> SharedArray<UInt32> {
        var rankOfItem = [UInt32](repeating: end, count: baskets.itemCount)
        for (rank, item) in frequent.enumerated() { rankOfItem[Int(item)] = UInt32(truncatingIfNeeded: rank) }
        var written: [UInt32] = [end]
        written.reserveCapacity(baskets.items.count + baskets.count + 1)
        baskets.items.withUnsafeBuffer { items in
            for basket in 0..<baskets.count {
                let start = written.count
                for position in Int(baskets.offsets[basket])..<Int(baskets.offsets[basket + 1]) {
                    let rank = rankOfItem[Int(items[position])]
                    if rank != end { written.append(rank) }
                }
                guard written.count > start else { continue }
                written.sortTail(from: start)
                written.append(end)
            }
        }
        return SharedArray(written)
    }

    /// Ranks that no set holds together with this one, all of them higher.
    @inline(__always)
    func ancestors(of rank: Int) -> [UInt32] { above.isEmpty ? [] : above[rank] }

    /// Positions of a rank's occurrences.
    func occurrences(of rank: Int) -> Range<Int> { starts[rank]..<starts[rank + 1] }
}
