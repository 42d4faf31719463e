// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Answers "like this, but cheaper": what remains after a chain of critiques, the most similar to the newest reference
/// first, and which differences the remaining items have in common.
///
/// It keeps nothing between two questions: the whole chain comes with each.
public struct Critiquer: Sendable {
    private let question: CritiqueQuestion
    private let table: AttributeTable
    private let finder: MatchFinder
    private let wishes: [BoundRequirement]
    private let dropped: [CritiquePlace]
    private let newest: ItemIndex

    /// The question, asked of a table.
    ///
    /// - Throws: ``KnowledgeError``, naming the critiques and requirements that are wrong or contradict each other.
    public init(_ question: CritiqueQuestion, in table: AttributeTable) throws(KnowledgeError) {
        guard let newest = question.rounds.last?.reference else {
            throw KnowledgeError(.invalidValue, fields: ["steps"], "required; at least one")
        }
        // Alone first, so that its errors count the request's own requirements.
        _ = try MatchFinder(MatchQuestion(question.requirements), in: table)
        let chain = try CritiqueChain(question, in: table)
        var required = question.requirements.filter { $0.weight == nil } + chain.requirements
        let asksForCategory = required.contains { $0.attribute == ItemField.category.rawValue }
        if question.staysInCategory, !asksForCategory,
            case .list(let path) = table.value(of: ItemField.category.rawValue, for: newest)
        {
            required.append(Requirement(ItemField.category.rawValue, .within(path)))
        }
        finder = try MatchFinder(required, in: table)
        var wishes: [BoundRequirement] = []
        for wish in question.requirements where wish.weight != nil {
            wishes.append(try BoundRequirement(wish, in: table, field: "requirements"))
        }
        self.wishes = wishes
        dropped = chain.dropped
        (self.question, self.table, self.newest) = (question, table, newest)
    }

    /// What remains of the eligible items; items that were references are not shown again.
    ///
    /// - Complexity: O(items · critiques / 64) and a pass over each column; O(remaining · attributes) for similarities.
    public func answer(among eligible: ItemBits) -> CritiqueAnswer {
        var remaining = finder.matching(among: eligible)
        for round in question.rounds { remaining.remove(round.reference) }
        var candidates: [UInt32] = []
        remaining.forEach { candidates.append($0) }
        let measure = ReferenceMeasure(newest, in: table, candidates: candidates)
        let wishList = WishList(wishes, itemCount: table.count)
        var best = BestMatches(capacity: question.count)
        remaining.forEachScored(by: [measure, wishList]) { item, score in
            guard score >= best.scoreBound else { return }
            best.insert(RankedMatch(score: score, affinity: 0, popularity: 0, item: item))
        }
        let miner = CompoundMiner(measure.comparable, in: table)
        let items = best.sorted().map { match in
            CritiquedMatch(
                item: ItemIndex(rawValue: match.item), score: match.score,
                similarity: min(1, match.score - wishList.points(match.item).reduce(0, +)),
                differences: miner.differences(of: match.item))
        }
        return CritiqueAnswer(
            count: candidates.count, items: items, compounds: miner.compounds(of: candidates, remaining),
            dropped: dropped)
    }
}
