// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Scores items by how similar they are to those of the history.
///
/// - Sections: those of ``NeighbourListModel``, and `biases`, one an item, when the config asks for them.
public struct ItemKNNModel: NeighbourListModel {
    let lists: NeighbourLists
    private let biases: SharedArray<Float>  // empty without average bias

    init(_ lists: NeighbourLists) { self.init(lists, biases: SharedArray([])) }

    init(_ lists: NeighbourLists, biases: SharedArray<Float>) {
        self.lists = lists
        self.biases = biases
    }

    /// Adds Σ weight(i) · similarity(i, j) to every neighbour j of the history's items i, and its bias once.
    ///
    /// An item that no item of the history speaks for has no score.
    ///
    /// - Complexity: O(neighbours of the history).
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        guard biases.count > 0 else {
            addSums(history, into: &board)
            return
        }
        board.withSpare(itemCount: itemCount) { board, spare in
            addSums(history, into: &spare)
            spare.replaceScores { item, sum in
                if Int(item) < biases.count { board.add(sum + biases[Int(item)], to: item) }
                return sum
            }
        }
    }

    /// The score of that one item: its contributions and its bias, if anything speaks for it.
    public func affinity(of history: [WeightedItem], to item: ItemIndex) -> Float {
        let sum = contributions(of: history, to: item).reduce(0, +)
        let position = Int(item.rawValue)
        return sum == 0 || position >= biases.count ? sum : sum + biases[position]
    }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        lists.write(to: &sections)
        if biases.count > 0 { sections.write(biases, as: Self.biasSection) }
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        lists = try NeighbourLists(sections: sections)
        biases = try Self.readBiases(sections)
        guard biases.count == 0 || biases.count == lists.itemCount else {
            throw RecommenderError(
                .malformedSection, "\(biases.count) biases for \(lists.itemCount) items")
        }
    }

    private static let biasSection = "biases"

    private static func readBiases(_ sections: some SectionReader) throws(RecommenderError) -> SharedArray<Float> {
        do throws(RecommenderError) {
            return try sections.read(biasSection, as: Float.self)
        } catch {
            guard error.code == .missingSection else { throw error }
            return SharedArray([])
        }
    }
}
