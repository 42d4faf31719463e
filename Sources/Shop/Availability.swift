// SPDX-License-Identifier: Apache-2.0

/// Whether and when an item may be recommended: the part of an item that every request asks about.
public struct Availability: Hashable, Sendable, BitwiseCopyable {
    private var opens: Int64
    private var closes: Int64
    private var isInStock: Bool

    /// Available always: what is assumed of an item that was only ever named in an event.
    public static let always = Availability(opens: .min, closes: .max, isInStock: true)

    /// Available never: hidden, or taken out of the catalogue.
    public static let never = Availability(opens: .max, closes: .min, isInStock: false)

    private init(opens: Int64, closes: Int64, isInStock: Bool) {
        self.opens = opens
        self.closes = closes
        self.isInStock = isInStock
    }

    /// What the shop said about the item; stock that is not tracked counts as in stock.
    public init(of item: Item) {
        self = Self.never
        if item.isHidden { return }
        opens = item.availableFrom?.milliseconds ?? .min
        closes = item.availableUntil?.milliseconds ?? .max
        isInStock = (item.stock ?? 1) > 0
    }

    /// Whether the item may be in a list at that moment: inside its window, and in stock unless that does not matter.
    @inlinable
    public func allows(at now: Timestamp, includingOutOfStock: Bool) -> Bool {
        contains(now.milliseconds) && (hasStock || includingOutOfStock)
    }

    @usableFromInline
    internal func contains(_ moment: Int64) -> Bool { moment >= opens && moment < closes }

    @usableFromInline
    internal var hasStock: Bool { isInStock }
}
