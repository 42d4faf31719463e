// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds every frequent pattern that starts with a given item, by growing patterns at their end.
///
/// For the pattern in hand it keeps where it ends in each sequence. Without bounds on gaps the first end reaches all
/// that any later end reaches, so that one is kept; with bounds, all of them, each with the latest start that leads there.
/// One look at what follows those ends counts every extension, a second one gathers the ends of the frequent ones.
///
/// - Complexity: O(entries that follow) a pattern; memory O(ends of the extensions) a depth, a thread.
/// - Ownership: one thread at a time.
/// - Source: Pei and others, "Mining Sequential Patterns by Pattern-Growth: The PrefixSpan Approach", TKDE 2004; gaps:
///   Srikant, Agrawal, "Mining Sequential Patterns: Generalizations and Performance Improvements", EDBT 1996.
struct SequenceSearch: ~Copyable {
    /// Where a pattern ends.
    struct Match: BitwiseCopyable {
        /// Number of the sequence.
        var sequence: UInt32
        /// Entry of the last item.
        var end: UInt32
        /// When the first item happened.
        var start: Int64
        /// How long the last item let wait for itself.
        var wait: Int64
    }

    private let entries: FrequentEntries
    private let config: SequenceConfig
    private var tally: MiningTally
    private var counts: [UInt32]
    private var seenIn: [UInt32]  // by rank: the last sequence it was counted in, plus one
    private var slots: [UInt32]  // by rank: where its next match goes; max for an infrequent one
    private var prefix: [UInt32] = []
    private var found = SequenceList()

    init(_ entries: FrequentEntries, config: SequenceConfig, meter: MiningMeter) {
        self.entries = entries
        self.config = config
        tally = MiningTally(meter)
        counts = [UInt32](repeating: 0, count: entries.items.count)
        seenIn = counts
        slots = [UInt32](repeating: .max, count: entries.items.count)
    }

    /// The patterns that start with the item of that rank.
    mutating func patterns(from rank: Int) -> SequenceList {
        found = SequenceList()
        var matches: [Match] = []
        for sequence in 0..<(entries.offsets.count - 1) {
            for entry in entries.offsets[sequence]..<entries.offsets[sequence + 1]
            where entries.ranks[Int(entry)] == UInt32(rank) {
                matches.append(
                    Match(
                        sequence: UInt32(truncatingIfNeeded: sequence), end: entry, start: entries.times[Int(entry)],
                        wait: 0))
                if !config.isBounded { break }
            }
        }
        prefix = [entries.items[rank]]
        let own = report(support: entries.supports[rank], parent: nil, delays: DelayQuantiles())
        grow(matches, parent: own)
        tally.settle()
        return found
    }

    private mutating func grow(_ matches: [Match], parent: UInt32) {
        guard prefix.count < config.lengths.upperBound, !tally.isStopped else { return }
        let extensions = frequentExtensions(of: matches)
        guard !extensions.isEmpty else { return }
        let gathered = gather(extensions, from: matches)
        for (own, extended) in zip(gathered, extensions) {
            prefix.append(entries.items[Int(extended.rank)])
            let delays = config.measuresDelays ? delays(of: own) : DelayQuantiles()
            let number = report(support: extended.support, parent: parent, delays: delays)
            grow(own, parent: number)
            prefix.removeLast()
        }
    }

    /// An item that can follow, and in how many sequences it does.
    private struct Extension {
        var rank: UInt32
        var support: UInt32
    }

    /// The frequent extensions, by rank.
    private mutating func frequentExtensions(of matches: [Match]) -> [Extension] {
        let touched = countFollowers(of: matches)
        var extensions: [Extension] = []
        for rank in touched.sorted() {
            if counts[Int(rank)] >= config.minimumSupport {
                extensions.append(Extension(rank: rank, support: counts[Int(rank)]))
            }
            counts[Int(rank)] = 0
            seenIn[Int(rank)] = 0
        }
        return extensions
    }

    /// Counts the sequences in which each rank follows; returns the ranks that do in any.
    private mutating func countFollowers(of matches: [Match]) -> [UInt32] {
        var touched: [UInt32] = []
        let (entries, config) = (entries, config)
        counts.withUnsafeMutableBufferPointer { counts in
            seenIn.withUnsafeMutableBufferPointer { seenIn in
                entries.withFollowers(config) { followers in
                    for match in matches {
                        let stamp = match.sequence + 1
                        for entry in followers.range(after: match) {
                            let rank = Int(followers.ranks[entry])
                            guard seenIn[rank] != stamp else { continue }
                            seenIn[rank] = stamp
                            if counts[rank] == 0 { touched.append(UInt32(truncatingIfNeeded: rank)) }
                            counts[rank] += 1
                        }
                    }
                }
            }
        }
        return touched
    }

    /// Where each extension ends, its matches by sequence and end.
    private mutating func gather(_ extensions: [Extension], from matches: [Match]) -> [[Match]] {
        var gathered = extensions.map { extended in
            var matches: [Match] = []
            matches.reserveCapacity(Int(extended.support))
            return matches
        }
        for (slot, extended) in extensions.enumerated() { slots[Int(extended.rank)] = UInt32(slot) }
        entries.withFollowers(config) { followers in
            for match in matches {
                for entry in followers.range(after: match) {
                    let rank = Int(followers.ranks[entry])
                    guard slots[rank] != .max, config.isBounded || seenIn[rank] != match.sequence + 1 else { continue }
                    seenIn[rank] = match.sequence + 1
                    gathered[Int(slots[rank])].append(followers.match(match, extendedTo: entry))
                }
            }
        }
        for extended in extensions {
            slots[Int(extended.rank)] = .max
            seenIn[Int(extended.rank)] = 0
        }
        return config.isBounded ? gathered.map(Self.merged) : gathered
    }

    /// One match an end: the latest start leaves most of the window, the shortest wait is the one that counts.
    private static func merged(_ matches: [Match]) -> [Match] {
        var merged: [Match] = []
        for match in matches.sorted(by: { ($0.sequence, $0.end) < ($1.sequence, $1.end) }) {
            guard let last = merged.last, last.end == match.end else {
                merged.append(match)
                continue
            }
            merged[merged.count - 1].start = max(last.start, match.start)
            merged[merged.count - 1].wait = min(last.wait, match.wait)
        }
        return merged
    }

    /// Quantiles of the shortest wait in each sequence.
    private func delays(of matches: [Match]) -> DelayQuantiles {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: matches.count) { waits in
            var count = 0
            var sequence: UInt32?
            for match in matches {
                if match.sequence == sequence {
                    waits[count - 1] = min(waits[count - 1], match.wait)
                } else {
                    waits[count] = match.wait
                    count += 1
                    sequence = match.sequence
                }
            }
            return DelayQuantiles(UnsafeMutableBufferPointer(rebasing: waits[..<count]))
        }
    }

    /// Lists the pattern in hand if its length is wanted; returns the number its extensions name as their parent.
    private mutating func report(support: UInt32, parent: UInt32?, delays: DelayQuantiles) -> UInt32 {
        let number = UInt32(truncatingIfNeeded: found.supports.count)
        guard config.lengths.contains(prefix.count) else { return parent ?? number }
        let before = found.byteCount
        found.items.append(contentsOf: prefix)
        found.ends.append(UInt32(truncatingIfNeeded: found.items.count))
        found.parents.append(parent ?? number)
        found.supports.append(support)
        found.delays.append(delays)
        tally.add(byteCount: found.byteCount - before)
        return number
    }
}
