// SPDX-License-Identifier: Apache-2.0

/// Events gathered by what they belong to: the lines of an order, the clicks of a session; those of guests included.
///
/// Groups come in the order of their last events, ties by who began first in the log; the events of a group in the order
/// of time, ties by arrival.
///
/// - Shapes: `count` groups; the columns have `eventCount` elements, of which group n has those at `self[n]`.
/// - Memory: 25 bytes an event, 12 a group.
public struct EventGroups: Sendable {
    /// The user of a group of nobody known.
    public static let guest = UInt32.max

    /// Who, one a group: the user of its first event that has one, or `guest`.
    public private(set) var users: [UInt32] = []
    /// What.
    public private(set) var items: [UInt32] = []
    /// How.
    public private(set) var types: [EventType] = []
    /// When, in milliseconds since the epoch.
    public private(set) var timestamps: [Int64] = []
    /// Pieces.
    public private(set) var quantities: [Float] = []
    /// Price of one piece; NaN when it was not said.
    public private(set) var prices: [Float] = []
    private var ends: [Int] = []

    /// No groups.
    public init() {}

    /// Number of groups.
    public var count: Int { ends.count }
    /// Number of events in all groups.
    public var eventCount: Int { items.count }
    /// Whether there are no groups.
    public var isEmpty: Bool { ends.isEmpty }

    /// Bytes of memory held by the columns.
    public var byteCount: Int { 21 * items.capacity + 12 * ends.capacity }

    /// Where the events of a group stand in the columns; never empty.
    public subscript(group: Int) -> Range<Int> { (group == 0 ? 0 : ends[group - 1])..<ends[group] }

    /// The moment of a group's last event.
    public func end(of group: Int) -> Timestamp { Timestamp(milliseconds: timestamps[ends[group] - 1]) }

    /// One event on its way into a group.
    public struct Member: Sendable, BitwiseCopyable {
        /// Who; `guest` for nobody known.
        public var user: UInt32
        /// What.
        public var item: UInt32
        /// How.
        public var type: EventType
        /// When.
        public var timestamp: Timestamp
        /// Pieces.
        public var quantity: Float
        /// Price of one piece; NaN when it was not said.
        public var price: Float

        /// An event; one piece, price unknown.
        public init(
            user: UInt32, item: UInt32, type: EventType, timestamp: Timestamp, quantity: Float = 1, price: Float = .nan
        ) {
            self.user = user
            self.item = item
            self.type = type
            self.timestamp = timestamp
            self.quantity = quantity
            self.price = price
        }
    }

    /// The event at a position of the columns; `group` is the one it belongs to.
    public func member(at position: Int, of group: Int) -> Member {
        Member(
            user: users[group], item: items[position], type: types[position],
            timestamp: Timestamp(milliseconds: timestamps[position]), quantity: quantities[position],
            price: prices[position])
    }

    /// Adds a group at the end, its events in time order; one without events is left out.
    mutating func append(_ members: some Sequence<Member>) {
        let start = items.count
        var user = Self.guest
        for member in members {
            if user == Self.guest { user = member.user }
            items.append(member.item)
            types.append(member.type)
            timestamps.append(member.timestamp.milliseconds)
            quantities.append(member.quantity)
            prices.append(member.price)
        }
        if items.count == start { return }
        users.append(user)
        ends.append(items.count)
    }

    /// The same without the events that `isKept` refuses; groups that lose all of them are gone.
    public func filter(_ isKept: (Member) -> Bool) -> EventGroups {
        var kept = EventGroups()
        for group in 0..<count {
            kept.append(self[group].lazy.map { member(at: $0, of: group) }.filter(isKept))
        }
        return kept.inOrderOfEnds()
    }

    /// The same groups by the moment of their last events, ties as they stand.
    private func inOrderOfEnds() -> EventGroups {
        let order = (0..<count).sorted { (end(of: $0), $0) < (end(of: $1), $1) }
        var sorted = EventGroups()
        for group in order { sorted.append(self[group].lazy.map { member(at: $0, of: group) }) }
        return sorted
    }
}
