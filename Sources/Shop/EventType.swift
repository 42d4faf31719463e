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
    public static let view = EventType(rawValue: 0)
    /// Put an item into the basket.
    public static let cart = EventType(rawValue: 1)
    /// Bought an item.
    public static let purchase = EventType(rawValue: 2)
    /// Put an item on a wish list.
    public static let wishlist = EventType(rawValue: 3)
    /// Rated an item; the event's value is the rating.
    public static let rating = EventType(rawValue: 4)
    /// Sent an item back, or cancelled it.
    public static let `return` = EventType(rawValue: 5)
    /// Was shown an item.
    public static let impression = EventType(rawValue: 6)
    /// Clicked on an item that was shown.
    public static let click = EventType(rawValue: 7)

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
