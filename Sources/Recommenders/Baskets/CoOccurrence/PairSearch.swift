// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Counts the groups that two items share, an item after the other.
///
/// From every event of the item it looks at the events around it in its group, as far as the window reaches, and counts
/// each item once a group.
///
/// - Complexity: O(Σ events of a group within the window, over the item's events), shared by the threads; a count and
///   a mark an item and thread.
struct PairSearch: Sendable {
    /// What stood together with the item in hand.
    struct Partner: BitwiseCopyable, Sendable {
        var item: UInt32
        var count: UInt32
    }

    /// Counts while one item is searched; all 0 between items.
    struct Counts {
        var counts: [UInt32]
        var marks: [UInt32]  // the last place in the item's list of groups that counted, plus one
        var touched: [UInt32] = []

        init(itemCount: Int) {
            counts = [UInt32](repeating: 0, count: itemCount)
            marks = counts
        }
    }

    let events: GroupedEvents
    private let places: (ends: [Int], places: [UInt32], groups: [UInt32])
    private let isOrdered: Bool
    private let window: Int64

    init(_ events: GroupedEvents, isOrdered: Bool, windowDays: Double?) {
        (self.events, self.isOrdered) = (events, isOrdered)
        window = windowDays.map { Int64(min($0 * 86_400_000, 1e17)) } ?? .max
        places = events.fromPlaces()
    }

    /// Every item that shares a group with that one, by index.
    func partners(of item: Int, _ scratch: inout Counts) -> [Partner] {
        let own = (item == 0 ? 0 : places.ends[item - 1])..<places.ends[item]
        for place in own {
            let (position, group) = (Int(places.places[place]), Int(places.groups[place]))
            count(after: position, before: events.offsets[group + 1], mark: UInt32(group + 1), &scratch)
            if !isOrdered { count(before: position, from: events.offsets[group], mark: UInt32(group + 1), &scratch) }
        }
        scratch.touched.sort()
        let found = scratch.touched.map { Partner(item: $0, count: scratch.counts[Int($0)]) }
        for other in scratch.touched { (scratch.counts[Int(other)], scratch.marks[Int(other)]) = (0, 0) }
        scratch.touched.removeAll(keepingCapacity: true)
        return found
    }

    private func count(after position: Int, before end: Int, mark: UInt32, _ scratch: inout Counts) {
        let start = events.entries[position]
        var next = position + 1
        while next < end, isWithin(events.entries[next].time, start.time) {
            consider(events.entries[next], partnerOf: start.item, mark: mark, &scratch)
            next += 1
        }
    }

    private func count(before position: Int, from first: Int, mark: UInt32, _ scratch: inout Counts) {
        let start = events.entries[position]
        var next = position - 1
        while next >= first, isWithin(start.time, events.entries[next].time) {
            consider(events.entries[next], partnerOf: start.item, mark: mark, &scratch)
            next -= 1
        }
    }

    /// Whether the later moment is close enough; times may be as far apart as they can be.
    private func isWithin(_ later: Int64, _ earlier: Int64) -> Bool {
        let (distance, isTooFar) = later.subtractingReportingOverflow(earlier)
        return window == .max || !isTooFar && distance <= window
    }

    private func consider(_ entry: GroupedEvents.Entry, partnerOf item: UInt32, mark: UInt32, _ scratch: inout Counts) {
        let other = Int(entry.item)
        guard entry.isTo, entry.item != item, scratch.marks[other] != mark else { return }
        scratch.marks[other] = mark
        if scratch.counts[other] == 0 { scratch.touched.append(entry.item) }
        scratch.counts[other] += 1
    }
}
