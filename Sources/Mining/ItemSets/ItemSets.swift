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

    init(_ parts: [ItemSetList], stop: MiningStop?, threads: Int) {
        items = SharedArray(parts.map(\.items), threads: threads)
        supports = SharedArray(parts.map(\.supports), threads: threads)
        let (firsts, starts) = (parts.map(\.supports.count).starts, parts.map(\.items.count).starts)
        offsets = SharedArray(count: supports.count + 1) { memory in
            nonisolated(unsafe) let offsets = memory  // every part writes places of its own
            offsets[0] = 0
            _ = parallelMap(parts.count, threads: threads, chunk: 1, scratch: {}) { range, _ in
                for part in range {
                    var end = UInt32(truncatingIfNeeded: starts[part])
                    for (place, length) in parts[part].lengths.enumerated() {
                        end += UInt32(length)
                        offsets[firsts[part] + place + 1] = end
                    }
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
    /// Several runs, one after the other, copied by several threads: what is written to for the first time costs more than
    /// the copying.
    init(_ parts: [[Element]], threads: Int) {
        let starts = parts.map(\.count).starts
        self.init(count: starts[parts.count]) { memory in
            nonisolated(unsafe) let memory = memory  // every part writes a range of its own
            _ = parallelMap(parts.count, threads: threads, chunk: 1, scratch: {}) { range, _ in
                for part in range {
                    let own = UnsafeMutableBufferPointer(rebasing: memory[starts[part]..<starts[part + 1]])
                    _ = own.initialize(from: parts[part])
                }
            }
        }
    }
}

extension [Int] {
    /// Where runs of these lengths start one after the other, and where the last one ends.
    var starts: [Int] { reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }
}
