// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// Pairs that may be listed, of a run of items.
struct PairCandidates: Sendable {
    /// One item that came with the item in hand.
    struct Pair: Sendable, BitwiseCopyable {
        var item: UInt32
        var count: UInt32
        var logLikelihood: Float
    }

    /// The pairs, one item's after another's.
    private(set) var pairs: [Pair] = []
    /// Where each item's pairs end.
    private(set) var ends: [Int] = []
    /// Pairs that were tested, those that failed included.
    private(set) var tested = 0

    /// Takes up the pair if it can pass: more frequent than expected, and p at most `rate`.
    mutating func test(_ partner: PairSearch.Partner, _ counts: PairCounts, rate: Double) {
        tested += 1
        guard rate < 1 else { return add(partner, counts.logLikelihood) }
        guard counts.lift > 1 else { return }
        let ratio = counts.logLikelihood
        if PairCounts.p(logLikelihood: ratio) <= rate { add(partner, ratio) }
    }

    private mutating func add(_ partner: PairSearch.Partner, _ ratio: Double) {
        pairs.append(Pair(item: partner.item, count: partner.count, logLikelihood: Float(ratio)))
    }

    mutating func endItem() { ends.append(pairs.count) }
}

/// Each item's best partners, with how often they were together and how often each item occurs at all.
struct PairLists: Sendable {
    let lists: NeighbourLists
    /// Groups with both, one an entry of the lists.
    let counts: SharedArray<UInt32>
    /// Groups with each item as the one half, and as the other.
    let from: SharedArray<UInt32>
    let to: SharedArray<UInt32>
    let groupCount: Int

    /// Cuts the candidates to lists of those whose G² reaches the threshold, or of all where nothing is tested.
    init(
        _ found: [PairCandidates], from: [UInt32], to: [UInt32], groupCount: Int, threshold: Float,
        config: CoOccurrenceConfig
    ) {
        var (lists, lengths, counts) = ([[Scored]](), [Int](), [UInt32]())
        let isTested = config.falseDiscoveryRate < 1
        for part in found {
            var start = 0
            for end in part.ends {
                let item = lengths.count
                var best = BestHeap(capacity: config.neighbours)
                var countOf: [UInt32: UInt32] = [:]
                for pair in part.pairs[start..<end] where !isTested || pair.logLikelihood >= threshold {
                    let values = PairCounts(
                        both: Int(pair.count), from: Int(from[item]), to: Int(to[Int(pair.item)]), groups: groupCount)
                    best.insert(Scored(item: pair.item, score: Float(values.value(config.measure))))
                    countOf[pair.item] = pair.count
                }
                let list = best.sorted()
                lists.append(list)
                lengths.append(list.count)
                counts += list.map { countOf[$0.item] ?? 0 }
                start = end
            }
        }
        self.lists = NeighbourLists(lists, lengths: lengths)
        (self.counts, self.from, self.to) = (SharedArray(counts), SharedArray(from), SharedArray(to))
        self.groupCount = groupCount
    }

    /// How often the item at that place of an item's list came with it; nil when it is not listed.
    func counts(of item: UInt32, with other: UInt32) -> PairCounts? {
        for position in lists.range(of: item) where lists.items[position] == other {
            return PairCounts(
                both: Int(counts[position]), from: Int(from[Int(item)]), to: Int(to[Int(other)]), groups: groupCount)
        }
        return nil
    }
}

extension PairLists {
    /// Lists whose counts are not known.
    init(_ lists: NeighbourLists) {
        self.lists = lists
        counts = SharedArray([UInt32](repeating: 0, count: lists.items.count))
        from = SharedArray([UInt32](repeating: 0, count: lists.itemCount))
        (to, groupCount) = (from, 0)
    }

    func write(to sections: inout some SectionWriter) {
        lists.write(to: &sections)
        sections.write(counts, as: "counts")
        sections.write(from, as: "fromCounts")
        sections.write(to, as: "toCounts")
    }

    init(sections: some SectionReader, groupCount: Int) throws(RecommenderError) {
        lists = try NeighbourLists(sections: sections)
        counts = try sections.read("counts", as: UInt32.self)
        from = try sections.read("fromCounts", as: UInt32.self)
        to = try sections.read("toCounts", as: UInt32.self)
        self.groupCount = groupCount
        let itemCount = lists.itemCount
        let areKnown = lists.items.withUnsafeBuffer { $0.allSatisfy { Int($0) < itemCount } }
        guard counts.count == lists.items.count, from.count == itemCount, to.count == itemCount, areKnown else {
            throw RecommenderError(
                .malformedSection,
                "\(counts.count) counts for \(lists.items.count) pairs of \(itemCount) items, with \(from.count) and "
                    + "\(to.count) counts of items")
        }
    }
}
