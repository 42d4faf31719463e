// SPDX-License-Identifier: Apache-2.0

/// The words of a page of items: each item's are one run, in ascending order.
///
/// A changed item's new run goes to the end; the page is written anew when more than half of it is no longer used.
public struct ListPage: Sendable {
    /// Where each item's run begins in `codes`; empty where no item of the page has one.
    public private(set) var starts: [UInt32] = []
    /// How long each item's run is; 0 for an item without words.
    public private(set) var lengths: [UInt16] = []
    /// The runs.
    public private(set) var codes: [WordCode] = []
    private var usedCount = 0

    /// An item's words in ascending order.
    public func words(at offset: Int) -> ArraySlice<WordCode> {
        if starts.isEmpty { return [] }
        let start = Int(starts[offset])
        return codes[start..<start + Int(lengths[offset])]
    }

    mutating func set(_ words: [WordCode], at offset: Int) {
        if starts.isEmpty {
            starts = Array(repeating: 0, count: columnPageSize)
            lengths = Array(repeating: 0, count: columnPageSize)
        }
        usedCount += words.count - Int(lengths[offset])
        starts[offset] = UInt32(codes.count)
        lengths[offset] = UInt16(words.count)
        codes.append(contentsOf: words)
        if codes.count > 2 * usedCount + columnPageSize { compact() }
    }

    private mutating func compact() {
        var kept: [WordCode] = []
        kept.reserveCapacity(usedCount)
        for offset in starts.indices {
            let words = words(at: offset)
            starts[offset] = UInt32(kept.count)
            kept.append(contentsOf: words)
        }
        codes = kept
    }
}
