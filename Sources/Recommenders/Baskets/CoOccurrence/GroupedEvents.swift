// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// The events that may be half of a pair, group by group in the order of time.
///
/// - Shapes: event e of group g lies in `offsets[g] ..< offsets[g + 1]`; groups without such an event are left out.
struct GroupedEvents: Sendable {
    /// One event: what it was done to, when, and which half of a pair it can be.
    struct Entry: BitwiseCopyable, Sendable {
        var item: UInt32
        var time: Int64
        var isFrom: Bool
        var isTo: Bool
    }

    /// Which types can be which half.
    struct Roles {
        var from: EventType
        var to: EventType

        func entry(_ item: UInt32, _ type: EventType, _ time: Int64) -> Entry? {
            guard type == from || type == to else { return nil }
            return Entry(item: item, time: time, isFrom: type == from, isTo: type == to)
        }
    }

    private(set) var offsets: [Int] = [0]
    private(set) var entries: [Entry] = []
    let itemCount: Int

    var count: Int { offsets.count - 1 }

    /// Orders or sessions as they are.
    init(_ groups: EventGroups, _ roles: Roles, itemCount: Int, longest: Int) {
        self.itemCount = itemCount
        for group in 0..<groups.count {
            var own: [Entry] = []
            for position in groups[group] {
                let (item, type) = (groups.items[position], groups.types[position])
                if let entry = roles.entry(item, type, groups.timestamps[position]) { own.append(entry) }
            }
            append(own.suffix(longest))
        }
    }

    /// What each user did, as one group.
    init(_ interactions: Interactions, _ roles: Roles, longest: Int) {
        itemCount = interactions.itemCount
        var byUser = [[Entry]](repeating: [], count: interactions.userCount)
        for position in 0..<interactions.count {
            let (item, type) = (interactions.items[position], interactions.types[position])
            guard let entry = roles.entry(item, type, interactions.timestamps[position]) else { continue }
            byUser[Int(interactions.users[position])].append(entry)
        }
        for user in byUser {
            let order = user.indices.sorted { (user[$0].time, $0) < (user[$1].time, $1) }
            append(order.suffix(longest).map { user[$0] })
        }
    }

    private mutating func append(_ own: some Collection<Entry>) {
        if own.isEmpty { return }
        entries += own
        offsets.append(entries.count)
    }

    /// Groups in which each item stands as the one half, and as the other.
    func itemCounts() -> (from: [UInt32], to: [UInt32]) {
        var from = [UInt32](repeating: 0, count: itemCount)
        var (to, lastFrom) = (from, [Int](repeating: -1, count: itemCount))
        var lastTo = lastFrom
        for group in 0..<count {
            for entry in entries[offsets[group]..<offsets[group + 1]] {
                let item = Int(entry.item)
                if entry.isFrom, lastFrom[item] != group { (from[item], lastFrom[item]) = (from[item] + 1, group) }
                if entry.isTo, lastTo[item] != group { (to[item], lastTo[item]) = (to[item] + 1, group) }
            }
        }
        return (from, to)
    }

    /// Where each item stands as the first half: item i's entries are `places[ends[i - 1] ..< ends[i]]`, with their groups.
    func fromPlaces() -> (ends: [Int], places: [UInt32], groups: [UInt32]) {
        var ends = [Int](repeating: 0, count: itemCount + 1)
        for entry in entries where entry.isFrom { ends[Int(entry.item) + 1] += 1 }
        for item in 0..<itemCount { ends[item + 1] += ends[item] }
        var places = [UInt32](repeating: 0, count: ends[itemCount])
        var owners = places
        for group in 0..<count {
            for place in offsets[group]..<offsets[group + 1] where entries[place].isFrom {
                let item = Int(entries[place].item)
                places[ends[item]] = UInt32(truncatingIfNeeded: place)
                owners[ends[item]] = UInt32(truncatingIfNeeded: group)
                ends[item] += 1
            }
        }
        return (Array(ends.dropLast()), places, owners)
    }
}
