// SPDX-License-Identifier: Apache-2.0

import Shop

/// A chain of critiques as requirements.
///
/// "Cheaper" becomes "price below the reference's". Critiques stay in force from round to round, as in incremental
/// critiquing, until a newer one contradicts them: customers change their minds, and the newest word counts.
///
/// - Source: Reilly, McCarthy, McGinty, Smyth, "Incremental critiquing", Knowledge-Based Systems 2005.
struct CritiqueChain {
    private struct Link {
        var place: CritiquePlace
        var requirement: Requirement
        var kind: AttributeKind

        var field: String { "steps[\(place.round)].critiques[\(place.critique)]" }
    }

    /// What must be met.
    private(set) var requirements: [Requirement] = []
    /// What is no longer in force.
    private(set) var dropped: [CritiquePlace] = []

    init(_ question: CritiqueQuestion, in table: AttributeTable) throws(KnowledgeError) {
        var kept: [Link] = []
        for (round, asked) in question.rounds.enumerated().reversed() {
            for (position, critique) in asked.critiques.enumerated() {
                let place = CritiquePlace(round: round, critique: position)
                let link = try Self.link(critique, of: asked.reference, at: place, table)
                if let hindrance = Self.hindrance(to: link, among: question.requirements, kept) {
                    guard round < question.rounds.count - 1 else { throw Self.contradiction(link, hindrance) }
                    dropped.append(place)
                } else {
                    kept.append(link)
                }
            }
        }
        requirements = kept.map(\.requirement)
        dropped.sort { ($0.round, $0.critique) < ($1.round, $1.critique) }
    }

    private static func link(
        _ critique: UnitCritique, of reference: ItemIndex, at place: CritiquePlace, _ table: AttributeTable
    ) throws(KnowledgeError) -> Link {
        let field = "steps[\(place.round)].critiques[\(place.critique)]"
        let kind: AttributeKind
        do throws(AttributeError) { kind = try table.kind(of: critique.attribute) } catch {
            throw KnowledgeError(.unusableAttribute, fields: ["\(field).attribute"], error.message)
        }
        guard let value = table.value(of: critique.attribute, for: reference) else {
            throw KnowledgeError(
                .invalidValue, fields: ["\(field).attribute"], "the reference has no \(critique.attribute)")
        }
        guard let condition = critique.direction.condition(of: value, kind) else {
            throw KnowledgeError(
                .wrongKind, fields: ["\(field).direction"],
                "“\(critique.direction.rawValue)” cannot be asked of \(critique.attribute), a \(kind)")
        }
        return Link(place: place, requirement: Requirement(critique.attribute, condition), kind: kind)
    }

    /// The field of what the critique contradicts; nil when it can be met beside all that is in force.
    private static func hindrance(to link: Link, among requirements: [Requirement], _ kept: [Link]) -> String? {
        let fixed = requirements.enumerated().filter { $1.weight == nil }.map { ("requirements[\($0)]", $1) }
        let others = fixed + kept.map { ($0.field, $0.requirement) }
        let same = others.filter { $0.1.attribute == link.requirement.attribute }
        let conditions = same.map(\.1.condition) + [link.requirement.condition]
        if Contradiction.canBeMet(conditions, link.kind) { return nil }
        let culprit = same.first { !Contradiction.canBeMet([$0.1.condition, link.requirement.condition], link.kind) }
        return culprit?.0 ?? same.last?.0 ?? link.field
    }

    private static func contradiction(_ link: Link, _ hindrance: String) -> KnowledgeError {
        KnowledgeError(
            .contradiction, fields: [hindrance, link.field],
            "they contradict each other: no item can have “\(link.requirement)” beside it; give one up")
    }
}

extension UnitCritique.Direction {
    /// What an item must meet to differ so from a reference with that value; nil where that cannot be asked.
    func condition(of value: AttributeValue, _ kind: AttributeKind) -> Condition? {
        switch (self, value) {
        case (.lower, .number(let number)): .compares(.less, number)
        case (.higher, .number(let number)): .compares(.more, number)
        case (.same, .list(let path)) where kind == .category: .within(path)
        case (.same, .number), (.same, .text), (.same, .flag): .equals(value)
        case (.different, .number), (.different, .text), (.different, .flag): .differs(value)
        default: nil
        }
    }
}
