// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// A model whose whole knowledge is each item's most similar items.
///
/// Whatever was learned offline (neighbours, random walks, a closed-form regression, a graph filter), what is served is
/// the same: score(j) = Σ weight(i) · similarity(i, j) over the history's items i. A similarity may be negative: it then
/// speaks against the item.
///
/// - Sections: `offsets` items + 1; `items` and `similarities`, one entry a neighbour, each item's list best first.
protocol NeighbourListModel: RecommenderModel {
    /// Each item's most similar items.
    var lists: NeighbourLists { get }

    /// A model of those lists.
    init(_ lists: NeighbourLists)
}

extension NeighbourListModel {
    /// Items known when it was trained.
    public var itemCount: Int { lists.itemCount }

    /// Adds Σ weight(i) · similarity(i, j) to every neighbour j of the history's items i.
    ///
    /// Items that weigh 0 or less are left out, as in training.
    ///
    /// - Complexity: O(neighbours of the history).
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) { addSums(history, into: &board) }

    /// Adds the sums alone, for a model that makes something else of them.
    func addSums(_ history: [WeightedItem], into board: inout Scoreboard) {
        var additions = 0
        for entry in history where entry.weight > 0 { additions += lists.range(of: entry.item.rawValue).count }
        board.expect(additions: additions)
        lists.add(history, into: &board)
    }

    /// Adds the item's neighbours with their similarity.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        lists.add([WeightedItem(item: item, weight: 1)], into: &board)
    }

    /// Weight times similarity, which add up to the item's score.
    ///
    /// - Complexity: O(neighbours of the history).
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        history.map { entry in
            entry.weight > 0
                ? entry.weight * lists.similarity(of: entry.item.rawValue, to: item.rawValue) : 0
        }
    }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) { lists.write(to: &sections) }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        self.init(try NeighbourLists(sections: sections))
    }
}

extension NeighbourLists {
    /// While one list is added up, the next but one is fetched from memory: a catalogue's lists do not fit a cache.
    func add(_ entries: [WeightedItem], into board: inout Scoreboard) {
        items.withUnsafeBuffer { items in
            similarities.withUnsafeBuffer { similarities in
                for (position, entry) in entries.enumerated() where entry.weight > 0 {
                    if position + 2 < entries.count {
                        let ahead = range(of: entries[position + 2].item.rawValue)
                        prefetch(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: items[ahead])))
                        prefetch(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: similarities[ahead])))
                    }
                    let range = range(of: entry.item.rawValue)
                    board.add(
                        UnsafeBufferPointer(rebasing: similarities[range]),
                        to: UnsafeBufferPointer(rebasing: items[range]), scaledBy: entry.weight)
                }
            }
        }
    }
}
