// SPDX-License-Identifier: Apache-2.0

public import Matrix

/// What happened one after the other: each sequence's items with their times, one sequence after the other.
///
/// Sequence s holds `items[offsets[s] ..< offsets[s + 1]]` and as many `times`, ascending. Items of one time came
/// together: none of them follows another.
///
/// - Units: times in whatever unit the gaps of a ``SequenceConfig`` are in: milliseconds, or places in the sequence.
public struct Sequences: Sendable {
    /// Where each sequence starts; the last one is the number of entries.
    public let offsets: SharedArray<UInt32>
    /// The items of all sequences.
    public let items: SharedArray<UInt32>
    /// When each of them happened.
    public let times: SharedArray<Int64>
    /// Items known, whether or not one is in a sequence.
    public let itemCount: Int

    /// Number of sequences, empty ones included.
    public var count: Int { offsets.count - 1 }

    /// Puts sequences together.
    ///
    /// - Parameters:
    ///   - sequences: each one's items and times; sorted here by time, those of one time as they come.
    ///   - itemCount: items known; nil for just those that occur.
    public init(_ sequences: some Sequence<[(item: UInt32, time: Int64)]>, itemCount: Int? = nil) {
        var (offsets, items, times): ([UInt32], [UInt32], [Int64]) = ([0], [], [])
        for sequence in sequences {
            var entries = sequence
            if zip(entries, entries.dropFirst()).contains(where: { $0.time > $1.time }) {
                let order = entries.indices.sorted { (entries[$0].time, $0) < (entries[$1].time, $1) }
                entries = order.map { entries[$0] }
            }
            for entry in entries {
                items.append(entry.item)
                times.append(entry.time)
            }
            offsets.append(UInt32(truncatingIfNeeded: items.count))
        }
        precondition(items.count <= Int(UInt32.max), "\(items.count) entries; at most 2^32 - 1")
        self.itemCount = max(itemCount ?? 0, items.max().map { Int($0) + 1 } ?? 0)
        (self.offsets, self.items, self.times) = (SharedArray(offsets), SharedArray(items), SharedArray(times))
    }

    /// Lines whose items follow one another place by place.
    public init(_ lines: ItemLines) {
        offsets = lines.offsets
        items = lines.items
        itemCount = lines.itemCount
        times = SharedArray(count: lines.items.count) { times in
            for line in 0..<lines.count {
                for (place, entry) in lines.range(of: line).enumerated() { times[entry] = Int64(place) }
            }
        }
    }

    /// In how many sequences each item occurs.
    public func supports() -> [UInt32] {
        var supports = [UInt32](repeating: 0, count: itemCount)
        var last = [UInt32](repeating: .max, count: itemCount)
        for sequence in 0..<count {
            for position in Int(offsets[sequence])..<Int(offsets[sequence + 1]) {
                let item = Int(items[position])
                guard last[item] != UInt32(sequence) else { continue }
                last[item] = UInt32(sequence)
                supports[item] += 1
            }
        }
        return supports
    }
}
