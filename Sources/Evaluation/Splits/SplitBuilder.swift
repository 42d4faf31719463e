// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
public import Shop

/// Makes a split from a training file and a test file, row by row.
///
/// Users and items are numbered in the order in which the training rows first name them. Test rows of users that the
/// training rows do not name are left out; items that they do not name count as wanted, and cannot be hit.
public struct SplitBuilder: Sendable {
    private var users: [String: UInt32] = [:]
    private var items: [String: UInt32] = [:]
    private var types: [String: EventType] = [:]
    private var ownTypes: [String] = []
    private var interactions = Interactions(userCount: 0, itemCount: 0)
    private var described: (items: [UInt32: Item], users: [UInt32: User]) = ([:], [:])
    private var tests: [(user: String, item: String)] = []

    /// No rows yet.
    public init() {}

    /// Takes one training row up.
    ///
    /// - Returns: false, and leaves the row out, when there are more own event types than an `EventType` can tell apart.
    @discardableResult
    public mutating func addTraining(_ event: Event) -> Bool {
        guard let type = type(named: event.type) else { return false }
        let user = Self.index(of: event.user, in: &users)
        let item = Self.index(of: event.item, in: &items)
        interactions.userCount = users.count
        interactions.itemCount = items.count
        interactions.append(
            Interaction(
                user: UserIndex(rawValue: user), item: ItemIndex(rawValue: item), type: type,
                timestamp: event.timestamp, value: event.value.map { Float($0) } ?? .nan,
                quantity: Float(event.quantity ?? 1)))
        return true
    }

    /// Takes one test row up.
    public mutating func addTest(user: String, item: String) { tests.append((user, item)) }

    /// Takes up what is said of an item; one that no training row has named yet is left out.
    public mutating func describe(_ item: Item) {
        if let index = items[item.id] { described.items[index] = item }
    }

    /// Takes up what is said of a user; one that no training row has named yet is left out.
    public mutating func describe(_ user: User) {
        if let index = users[user.id] { described.users[index] = user }
    }

    /// The split of all rows.
    public func finish() -> Split {
        let wanted = wantedItems()
        var training = Dataset(interactions, ownTypes: ownTypes)
        if !described.items.isEmpty { training.items = (0..<UInt32(items.count)).map { described.items[$0] } }
        if !described.users.isEmpty { training.users = (0..<UInt32(users.count)).map { described.users[$0] } }
        return Split(training: training, wanted: wanted)
    }

    /// The test rows by user, without those of unknown users.
    private func wantedItems() -> [WantedItems] {
        var unknown: [String: UInt32] = [:]  // numbered after the known ones
        var pairs = tests.compactMap { test -> UInt64? in
            guard let user = users[test.user] else { return nil }
            let item = items[test.item] ?? UInt32(items.count) + Self.index(of: test.item, in: &unknown)
            return UInt64(user) << 32 | UInt64(item)
        }
        pairs.sort()
        var (wanted, start) = ([WantedItems](), 0)
        while start < pairs.count {
            let user = pairs[start] >> 32
            let end = pairs[start...].firstIndex { $0 >> 32 != user } ?? pairs.count
            let wants = pairs[start..<end].map { UInt32(truncatingIfNeeded: $0) }
            let known = wants.prefix { $0 < items.count }
            wanted.append(
                WantedItems(
                    user: UInt32(truncatingIfNeeded: user), items: Array(known),
                    unknownCount: Set(wants[known.endIndex...]).count))
            start = end
        }
        return wanted
    }

    private mutating func type(named name: String) -> EventType? {
        if let known = types[name] { return known }
        var type = EventType(knownName: name)
        if type == nil, ownTypes.count + Int(EventType.firstOwn) <= Int(UInt8.max) {
            type = EventType(rawValue: EventType.firstOwn + UInt8(ownTypes.count))
            ownTypes.append(name)
        }
        types[name] = type
        return type
    }

    private static func index(of name: String, in names: inout [String: UInt32]) -> UInt32 {
        let next = UInt32(names.count)
        return { (index: inout UInt32?) in
            if let index { return index }
            index = next
            return next
        }(&names[name])
    }
}
