// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension FrequentEntries {
    /// Gives the entries in a form in which what follows a match is found quickly; valid inside the closure only.
    @inline(__always)
    func withFollowers<Result>(_ config: SequenceConfig, _ body: (Followers) -> Result) -> Result {
        ranks.withUnsafeBuffer { ranks in
            times.withUnsafeBuffer { times in
                ends.withUnsafeBuffer { ends in
                    body(
                        Followers(
                            ranks: ranks, times: times, ends: ends, minimumGap: config.minimumGap,
                            maximumGap: config.maximumGap ?? .max, window: config.window ?? .max,
                            isBounded: config.isBounded))
                }
            }
        }
    }
}

/// What may follow the end of a pattern.
struct Followers {
    let ranks: UnsafeBufferPointer<UInt32>
    let times: UnsafeBufferPointer<Int64>
    let ends: UnsafeBufferPointer<UInt32>
    let minimumGap: Int64
    let maximumGap: Int64
    let window: Int64
    let isBounded: Bool

    /// Entries late enough and, where there are bounds, not too late.
    @inline(__always)
    func range(after match: SequenceSearch.Match) -> Range<Int> {
        let end = Int(match.end)
        let last = Int(ends[end])
        let earliest = times[end] + minimumGap
        var first = end + 1
        while first < last, times[first] < earliest { first += 1 }
        guard isBounded else { return first..<last }
        let latest = min(later(times[end], maximumGap), later(match.start, window))
        var past = first
        while past < last, times[past] <= latest { past += 1 }
        return first..<past
    }

    /// The match with one more item.
    @inline(__always)
    func match(_ match: SequenceSearch.Match, extendedTo entry: Int) -> SequenceSearch.Match {
        SequenceSearch.Match(
            sequence: match.sequence, end: UInt32(truncatingIfNeeded: entry), start: match.start,
            wait: times[entry] - times[Int(match.end)])
    }

    private func later(_ time: Int64, _ span: Int64) -> Int64 {
        let (sum, isTooLate) = time.addingReportingOverflow(span)
        return isTooLate ? .max : sum
    }
}
