// SPDX-License-Identifier: Apache-2.0

public import Matrix

/// What was bought together: each basket's different items, one basket after the other.
///
/// Basket b holds `items[offsets[b] ..< offsets[b + 1]]`, ascending and without repeats.
public struct Baskets: Sendable {
    /// Where each basket starts; the last one is the number of entries.
    public let offsets: SharedArray<UInt32>
    /// The items of all baskets.
    public let items: SharedArray<UInt32>
    /// Items known, whether or not one is in a basket.
    public let itemCount: Int

    /// Number of baskets, empty ones included.
    public var count: Int { offsets.count - 1 }

    /// How many baskets hold each item.
    public func supports() -> [UInt32] {
        var supports = [UInt32](repeating: 0, count: itemCount)
        items.withUnsafeBuffer { for item in $0 { supports[Int(item)] += 1 } }
        return supports
    }

    /// The items of one basket.
    public subscript(basket: Int) -> [UInt32] {
        (Int(offsets[basket])..<Int(offsets[basket + 1])).map { items[$0] }
    }
}

/// Puts baskets together, an item after the other.
public struct BasketBuilder: Sendable {
    private var offsets: [UInt32] = [0]
    private var items: [UInt32] = []
    private var start = 0
    private var isAscending = true
    private var itemCount = 0

    /// A builder without baskets yet.
    public init() {}

    /// Puts an item into the basket in hand.
    @inline(__always)
    public mutating func add(_ item: UInt32) {
        if items.count > start, item <= items[items.count - 1] { isAscending = false }
        items.append(item)
        itemCount = max(itemCount, Int(item) + 1)
    }

    /// Ends the basket in hand, which may be empty.
    public mutating func endBasket() {
        if !isAscending {
            items.sortTail(from: start)
            var end = start + 1
            for position in (start + 1)..<items.count where items[position] != items[end - 1] {
                items[end] = items[position]
                end += 1
            }
            items.removeLast(items.count - end)
        }
        start = items.count
        isAscending = true
        offsets.append(UInt32(truncatingIfNeeded: start))
    }

    /// The baskets that were ended.
    ///
    /// - Parameter itemCount: items known, at least as many as were put in; nil for just those.
    public func finish(itemCount wanted: Int? = nil) -> Baskets {
        precondition(items.count <= Int(UInt32.max), "\(items.count) entries; at most 2^32 - 1")
        return Baskets(
            offsets: SharedArray(offsets), items: SharedArray(items[..<start]),
            itemCount: max(wanted ?? 0, itemCount))
    }
}

extension [UInt32] {
    /// Sorts the elements from `start` on: by insertion while they are few, which a basket's items are.
    @inline(__always)
    mutating func sortTail(from start: Int) {
        guard count - start <= 32 else { return self[start...].sort() }
        withUnsafeMutableBufferPointer { elements in
            for end in (start + 1)..<Swift.max(start + 1, elements.count) {
                let element = elements[end]
                var place = end
                while place > start, elements[place - 1] > element {
                    elements[place] = elements[place - 1]
                    place -= 1
                }
                elements[place] = element
            }
        }
    }
}
