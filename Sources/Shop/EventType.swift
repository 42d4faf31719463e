// SPDX-License-Identifier: Apache-2.0

/// What a user did, as one byte; the store keeps the names of the shop's own types.
@frozen
public struct EventType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// 0-15 are the known types below; a shop's own count up from 16.
    public var rawValue: UInt8

    /// Wraps a code.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Looked at an item's page.
    @inlinable public static var view: EventType { EventType(rawValue: 0) }
    /// Put an item into the basket.
    @inlinable public static var cart: EventType { EventType(rawValue: 1) }
    /// Bought an item.
    @inlinable public static var purchase: EventType { EventType(rawValue: 2) }
    /// Put an item on a wish list.
    @inlinable public static var wishlist: EventType { EventType(rawValue: 3) }
    /// Rated an item; the event's value is the rating.
    @inlinable public static var rating: EventType { EventType(rawValue: 4) }
    /// Sent an item back, or cancelled it.
    @inlinable public static var `return`: EventType { EventType(rawValue: 5) }
    /// Was shown an item.
    @inlinable public static var impression: EventType { EventType(rawValue: 6) }
    /// Clicked on an item that was shown.
    @inlinable public static var click: EventType { EventType(rawValue: 7) }

    /// The code of a shop's first own type.
    public static let firstOwn: UInt8 = 16

    /// Names of the known types, by code.
    public static let knownNames = ["view", "cart", "purchase", "wishlist", "rating", "return", "impression", "click"]

    /// The known type of that name; nil for a shop's own.
    public init?(knownName name: String) {
        guard let code = Self.knownNames.firstIndex(of: name) else { return nil }
        rawValue = UInt8(code)
    }
}
