// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// The items by how much all users want them; the same list for everybody.
///
/// - Sections: `itemCount` [1]; `items` and `scores`, one entry an item that anybody wants, best first.
public struct PopularityModel: RecommenderModel {
    /// Items known when it was trained.
    public let itemCount: Int
    private let items: SharedArray<UInt32>
    private let scores: SharedArray<Float>

    init(ranked: [Scored], itemCount: Int) {
        self.itemCount = itemCount
        items = SharedArray(ranked.map(\.item))
        scores = SharedArray(ranked.map(\.score))
    }

    /// The most wanted items, best first.
    public func top(_ count: Int) -> [Scored] {
        (0..<max(0, min(count, items.count))).map { Scored(item: items[$0], score: scores[$0]) }
    }

    /// Adds each item's popularity, whatever the history.
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        board.expect(additions: items.count)
        items.withUnsafeBuffer { items in
            scores.withUnsafeBuffer { scores in board.add(scores, to: items, scaledBy: 1) }
        }
    }

    /// Adds each item's popularity, whatever the item.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        score([], into: &board)
    }

    /// Nothing: popularity does not look at the history.
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] { [] }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        sections.write(itemCount: itemCount)
        sections.write(items, as: "items")
        sections.write(scores, as: "scores")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        itemCount = try sections.readItemCount()
        items = try sections.read("items", as: UInt32.self)
        scores = try sections.read("scores", as: Float.self)
        guard items.count == scores.count, items.count <= itemCount else {
            throw RecommenderError(
                .malformedSection, "\(items.count) items with \(scores.count) scores of \(itemCount) known items")
        }
    }
}
