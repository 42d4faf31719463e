// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Past sessions both ways round: each session's items, and each item's most recent sessions.
///
/// Session 0 is the newest, so that a lower number is more recent and an item's list is ascending.
///
/// - Shapes: `sessionOffsets` sessions + 1, `sessionItems` one entry a session and different item; `times` one a
///   session; `itemOffsets` items + 1, `itemSessions` at most as many a item as are compared; `inverseFrequencies` items.
struct SessionIndex: Sendable {
    let sessionOffsets: SharedArray<UInt64>
    let sessionItems: SharedArray<UInt32>
    let times: SharedArray<Int64>
    let itemOffsets: SharedArray<UInt64>
    let itemSessions: SharedArray<UInt32>
    let inverseFrequencies: SharedArray<Float>

    var itemCount: Int { itemOffsets.count - 1 }
    var sessionCount: Int { times.count }

    /// Where a session's items lie.
    @inline(__always)
    func items(of session: UInt32) -> Range<Int> {
        Int(sessionOffsets[Int(session)])..<Int(sessionOffsets[Int(session) + 1])
    }

    /// Where an item's sessions lie; empty for an item it does not know.
    func sessions(of item: UInt32) -> Range<Int> {
        Int(item) < itemCount ? Int(itemOffsets[Int(item)])..<Int(itemOffsets[Int(item) + 1]) : 0..<0
    }
}

extension SessionIndex {
    func write(to sections: inout some SectionWriter) {
        sections.write(sessionOffsets, as: "sessionOffsets")
        sections.write(sessionItems, as: "sessionItems")
        sections.write(times, as: "times")
        sections.write(itemOffsets, as: "itemOffsets")
        sections.write(itemSessions, as: "itemSessions")
        sections.write(inverseFrequencies, as: "inverseFrequencies")
    }

    init(sections: some SectionReader) throws(RecommenderError) {
        sessionOffsets = try sections.read("sessionOffsets", as: UInt64.self)
        sessionItems = try sections.read("sessionItems", as: UInt32.self)
        times = try sections.read("times", as: Int64.self)
        itemOffsets = try sections.read("itemOffsets", as: UInt64.self)
        itemSessions = try sections.read("itemSessions", as: UInt32.self)
        inverseFrequencies = try sections.read("inverseFrequencies", as: Float.self)
        guard Self.divides(sessionOffsets, sessionItems), Self.divides(itemOffsets, itemSessions),
            sessionOffsets.count == times.count + 1, itemOffsets.count == inverseFrequencies.count + 1,
            Self.isBounded(sessionItems, by: inverseFrequencies.count), Self.isBounded(itemSessions, by: times.count)
        else {
            throw RecommenderError(.malformedSection, "the index of sessions contradicts itself")
        }
    }

    private static func divides(_ offsets: SharedArray<UInt64>, _ entries: SharedArray<UInt32>) -> Bool {
        offsets.withUnsafeBuffer { offsets in
            offsets.first == 0 && offsets.last == UInt64(entries.count)
                && zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }
        }
    }

    private static func isBounded(_ entries: SharedArray<UInt32>, by limit: Int) -> Bool {
        entries.withUnsafeBuffer { entries in entries.allSatisfy { Int($0) < limit } }
    }
}
