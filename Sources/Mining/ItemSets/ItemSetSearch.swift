// SPDX-License-Identifier: Apache-2.0

internal import CKernels
internal import Matrix

/// Finds every wanted item set whose rarest item is a given one.
///
/// The baskets of that item are gathered once, as one row of bits an item; adding an item to the set in hand is then an
/// intersection of bit rows, and their population count is the support. When few of a set's baskets are left, the rows
/// are packed together, so that deep sets cost as little as their support is small.
///
/// For closed sets the search goes from one closed set to the next by prefix-preserving closure extension: a set is
/// completed with every item that all its baskets have, and dropped when one of these comes before the item just added,
/// because then it is found from there.
///
/// - Complexity: O(sets · extensions · support / 64) words; memory O(items of the largest projection · support / 64) a
///   depth, a thread.
/// - Ownership: one thread at a time.
/// - Source: vertical search: Zaki, "Scalable Algorithms for Association Mining", TKDE 2000; occurrence counting and
///   closure extension: Uno, Kiyomi, Arimura, "LCM ver. 2", FIMI 2004.
struct ItemSetSearch: ~Copyable {
    private let baskets: RankedBaskets
    private let config: ItemSetConfig
    private let minimum: UInt32
    private var projection: Projection
    private var levels: LevelStack
    private var prefix: [UInt32] = []
    private var found = ItemSetList()
    private var tally: MiningTally

    init(_ baskets: RankedBaskets, config: ItemSetConfig, meter: MiningMeter) {
        self.baskets = baskets
        self.config = config
        tally = MiningTally(meter)
        minimum = UInt32(clamping: config.minimumSupport)
        projection = Projection(baskets, looksBack: config.kind != .all)
        levels = LevelStack()
    }

    /// The sets whose rarest item has that rank, or, of closed sets, whose search starts there.
    mutating func sets(from rank: Int) -> ItemSetList {
        found = ItemSetList()
        prefix.removeAll(keepingCapacity: true)
        prefix.append(baskets.items[rank])
        projection.count(from: rank)
        if !(needsClosure && isCovered(rank)) { startSearch(from: rank) }
        tally.settle()
        return found
    }

    private var needsClosure: Bool { config.kind != .all }

    /// Whether all baskets of the rank hold an earlier item, from which they are searched.
    private func isCovered(_ rank: Int) -> Bool {
        projection.others.contains { $0 < rank && projection.support(of: $0) == baskets.supports[rank] }
    }

    private mutating func startSearch(from rank: Int) {
        let support = baskets.supports[rank]
        var candidates: [UInt32] = []
        for other in projection.others where projection.support(of: other) >= minimum {
            if needsClosure, projection.support(of: other) == support {
                prefix.append(baskets.items[Int(other)])
            } else {
                candidates.append(other)
            }
        }
        let ancestors = baskets.ancestors(of: rank)
        if !ancestors.isEmpty { candidates.removeAll(where: ancestors.contains) }
        candidates.sort()
        let first = candidates.firstIndex { $0 > rank } ?? candidates.count
        report(support: support, hasExtension: !candidates.isEmpty)
        guard first < candidates.count, prefix.count < config.lengths.upperBound else { return }
        if candidates.count == 1 {
            extendByOne(candidates[0])
        } else {
            fillFirstLevel(candidates, first: first, rank: rank)
            search(depth: 0)
        }
    }

    /// A single extension needs no bits: its support was counted.
    private mutating func extendByOne(_ rank: UInt32) {
        prefix.append(baskets.items[Int(rank)])
        report(support: projection.support(of: rank), hasExtension: false)
        prefix.removeLast()
    }

    /// One row of bits for each candidate over the baskets of the rank.
    private mutating func fillFirstLevel(_ candidates: [UInt32], first: Int, rank: Int) {
        levels.ensure(depth: 0)
        levels.withLevel(0) { level in
            level.reserve(items: candidates.count, rows: Int(baskets.supports[rank]))
            (level.first, level.count) = (first, candidates.count)
            for (number, candidate) in candidates.enumerated() {
                level.ranks[number] = candidate
                level.supports[number] = projection.support(of: candidate)
            }
            let bits = UnsafeMutableBufferPointer(rebasing: level.bits[..<(candidates.count * level.words)])
            bits.initialize(repeating: 0)
            projection.setBits(of: candidates, from: rank, in: bits, words: level.words)
        }
    }
}

extension ItemSetSearch {
    /// Adds each item of the level in turn to the set in hand, and looks deeper.
    private mutating func search(depth: Int) {
        levels.ensure(depth: depth + 1)
        let (first, count) = levels.withLevel(depth) { ($0.first, $0.count) }
        let length = prefix.count
        for place in first..<count where !tally.isStopped {
            let (rank, support) = levels.withLevel(depth) { ($0.ranks[place], $0.supports[place]) }
            prefix.append(baskets.items[Int(rank)])
            if extend(depth: depth, place: place, support: support, without: baskets.ancestors(of: Int(rank))) {
                let (next, nextCount) = levels.withLevel(depth + 1) { ($0.first, $0.count) }
                report(support: support, hasExtension: nextCount > 0)
                if next < nextCount, prefix.count < config.lengths.upperBound { search(depth: depth + 1) }
            }
            prefix.removeLast(prefix.count - length)
        }
    }

    /// Fills the next level with what goes with the item at that place; false when the set is found elsewhere.
    ///
    /// Of closed sets, items that all of the set's baskets have are added to the set at once.
    private mutating func extend(depth: Int, place: Int, support: UInt32, without ancestors: [UInt32]) -> Bool {
        let (needsClosure, minimum) = (needsClosure, Int(minimum))
        var completion: [UInt32] = []
        let isNew = levels.withLevels(depth) { level, next in
            next.reserve(items: level.count, rows: level.rows)
            if needsClosure {
                let earlier = next.intersect(level, 0..<place, with: place, minimum: minimum, separatesFull: true)
                if earlier > 0 { return false }
                next.first = next.count
            }
            var start = place + 1
            repeat {
                let later = start..<level.firstPlace(of: ancestors, from: start)
                let full = next.intersect(level, later, with: place, minimum: minimum, separatesFull: needsClosure)
                for position in 0..<full { completion.append(level.ranks[start + Int(next.full[position])]) }
                start = later.upperBound + 1
            } while start < level.count
            next.pack(by: level, place: place, support: Int(support))
            return true
        }
        for rank in completion { prefix.append(baskets.items[Int(rank)]) }
        return isNew
    }

    private mutating func report(support: UInt32, hasExtension: Bool) {
        guard config.lengths.contains(prefix.count), config.kind != .maximal || !hasExtension else { return }
        let before = found.byteCount
        found.items.append(contentsOf: prefix)
        found.lengths.append(UInt16(clamping: prefix.count))
        found.supports.append(support)
        tally.add(byteCount: found.byteCount - before)
    }
}
