// SPDX-License-Identifier: Apache-2.0

public import Matrix

/// Lines of items as they were written, one after the other: baskets or sequences, whoever reads them says which.
///
/// Line n holds `items[offsets[n] ..< offsets[n + 1]]`, in order and with repeats.
public struct ItemLines: Sendable {
    /// Where each line starts; the last one is the number of entries.
    public let offsets: SharedArray<UInt32>
    /// The items of all lines.
    public let items: SharedArray<UInt32>
    /// Items known, whether or not one is in a line.
    public let itemCount: Int

    /// Number of lines, empty ones included.
    public var count: Int { offsets.count - 1 }

    /// Where one line's items lie.
    public func range(of line: Int) -> Range<Int> { Int(offsets[line])..<Int(offsets[line + 1]) }

    /// One line's items, copied.
    public func items(of line: Int) -> [UInt32] { range(of: line).map { items[$0] } }
}

extension ItemLines {
    /// Lines of several parts, one after the other.
    ///
    /// - Parameters:
    ///   - parts: each with a number for every item of its own.
    ///   - itemCount: items known, as many as those numbers need.
    ///   - threads: threads to copy on.
    public init(joining parts: [(lines: ItemLines, numbers: [UInt32])], itemCount: Int, threads: Int) {
        let starts = parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.lines.items.count) }
        precondition(starts[parts.count] <= Int(UInt32.max), "\(starts[parts.count]) entries; at most 2^32 - 1")
        items = SharedArray(count: starts[parts.count]) { memory in
            nonisolated(unsafe) let items = memory  // every part writes a range of its own
            _ = parallelMap(parts.count, threads: threads, chunk: 1, scratch: {}) { range, _ in
                for number in range {
                    let (start, numbers) = (starts[number], parts[number].numbers)
                    parts[number].lines.items.withUnsafeBuffer { own in
                        for position in own.indices { items[start + position] = numbers[Int(own[position])] }
                    }
                }
            }
        }
        var offsets: [UInt32] = [0]
        for (part, start) in zip(parts, starts) {
            part.lines.offsets.withUnsafeBuffer { own in
                offsets += own.dropFirst().lazy.map { UInt32(truncatingIfNeeded: start) + $0 }
            }
        }
        self.offsets = SharedArray(offsets)
        self.itemCount = itemCount
    }
}

/// Puts lines together, an item after the other.
public struct ItemLinesBuilder: Sendable {
    private var offsets: [UInt32] = [0]
    private var items: [UInt32] = []
    private var itemCount = 0

    /// A builder without lines yet.
    public init() {}

    /// Puts an item into the line in hand.
    public mutating func add(_ item: UInt32) {
        items.append(item)
        itemCount = max(itemCount, Int(item) + 1)
    }

    /// Ends the line in hand, which may be empty.
    public mutating func endLine() { offsets.append(UInt32(truncatingIfNeeded: items.count)) }

    /// The lines that were ended.
    ///
    /// - Parameter itemCount: items known, at least as many as were put in; nil for just those.
    public func finish(itemCount wanted: Int? = nil) -> ItemLines {
        precondition(items.count <= Int(UInt32.max), "\(items.count) entries; at most 2^32 - 1")
        let end = Int(offsets[offsets.count - 1])
        return ItemLines(
            offsets: SharedArray(offsets), items: SharedArray(items[..<end]), itemCount: max(wanted ?? 0, itemCount))
    }
}
