// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Sequences written for the search: frequent items only, by rank, the most common first.
struct FrequentEntries: Sendable {
    /// Item number of each rank.
    let items: [UInt32]
    /// Support of each rank.
    let supports: [UInt32]
    let ranks: SharedArray<UInt32>
    let times: SharedArray<Int64>
    /// Where the sequence of each entry ends.
    let ends: SharedArray<UInt32>
    /// Where each sequence starts; the last one is the number of entries.
    let offsets: [UInt32]

    init(_ sequences: Sequences, minimumSupport: Int) {
        let counts = sequences.supports()
        let frequent = (0..<UInt32(sequences.itemCount)).filter { counts[Int($0)] >= minimumSupport }
            .sorted { (counts[Int($1)], $0) < (counts[Int($0)], $1) }
        var rankOfItem = [UInt32](repeating: .max, count: sequences.itemCount)
        for (rank, item) in frequent.enumerated() { rankOfItem[Int(item)] = UInt32(truncatingIfNeeded: rank) }
        var (ranks, times, ends, offsets): ([UInt32], [Int64], [UInt32], [UInt32]) = ([], [], [], [0])
        for sequence in 0..<sequences.count {
            for position in Int(sequences.offsets[sequence])..<Int(sequences.offsets[sequence + 1]) {
                let rank = rankOfItem[Int(sequences.items[position])]
                guard rank != .max else { continue }
                ranks.append(rank)
                times.append(sequences.times[position])
            }
            let end = UInt32(truncatingIfNeeded: ranks.count)
            ends += repeatElement(end, count: ranks.count - ends.count)
            offsets.append(end)
        }
        (items, supports, self.offsets) = (frequent, frequent.map { counts[Int($0)] }, offsets)
        (self.ranks, self.times, self.ends) = (SharedArray(ranks), SharedArray(times), SharedArray(ends))
    }
}
