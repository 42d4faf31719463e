// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Placements
import Shop
import Wire

/// The service `Finding`: every call looks at all items, and so does its work away from the event loop.
extension LoopResources {
    private static let standardRelaxationItems = 3
    private static let relaxationItemLimit = 100

    func findMatching(
        _ request: FindMatchingRequest, token: CallToken, reply: @escaping Reply<FindMatchingResponse>
    ) throws(WireError) {
        let relaxationItems = request.relaxationItems ?? Self.standardRelaxationItems
        guard relaxationItems <= Self.relaxationItemLimit else {
            throw WireError(
                .invalidArgument, "relaxation_items: \(relaxationItems); use 0 to \(Self.relaxationItemLimit)")
        }
        let query = MatchQuery(
            try Self.requirements(request.requirements), user: request.user, placement: request.placement ?? "home",
            goesWith: request.goesWith, relaxationItemCount: relaxationItems,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock))
        let (engine, id) = (core.engine, nextRecommendationID())
        let question = Question { workspace throws(PlacementError) in
            try engine.match(query, at: .now, in: workspace)
        }
        core.reports.submit(question, token: token, reply: reply) {
            FindMatchingResponse(id, $0, query.requirements)
        }
    }

    func critique(
        _ request: CritiqueRequest, token: CallToken, reply: @escaping Reply<CritiqueResponse>
    ) throws(WireError) {
        let query = CritiqueQuery(
            try Self.steps(request.steps), requirements: try Self.requirements(request.requirements),
            staysInCategory: !request.anyCategory,
            options: ListOptions(
                count: request.limit ?? Self.standardCount, excluded: request.exclude,
                includesOutOfStock: request.includesOutOfStock, for: request.user))
        let (engine, id) = (core.engine, nextRecommendationID())
        let question = Question { workspace throws(PlacementError) in
            try engine.critique(query, at: .now, in: workspace)
        }
        core.reports.submit(question, token: token, reply: reply) { CritiqueResponse(id, $0) }
    }

    func compatible(
        _ request: CompatibleRequest, token: CallToken, reply: @escaping Reply<CompatibleResponse>
    ) throws(WireError) {
        let options = ListOptions(
            count: request.limit ?? Self.standardCount, includesOutOfStock: request.includesOutOfStock)
        let engine = core.engine
        let question = Question { workspace throws(PlacementError) in
            try engine.compatible(with: request.item, options, at: .now, in: workspace)
        }
        core.reports.submit(question, token: token, reply: reply) { findings in
            CompatibleResponse(
                findings: findings.map {
                    RuleFinding(rule: $0.rule, relation: $0.relation.rawValue, count: $0.count, items: $0.items)
                })
        }
    }

    func describeAttributes(_ request: DescribeAttributesRequest) throws(WireError) -> DescribeAttributesResponse {
        let table = core.engine.attributes
        return DescribeAttributesResponse(
            attributes: table.schema.map { report in
                AttributeDescription(
                    name: report.name, kind: report.kind?.description ?? "", items: report.valueCount,
                    words: report.wordCount, strays: report.strays.values.reduce(0, +),
                    leftOut: report.omission?.description)
            }, items: table.count)
    }

    private static func requirements(_ messages: [RequirementMessage]) throws(WireError) -> [Requirement] {
        var requirements: [Requirement] = []
        for (position, message) in messages.enumerated() {
            do throws(KnowledgeError) {
                let condition = try Condition(
                    message.operatorName, message.values, field: "requirements[\(position)]")
                requirements.append(Requirement(message.attribute, condition, weight: message.weight))
            } catch {
                throw WireError(.invalidArgument, error.description, cause: error)
            }
        }
        return requirements
    }

    private static func steps(_ messages: [CritiqueStep]) throws(WireError) -> [CritiqueQuery.Step] {
        var steps: [CritiqueQuery.Step] = []
        for (round, message) in messages.enumerated() {
            var critiques: [UnitCritique] = []
            for (position, critique) in message.critiques.enumerated() {
                guard let direction = UnitCritique.Direction(rawValue: critique.direction) else {
                    let known = UnitCritique.Direction.allCases.map(\.rawValue)
                    throw WireError(
                        .invalidArgument,
                        "steps[\(round)].critiques[\(position)].direction: “\(critique.direction)” is none"
                            + suggestion(for: critique.direction, among: known))
                }
                critiques.append(UnitCritique(critique.attribute, direction))
            }
            steps.append(CritiqueQuery.Step(item: message.item, critiques: critiques))
        }
        return steps
    }
}

/// A question that is answered in one piece.
private struct Question<Answer: Sendable>: Report {
    let answer: @Sendable (Workspace) throws(PlacementError) -> Answer

    func advance(in workspace: Workspace) throws(PlacementError) -> Answer? { try answer(workspace) }
}

extension FindMatchingResponse {
    fileprivate init(_ id: String, _ found: NamedMatches, _ requirements: [Requirement]) {
        let wishes = requirements.indices.filter { requirements[$0].weight != nil }
        func named(_ match: Match) -> MatchingItem {
            MatchingItem(
                id: found.names[match.item] ?? "", score: match.score,
                points: zip(wishes, match.points).map { WishPoints(requirement: $0, points: $1) })
        }
        self.init(
            recommendationID: id, snapshot: found.snapshot, count: found.answer.count,
            items: found.answer.items.map(named),
            relaxations: found.answer.relaxations.map { relaxation in
                RelaxationMessage(
                    dropped: zip(relaxation.dropped, relaxation.nearest).map { position, nearest in
                        DroppedRequirement(
                            requirement: position < requirements.count ? position : nil, nearest: nearest)
                    }, count: relaxation.count, items: relaxation.items.map(named))
            }, relaxationCount: found.answer.relaxationCount, isPersonalised: found.isPersonalised)
    }
}

extension CritiqueResponse {
    fileprivate init(_ id: String, _ found: NamedCritiques) {
        func message(_ critique: UnitCritique) -> AttributeCritique {
            AttributeCritique(attribute: critique.attribute, direction: critique.direction.rawValue)
        }
        self.init(
            recommendationID: id, count: found.answer.count,
            items: found.answer.items.map { match in
                CritiquedItem(
                    id: found.names[match.item] ?? "", score: match.score, similarity: match.similarity,
                    differences: match.differences.map(message))
            },
            compounds: found.answer.compounds.map {
                CompoundCritique(critiques: $0.critiques.map(message), count: $0.count)
            },
            dropped: found.answer.dropped.map { DroppedCritique(step: $0.round, critique: $0.critique) })
    }
}
