// SPDX-License-Identifier: Apache-2.0

/// Many interactions as columns: what a trainer copies out of the store, in arrival order, before it lets go.
///
/// - Shapes: every column has `count` elements; row n of each is the n-th interaction.
/// - Memory: 8 bytes an interaction for user and item; beside them 1 for types, 8 for moments, 4 each for values and
///   quantities, of which a column whose elements are all the same takes none. 25 bytes at most.
public struct Interactions: Sendable {
    /// Who, below `userCount`.
    public private(set) var users: [UInt32] = []
    /// What, below `itemCount`.
    public private(set) var items: [UInt32] = []
    /// How.
    public private(set) var types = InteractionColumn(common: EventType.view)
    /// When, in milliseconds since the epoch.
    public private(set) var timestamps = InteractionColumn(common: Int64(0))
    /// The event's value; NaN when it has none.
    public private(set) var values = InteractionColumn(common: Float.nan)
    /// Pieces.
    public private(set) var quantities = InteractionColumn(common: Float(1))
    /// Users known, with or without an interaction.
    public var userCount: Int
    /// Items known, with or without an interaction.
    public var itemCount: Int

    /// No interactions yet between that many users and items.
    public init(userCount: Int, itemCount: Int) {
        self.userCount = userCount
        self.itemCount = itemCount
    }

    /// Number of interactions.
    public var count: Int { users.count }

    /// Bytes of memory held by the columns.
    public var byteCount: Int {
        4 * (users.capacity + items.capacity) + types.byteCount + timestamps.byteCount + values.byteCount
            + quantities.byteCount
    }

    /// The interaction at a position; a position outside `0 ..< count` is a programming error.
    public subscript(position: Int) -> Interaction {
        Interaction(
            user: UserIndex(rawValue: users[position]), item: ItemIndex(rawValue: items[position]),
            type: types[position], timestamp: Timestamp(milliseconds: timestamps[position]),
            value: values[position], quantity: quantities[position])
    }

    /// The latest moment of any interaction; nil when there is none.
    public var latest: Timestamp? {
        (timestamps.onlyElement ?? timestamps.max()).map(Timestamp.init(milliseconds:))
    }

    /// Makes room at once for that many.
    public mutating func reserveCapacity(_ capacity: Int) {
        users.reserveCapacity(capacity)
        items.reserveCapacity(capacity)
        types.reserveCapacity(capacity)
        timestamps.reserveCapacity(capacity)
        values.reserveCapacity(capacity)
        quantities.reserveCapacity(capacity)
    }

    /// Adds one at the end; its user and item must be below the counts.
    public mutating func append(_ interaction: Interaction) {
        precondition(
            Int(interaction.user.rawValue) < userCount && Int(interaction.item.rawValue) < itemCount,
            "user \(interaction.user.rawValue) of \(userCount), item \(interaction.item.rawValue) of \(itemCount)")
        users.append(interaction.user.rawValue)
        items.append(interaction.item.rawValue)
        types.append(interaction.type)
        timestamps.append(interaction.timestamp.milliseconds)
        values.append(interaction.value)
        quantities.append(interaction.quantity)
    }
}
