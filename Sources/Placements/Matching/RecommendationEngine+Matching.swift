// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Matrix
import Recommenders
public import Shop
import Store

extension RecommendationEngine {
    /// The items that meet requirements, or what to give up so that some do.
    ///
    /// - Complexity: O(items) for each requirement: not for an event loop.
    /// - Throws: `invalidQuestion` naming the field; `unknownPlacement`, `storeFailure`.
    public func match(
        _ query: MatchQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> NamedMatches {
        refresh(workspace)
        let live = workspace.published.items
        let finder: MatchFinder
        do throws(KnowledgeError) {
            finder = try MatchFinder(
                MatchQuestion(
                    query.requirements, count: query.options.count, relaxationItemCount: query.relaxationItemCount),
                in: live.attributes)
        } catch {
            throw PlacementError(.invalidQuestion, error.description, cause: error)
        }
        let order = try order(for: query.user, placement: query.placement, at: now, in: workspace)
        let beside = try query.goesWith.map { name throws(PlacementError) in
            try known(name, field: "goes_with", in: workspace)
        }
        let eligible = try eligible(
            query.options, for: query.user, beside: beside.map { [$0] } ?? [], at: now, in: workspace)
        let companions = beside.map { workspace.published.rules.companions(of: $0, in: live.attributes) }
        let answer = finder.find(
            among: eligible, within: companions, affinity: order.affinity, popularity: order.popularity)
        return NamedMatches(
            snapshot: workspace.published.models?.version ?? 0, isPersonalised: order.isPersonalised, answer: answer,
            names: Self.names(of: answer, live.catalogue))
    }

    /// What remains after a chain of critiques, and what could be asked for next.
    ///
    /// - Complexity: O(items) for each critique: not for an event loop.
    /// - Throws: `invalidQuestion` naming the field; `unknownItem`, `storeFailure`.
    public func critique(
        _ query: CritiqueQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> NamedCritiques {
        refresh(workspace)
        let live = workspace.published.items
        var rounds: [CritiqueRound] = []
        for (position, step) in query.steps.enumerated() {
            let item = try known(step.item, field: "steps[\(position)].item", in: workspace)
            rounds.append(CritiqueRound(reference: item, critiques: step.critiques))
        }
        let critiquer: Critiquer
        do throws(KnowledgeError) {
            critiquer = try Critiquer(
                CritiqueQuestion(
                    rounds, requirements: query.requirements, count: query.options.count,
                    staysInCategory: query.staysInCategory), in: live.attributes)
        } catch {
            throw PlacementError(.invalidQuestion, error.description, cause: error)
        }
        let eligible = try eligible(query.options, beside: rounds.map(\.reference), at: now, in: workspace)
        let answer = critiquer.answer(among: eligible)
        let names = answer.items.map { ($0.item, live.catalogue.name(of: $0.item)) }
        return NamedCritiques(answer: answer, names: Dictionary(uniqueKeysWithValues: names))
    }

    /// What the rules say of an item: the most popular of what they name.
    ///
    /// - Throws: `unknownItem`, `storeFailure`.
    public func compatible(
        with name: String, _ options: ListOptions, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> [NamedFinding] {
        refresh(workspace)
        let live = workspace.published.items
        let item = try known(name, field: "item", in: workspace)
        // What a rule keeps apart from the item is what is asked about here.
        let eligible = Admission(
            catalogue: live.catalogue, includesOutOfStock: options.includesOutOfStock, now: now,
            exclusions: Exclusions()
        ).items(of: live.attributes.count)
        let order = try order(for: nil, placement: "", at: now, in: workspace)
        var findings: [NamedFinding] = []
        for (rule, relation, items) in workspace.published.rules.findings(of: item, in: live.attributes) {
            var items = items
            items.formIntersection(eligible)
            findings.append(
                NamedFinding(
                    rule: rule, relation: relation, count: items.count,
                    items: items.best(options.count, by: order.popularity).map(live.catalogue.name)))
        }
        return findings
    }

    /// What decides between items that are otherwise equal.
    struct MatchOrder {
        var affinity: (UInt32) -> Float
        var popularity: (UInt32) -> Float
        var isPersonalised: Bool
    }

    /// The taste of a user, read from the store, and everybody's.
    func order(
        for user: String?, placement name: String, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> MatchOrder {
        guard let models = workspace.published.models else {
            return MatchOrder(affinity: { _ in 0 }, popularity: { _ in 0 }, isPersonalised: false)
        }
        let scores = models.popularity
        let popularity = { (item: UInt32) in Int(item) < scores.count ? scores[Int(item)] : -.infinity }
        guard let user else { return MatchOrder(affinity: { _ in 0 }, popularity: popularity, isPersonalised: false) }
        let placement = try models.placement(named: name)
        try readEvents(of: user, limit: 4 * placement.historyLimit, in: workspace)
        workspace.merger.merge(
            workspace.events, weights: placement.entry.weights, now: now, limit: placement.historyLimit,
            into: &workspace.history)
        let isPersonalised = !workspace.history.isEmpty
        workspace.board.reset(itemCount: models.itemCount)
        if isPersonalised { placement.entry.model.score(workspace.history, into: &workspace.board) }
        let affinity = { (item: UInt32) in workspace.board.score(of: item) ?? -.infinity }
        return MatchOrder(
            affinity: isPersonalised ? affinity : { _ in 0 }, popularity: popularity, isPersonalised: isPersonalised)
    }

    /// The items that may be listed, all at once.
    private func eligible(
        _ options: ListOptions, for user: String? = nil, beside items: [ItemIndex], at now: Timestamp,
        in workspace: Workspace
    ) throws(PlacementError) -> ItemBits {
        let admission = try admission(options, for: user, beside: items, at: now, in: workspace)
        var eligible = admission.items(of: workspace.published.items.attributes.count)
        for name in options.excluded {
            if let item = try index(of: name, in: workspace) { eligible.remove(item) }
        }
        return eligible
    }

    /// The item of that name.
    ///
    /// - Throws: `unknownItem`, naming the field; also for one that became known after the workspace's catalogue.
    private func known(
        _ name: String, field: String, in workspace: Workspace
    ) throws(PlacementError) -> ItemIndex {
        guard let item = try index(of: name, in: workspace), workspace.published.catalogue.contains(item) else {
            throw PlacementError(.unknownItem, "\(field): “\(name)” is not known; put it or record an event with it")
        }
        return item
    }

    private static func names(of answer: MatchAnswer, _ catalogue: Catalogue) -> [ItemIndex: String] {
        var names: [ItemIndex: String] = [:]
        for match in answer.items + answer.relaxations.flatMap(\.items) {
            names[match.item] = catalogue.name(of: match.item)
        }
        return names
    }
}
