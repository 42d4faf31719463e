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
    public func supports(threads: Int = 1) -> [UInt32] {
        let parts = parallelMap(items.count, threads: threads, chunk: 1 << 18, scratch: {}) { range, _ in
            var supports = [UInt32](repeating: 0, count: itemCount)
            items.withUnsafeBuffer { items in for position in range { supports[Int(items[position])] += 1 } }
            return supports
        }
        guard var sum = parts.first else { return [UInt32](repeating: 0, count: itemCount) }
        for part in parts.dropFirst() { for item in sum.indices { sum[item] += part[item] } }
        return sum
    }

    /// Where one basket's items lie.
    public func range(of basket: Int) -> Range<Int> { Int(offsets[basket])..<Int(offsets[basket + 1]) }

    /// The items of one basket.
    public subscript(basket: Int) -> [UInt32] { range(of: basket).map { items[$0] } }

    /// Some of the baskets, in that order; the items known are the same.
    public func selecting(_ baskets: some Sequence<Int>) -> Baskets {
        var lines = ItemLinesBuilder()
        for basket in baskets {
            for position in range(of: basket) { lines.add(items[position]) }
            lines.endLine()
        }
        return Baskets(lines.finish(itemCount: itemCount))
    }
}

extension Baskets {
    /// Baskets looked at in one go.
    static let chunk = 8_192

    /// The lines as baskets: order and repeats are dropped.
    ///
    /// - Complexity: O(entries) for lines that are ascending already.
    public init(_ lines: ItemLines, threads: Int = 1) {
        let parts = parallelMap(lines.count, threads: threads, chunk: Self.chunk, scratch: {}) { range, _ in
            Self.sorted(lines, range)
        }
        var (offsets, start): ([UInt32], UInt32) = ([0], 0)
        for part in parts {
            offsets += part.ends.lazy.map { start + $0 }
            start += UInt32(truncatingIfNeeded: part.items.count)
        }
        self.init(
            offsets: SharedArray(offsets), items: SharedArray(parts.map { $0.items }, threads: threads),
            itemCount: lines.itemCount)
    }

    /// Some lines' items, each line's ascending and without repeats, and where each ends.
    private static func sorted(_ lines: ItemLines, _ range: Range<Int>) -> (items: [UInt32], ends: [UInt32]) {
        var (items, ends): ([UInt32], [UInt32]) = ([], [])
        ends.reserveCapacity(range.count)
        items.reserveCapacity(
            lines.range(of: range.upperBound - 1).upperBound - lines.range(of: range.lowerBound).lowerBound)
        lines.items.withUnsafeBuffer { source in
            for line in range {
                let start = items.count
                items.append(contentsOf: source[lines.range(of: line)])
                items.sortTail(from: start)
                items.dropRepeats(from: start)
                ends.append(UInt32(truncatingIfNeeded: items.count))
            }
        }
        return (items, ends)
    }
}

extension [UInt32] {
    /// Drops elements that are equal to the one before, from `start` on.
    mutating func dropRepeats(from start: Int) {
        guard start < count else { return }
        var end = start + 1
        for position in (start + 1)..<count where self[position] != self[end - 1] {
            self[end] = self[position]
            end += 1
        }
        removeLast(count - end)
    }

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
