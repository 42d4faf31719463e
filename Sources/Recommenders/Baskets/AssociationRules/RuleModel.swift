// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// A model that knows rules: what goes with a basket, or follows it, and why, in counts.
public protocol RuleModel: RecommenderModel {
    /// The rules, looked up by what is in a basket.
    var book: RuleBook { get }
}

extension RuleModel {
    /// Items known when the rules were mined.
    public var itemCount: Int { book.itemCount }

    /// Raises each item's score to that of the best rule whose antecedent is in the history.
    ///
    /// What weighs more than 0 is in the basket, however much it weighs.
    ///
    /// - Complexity: O(rules of the antecedents found).
    public func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        basket(of: history).withUnsafeBufferPointer { basket in
            book.forEachNode(in: basket) { raise(book.rules(of: $0), on: &board) }
        }
    }

    /// Raises the scores of what goes with the item alone.
    public func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        score([WeightedItem(item: item, weight: 1)], into: &board)
    }

    /// Each item in front of the best rule, or in its category, has an equal part of its score; the others nothing.
    ///
    /// - Complexity: O(rules of the antecedents found).
    public func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] {
        var contributions = [Float](repeating: 0, count: history.count)
        guard let (node, score) = best(for: item, history) else { return contributions }
        let speakers = history.indices.filter {
            history[$0].weight > 0 && book.speaks(history[$0].item, forNode: node)
        }
        for place in speakers { contributions[place] = score / Float(speakers.count) }
        return contributions
    }

    private func raise(_ rules: Range<Int>, on board: inout Scoreboard) {
        for rule in rules { board.raise(book.consequents[rule], to: book.scores[rule]) }
    }

    private func best(for item: ItemIndex, _ history: [WeightedItem]) -> (node: Int, score: Float)? {
        var best: (node: Int, score: Float)?
        basket(of: history).withUnsafeBufferPointer { basket in
            book.forEachNode(in: basket) { node in
                for rule in book.rules(of: node) where book.consequents[rule] == item.rawValue {
                    if book.scores[rule] > best?.score ?? -.infinity { best = (node, book.scores[rule]) }
                }
            }
        }
        return best
    }

    private func basket(of history: [WeightedItem]) -> [UInt32] {
        var basket: [UInt32] = []
        for wanted in history where wanted.weight > 0 { book.append(wanted.item.rawValue, to: &basket) }
        basket.sortWithoutRepeats()
        return basket
    }
}
