// SPDX-License-Identifier: Apache-2.0

import Shop

/// Gathers the items that miss the fewest requirements by which ones they miss.
struct RelaxationCollector {
    private struct Group {
        var missed: UInt32
        var count = 0
        var best: BestMatches
        /// By requirement, the number nearest to what it asks for.
        var nearest: [Double?]
    }

    private let met: [ItemBits]
    private let numbers: [NumberColumn?]
    private let ranges: [[ClosedRange<Double>]]
    private let itemCapacity: Int
    private var places: [UInt32: Int] = [:]
    private var groups: [Group] = []

    /// - Parameters:
    ///   - met: by requirement, the items that meet it.
    ///   - bound: those requirements, in the same order; behind them may be sets of items that are none.
    init(_ met: [ItemBits], bound: [BoundRequirement], question: MatchQuestion) {
        self.met = met
        numbers = bound.map(\.numbers) + Array(repeating: nil, count: met.count - bound.count)
        ranges = bound.map { $0.requirement.condition.ranges ?? [] }
        itemCapacity = question.relaxationItemCount
    }

    mutating func collect(_ found: ItemBits, _ ranker: MatchRanker) {
        found.forEachScored(by: [ranker.wishes]) { item, score in add(item, score, ranker) }
    }

    private mutating func add(_ item: UInt32, _ score: Double, _ ranker: MatchRanker) {
        var missed: UInt32 = 0
        for (position, bits) in met.enumerated() where !bits.contains(item) { missed |= 1 << UInt32(position) }
        let place = places[missed] ?? addGroup(missed)
        groups[place].count += 1
        ranker.insert(item, score, into: &groups[place].best)
        UInt64(missed).forEachBit { position in
            guard let number = numbers[position]?[ItemIndex(rawValue: item)], !number.isNaN else { return }
            let before = groups[place].nearest[position]
            if before.map({ distance(number, position) < distance($0, position) }) ?? true {
                groups[place].nearest[position] = number
            }
        }
    }

    private mutating func addGroup(_ missed: UInt32) -> Int {
        groups.append(
            Group(
                missed: missed, best: BestMatches(capacity: itemCapacity),
                nearest: Array(repeating: nil, count: met.count)))
        places[missed] = groups.count - 1
        return groups.count - 1
    }

    private func distance(_ number: Double, _ position: Int) -> Double {
        ranges[position].map { max($0.lowerBound - number, number - $0.upperBound, 0) }.min() ?? 0
    }

    /// Those with the most items first; equal ones in the order of the first requirement in which they differ.
    ///
    /// - Parameter positions: by requirement here, its position in the question.
    mutating func relaxations(_ positions: [Int], _ ranker: MatchRanker) -> [Relaxation] {
        var relaxations: [Relaxation] = []
        for place in groups.indices {
            var (dropped, nearest): ([Int], [Double?]) = ([], [])
            UInt64(groups[place].missed).forEachBit { position in
                dropped.append(positions[position])
                nearest.append(groups[place].nearest[position])
            }
            relaxations.append(
                Relaxation(
                    dropped: dropped, nearest: nearest, count: groups[place].count,
                    items: ranker.matches(&groups[place].best)))
        }
        return relaxations.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.dropped.lexicographicallyPrecedes($1.dropped)
        }
    }
}
