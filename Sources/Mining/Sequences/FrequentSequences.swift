// SPDX-License-Identifier: Apache-2.0

public import Matrix

/// Sequential patterns with their supports and delays, each behind the one it extends.
///
/// Pattern n holds `items[offsets[n] ..< offsets[n + 1]]` in order, and occurs in `supports[n]` sequences.
public struct FrequentSequences: Sendable {
    /// Where each pattern starts; the last one is the number of entries.
    public let offsets: SharedArray<UInt32>
    /// The items of all patterns.
    public let items: SharedArray<UInt32>
    /// In how many sequences each pattern occurs.
    public let supports: SharedArray<UInt32>
    /// How long the last item let wait for itself; all 0 unless the search measured it.
    public let delays: SharedArray<DelayQuantiles>
    /// Number of the pattern without its last item; its own number for a single item.
    public let parents: SharedArray<UInt32>
    /// Why the search ended before it was done; nil when it was.
    public let stop: MiningStop?

    /// Number of patterns.
    public var count: Int { supports.count }

    /// One pattern's items in order.
    public subscript(position: Int) -> [UInt32] {
        (Int(offsets[position])..<Int(offsets[position + 1])).map { items[$0] }
    }

    /// In how many sequences one pattern occurs.
    public func support(of position: Int) -> Int { Int(supports[position]) }

    init(_ parts: [SequenceList], stop: MiningStop?) {
        var (offsets, parents): ([UInt32], [UInt32]) = ([0], [])
        for part in parts {
            let (start, first) = (offsets[offsets.count - 1], UInt32(truncatingIfNeeded: parents.count))
            offsets += part.ends.map { start + $0 }
            parents += part.parents.map { first + $0 }
        }
        self.offsets = SharedArray(offsets)
        self.parents = SharedArray(parents)
        items = SharedArray(parts.flatMap(\.items))
        supports = SharedArray(parts.flatMap(\.supports))
        delays = SharedArray(parts.flatMap(\.delays))
        self.stop = stop
    }
}

/// Times between the last item but one of a pattern and its last, over the sequences that hold it.
///
/// In each sequence the shortest wait counts that the search's gaps allow. All 0 for a single item.
public struct DelayQuantiles: Sendable, Hashable, BitwiseCopyable {
    /// A quarter of the waits are at most this long.
    public var lower: Int64 = 0
    /// Half of them are.
    public var median: Int64 = 0
    /// Three quarters of them are.
    public var upper: Int64 = 0
    /// Nine tenths of them are.
    public var most: Int64 = 0

    init() {}

    /// Quantiles of the waits, which get sorted: each the smallest wait that enough others do not exceed.
    init(_ waits: UnsafeMutableBufferPointer<Int64>) {
        guard !waits.isEmpty else { return }
        var waits = waits
        waits.sort()
        func quantile(_ share: Double) -> Int64 {
            waits[max(0, Int((share * Double(waits.count)).rounded(.up)) - 1)]
        }
        (lower, median, upper, most) = (quantile(0.25), quantile(0.5), quantile(0.75), quantile(0.9))
    }
}

/// What one part of a search found.
struct SequenceList: Sendable {
    var items: [UInt32] = []
    var ends: [UInt32] = []
    var parents: [UInt32] = []
    var supports: [UInt32] = []
    var delays: [DelayQuantiles] = []

    var byteCount: Int { 4 * items.count + (12 + MemoryLayout<DelayQuantiles>.stride) * supports.count }
}
