// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Each item's most similar items, one list after another.
///
/// The list of item i lies at `offsets[i] ..< offsets[i + 1]` in `items` and `similarities`, best first. Indices and
/// similarities lie apart, so that a list is read as two straight runs of memory.
struct NeighbourLists: Sendable {
    let offsets: SharedArray<UInt64>
    let items: SharedArray<UInt32>
    let similarities: SharedArray<Float>

    var itemCount: Int { offsets.count - 1 }

    /// Lists in the order of items.
    init(_ lists: [[Scored]], lengths: [Int]) {
        var offsets: [UInt64] = [0]
        offsets.reserveCapacity(lengths.count + 1)
        for length in lengths { offsets.append(offsets[offsets.count - 1] + UInt64(length)) }
        self.offsets = SharedArray(offsets)
        items = SharedArray(lists.joined().map(\.item))
        similarities = SharedArray(lists.joined().map(\.score))
    }

    /// Lists as they were found.
    init(_ lists: RankedLists) {
        offsets = lists.offsets
        items = lists.items
        similarities = lists.scores
    }

    init(sections: some SectionReader) throws(RecommenderError) {
        offsets = try sections.read("offsets", as: UInt64.self)
        items = try sections.read("items", as: UInt32.self)
        similarities = try sections.read("similarities", as: Float.self)
        let isAscending = offsets.withUnsafeBuffer { offsets in
            !offsets.isEmpty && zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }
        }
        guard isAscending, offsets[0] == 0, offsets[offsets.count - 1] == UInt64(items.count),
            items.count == similarities.count, offsets.count - 1 <= Int(UInt32.max)
        else {
            throw RecommenderError(.malformedSection, "the neighbour lists' offsets do not fit their entries")
        }
    }

    func write(to sections: inout some SectionWriter) {
        sections.write(offsets, as: "offsets")
        sections.write(items, as: "items")
        sections.write(similarities, as: "similarities")
    }

    /// Where an item's list lies; empty for an item it does not know.
    func range(of item: UInt32) -> Range<Int> {
        let item = Int(item)
        return item < itemCount ? Int(offsets[item])..<Int(offsets[item + 1]) : 0..<0
    }

    /// How similar `other` is in the list of `item`; 0 when it is not in the list.
    func similarity(of item: UInt32, to other: UInt32) -> Float {
        for position in range(of: item) where items[position] == other { return similarities[position] }
        return 0
    }
}
