// SPDX-License-Identifier: Apache-2.0

/// One depth of a search: the items that may still be added to the set in hand, each with the baskets that hold both.
///
/// The baskets of the set in hand are numbered 0 ..< `rows`; `bits` holds `words` words an item, in which bit n says
/// whether basket n has the item. Items lie by rank, ascending. `first` is the first that may be added; those before it
/// were or will be added elsewhere, and only show whether a set is closed.
///
/// Invariant: bits beyond `rows` are 0.
/// - Ownership: scratch memory of one thread, reused from set to set; it grows to what the largest set needs.
struct BitLevel: ~Copyable {
    var rows = 0
    var words = 0
    var first = 0
    var count = 0
    private(set) var bits = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: 0)
    private(set) var ranks = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 0)
    private(set) var supports = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 0)
    /// Numbers of the candidates that were kept, and of those that all baskets of the set have.
    private(set) var places = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 0)
    private(set) var full = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 0)

    deinit {
        bits.deallocate()
        ranks.deallocate()
        supports.deallocate()
        places.deallocate()
        full.deallocate()
    }

    /// Makes room for that many items of that many baskets; what was there is lost.
    mutating func reserve(items: Int, rows: Int) {
        self.rows = rows
        words = (rows + 63) / 64
        count = 0
        first = 0
        Self.grow(&bits, to: items * words)
        guard items > ranks.count else { return }
        Self.grow(&ranks, to: items)
        Self.grow(&supports, to: items)
        Self.grow(&places, to: items)
        Self.grow(&full, to: items)
    }

    private static func grow<Element>(_ buffer: inout UnsafeMutableBufferPointer<Element>, to capacity: Int) {
        guard capacity > buffer.count else { return }
        let wanted = max(capacity, 2 * buffer.count)
        buffer.deallocate()
        buffer = .allocate(capacity: wanted)
    }
}
