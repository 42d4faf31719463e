// SPDX-License-Identifier: Apache-2.0

public import Matrix

/// Item sets with their supports, in the order in which the search met them.
///
/// Set n holds `items[offsets[n] ..< offsets[n + 1]]` in no order that means anything, and `supports[n]` baskets hold
/// all of them.
public struct ItemSets: Sendable {
    /// Where each set starts; the last one is the number of entries.
    public let offsets: SharedArray<UInt32>
    /// The items of all sets.
    public let items: SharedArray<UInt32>
    /// How many baskets hold each set.
    public let supports: SharedArray<UInt32>
    /// Why the search ended before it was done; nil when it was.
    public let stop: MiningStop?

    /// Number of sets.
    public var count: Int { supports.count }

    /// One set's items, ascending.
    public subscript(position: Int) -> [UInt32] {
        range(of: position).map { items[$0] }.sorted()
    }

    /// How many baskets hold one set.
    public func support(of position: Int) -> Int { Int(supports[position]) }

    /// Where one set's items lie.
    @inlinable
    public func range(of position: Int) -> Range<Int> { Int(offsets[position])..<Int(offsets[position + 1]) }

    init(_ parts: [ItemSetList], stop: MiningStop?) {
        items = SharedArray(parts.map(\.items))
        supports = SharedArray(parts.map(\.supports))
        var end: UInt32 = 0
        offsets = SharedArray(count: supports.count + 1) { offsets in
            offsets[0] = 0
            var position = 1
            for part in parts {
                for length in part.lengths {
                    end += UInt32(length)
                    offsets[position] = end
                    position += 1
                }
            }
        }
        self.stop = stop
    }
}

/// Which bound ended a search.
public enum MiningStop: String, Sendable {
    /// The results took more memory than they may.
    case memory
    /// The time was up.
    case time
}

/// What one part of a search found.
struct ItemSetList: Sendable {
    var items: [UInt32] = []
    var lengths: [UInt16] = []
    var supports: [UInt32] = []

    var byteCount: Int { items.count * 4 + supports.count * 6 }
}

extension SharedArray {
    /// Several runs, one after the other.
    init(_ parts: [[Element]]) {
        self.init(count: parts.reduce(0) { $0 + $1.count }) { memory in
            var start = 0
            for part in parts {
                let end = start + part.count
                _ = UnsafeMutableBufferPointer(rebasing: memory[start..<end]).initialize(from: part)
                start = end
            }
        }
    }
}
