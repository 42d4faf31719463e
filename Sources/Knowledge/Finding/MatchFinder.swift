// SPDX-License-Identifier: Apache-2.0

public import Shop

/// Finds the items that meet requirements: one pass over a column for each, then bits.
///
/// Where nothing meets them all, it names what to give up. For an item x let V(x) be the requirements it misses.
/// Giving up R helps exactly when V(x) ⊆ R for some x, so the relaxations of the smallest size are the different V(x)
/// of the items that miss the fewest, and they can be read off the items. (Seen from the other side they are the
/// smallest hitting sets of the minimal conflicts, which need not be searched for here.)
///
/// - Source: Felfernig, Burke, "Constraint-based recommender systems", ICEC 2008; Reiter, "A theory of diagnosis from
///   first principles", Artificial Intelligence 1987, for the duality.
public struct MatchFinder: Sendable {
    private let question: MatchQuestion
    private let bound: [BoundRequirement]
    private let itemCount: Int

    /// The question, asked of a table.
    ///
    /// - Throws: ``KnowledgeError``, naming the requirements that are wrong or contradict each other.
    public init(_ question: MatchQuestion, in table: AttributeTable) throws(KnowledgeError) {
        self.question = question
        itemCount = table.count
        bound = try Self.bind(question.requirements, table)
    }

    /// Requirements that are known to fit together, and may be more than a question's.
    init(_ requirements: [Requirement], in table: AttributeTable) throws(KnowledgeError) {
        question = MatchQuestion(requirements)
        itemCount = table.count
        var bound: [BoundRequirement] = []
        for requirement in requirements {
            bound.append(try BoundRequirement(requirement, in: table, field: "requirements"))
        }
        self.bound = bound
    }

    /// The best of the eligible items.
    ///
    /// - Parameters:
    ///   - eligible: items that may be listed at all.
    ///   - within: items that are wanted, as one more requirement that a relaxation may give up; its position is that
    ///     behind the others.
    ///   - affinity: a recommender's score, which decides between items whose wishes are met equally well.
    ///   - popularity: decides after that; both may be NaN for an item without one.
    /// - Complexity: O(items · requirements / 64) and a pass over each column; relaxations as ``ViolationCount``.
    public func find(
        among eligible: ItemBits, within: ItemBits? = nil, affinity: @escaping (UInt32) -> Float = { _ in 0 },
        popularity: @escaping (UInt32) -> Float = { _ in 0 }
    ) -> MatchAnswer {
        let wishes = WishList(bound, itemCount: itemCount)
        let ranker = MatchRanker(wishes: wishes, affinity: affinity, popularity: popularity)
        var all = eligible
        if let within { all.formIntersection(within) }
        all = matching(among: all)
        let count = all.count
        let required = bound.indices.filter { bound[$0].requirement.weight == nil }
        if count > 0 || required.isEmpty && within == nil {
            return MatchAnswer(count: count, items: ranker.best(question.count, of: all))
        }
        let met = required.map { bound[$0].bits(itemCount: itemCount) } + (within.map { [$0] } ?? [])
        var collector = RelaxationCollector(met, bound: required.map { bound[$0] }, question: question)
        collector.collect(ViolationCount(of: met, among: eligible).items, ranker)
        let relaxations = collector.relaxations(required + [bound.count], ranker)
        return MatchAnswer(
            count: 0, items: [], relaxations: Array(relaxations.prefix(question.relaxationLimit)),
            relaxationCount: relaxations.count)
    }

    /// The eligible items that meet what must be met.
    public func matching(among eligible: ItemBits) -> ItemBits {
        var all = eligible
        let required = bound.filter { $0.requirement.weight == nil }
        for requirement in required.filter({ !$0.isSlow }) + required.filter(\.isSlow) { requirement.narrow(&all) }
        return all
    }

    private static func bind(
        _ requirements: [Requirement], _ table: AttributeTable
    ) throws(KnowledgeError) -> [BoundRequirement] {
        guard requirements.count <= Limits.requirementCount else {
            throw KnowledgeError(
                .tooMany, fields: ["requirements"],
                "\(requirements.count) of them; the most is \(Limits.requirementCount)")
        }
        var bound: [BoundRequirement] = []
        for (position, requirement) in requirements.enumerated() {
            let field = "requirements[\(position)]"
            if let weight = requirement.weight, !(weight.isFinite && weight > 0) {
                throw KnowledgeError(
                    .invalidValue, fields: ["\(field).weight"], "must be a finite number above 0, or absent")
            }
            bound.append(try BoundRequirement(requirement, in: table, field: field))
        }
        try refuseContradictions(bound)
        return bound
    }

    private static func refuseContradictions(_ bound: [BoundRequirement]) throws(KnowledgeError) {
        let required = bound.enumerated().filter { $1.requirement.weight == nil }
        let kinds = Dictionary(
            bound.map { ($0.requirement.attribute, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let found = Contradiction.first(among: required.map { ($0, $1.requirement) }) { kinds[$0] ?? .text }
        guard let found else { return }
        let written = found.map { "“\(bound[$0].requirement)”" }.joined(separator: " and ")
        throw KnowledgeError(
            .contradiction, fields: found.map { "requirements[\($0)]" },
            "\(written) contradict each other: no item can meet \(found.count == 1 ? "it" : "them all"); give one up")
    }
}
