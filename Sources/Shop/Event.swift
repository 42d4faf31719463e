// SPDX-License-Identifier: Apache-2.0

/// One thing a user did to an item at a time, in the shop's own words.
public struct Event: Hashable, Sendable {
    /// The user's external id, 1-255 bytes.
    public var user: String
    /// The item's external id, 1-255 bytes.
    public var item: String
    /// Name of the type, known or the shop's own, 1-64 bytes.
    public var type: String
    /// When it happened.
    public var timestamp: Timestamp
    /// A rating, a dwell time, whatever the type measures.
    public var value: Double?
    /// Pieces; nil counts as 1.
    public var quantity: Double?
    /// Price of one piece, in the shop's currency.
    public var price: Double?
    /// The order this line belongs to, up to 255 bytes.
    public var order: String?
    /// The session it happened in, up to 255 bytes.
    public var session: String?
    /// The sender's own id of the event, up to 255 bytes; the same id counts once.
    public var id: String?

    /// An event; everything beyond who, what and when is optional.
    public init(
        user: String, item: String, type: String = "view", timestamp: Timestamp, value: Double? = nil,
        quantity: Double? = nil, price: Double? = nil, order: String? = nil, session: String? = nil, id: String? = nil
    ) {
        self.user = user
        self.item = item
        self.type = type
        self.timestamp = timestamp
        self.value = value
        self.quantity = quantity
        self.price = price
        self.order = order
        self.session = session
        self.id = id
    }
}

/// The part of an event that recommenders learn from, with indices instead of names.
public struct Interaction: Hashable, Sendable, BitwiseCopyable {
    /// Who.
    public var user: UserIndex
    /// What.
    public var item: ItemIndex
    /// How.
    public var type: EventType
    /// When.
    public var timestamp: Timestamp
    /// The event's value; NaN when it has none.
    public var value: Float
    /// Pieces.
    public var quantity: Float

    /// An interaction; value NaN means none.
    public init(
        user: UserIndex, item: ItemIndex, type: EventType, timestamp: Timestamp, value: Float = .nan,
        quantity: Float = 1
    ) {
        self.user = user
        self.item = item
        self.type = type
        self.timestamp = timestamp
        self.value = value
        self.quantity = quantity
    }
}
