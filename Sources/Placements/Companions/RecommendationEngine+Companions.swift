// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
public import Shop
import Store

extension RecommendationEngine {
    /// Events of a user that are looked through for purchases.
    private static let purchaseLimit = 10_000

    /// What goes with an item, or can stand for it, with the evidence.
    ///
    /// - Throws: `unknownItem`, `unsupported`, `unknownRecommender`, `storeFailure`.
    public func companions(
        _ query: CompanionQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> CompanionList {
        refresh(workspace)
        guard let item = try index(of: query.item, in: workspace) else {
            throw PlacementError(.unknownItem, "item: “\(query.item)” is not known; put it or record an event with it")
        }
        guard let models = workspace.published.models else { return .empty }
        let entry = try models.companions(query.question, named: query.recommender)
        try bar(query.options.excluded, in: workspace)
        workspace.barred.insert(item)

        let admission = try admission(query.options, beside: [item], at: now, in: workspace)
        var list = ServingList(admission, count: query.options.count)
        workspace.board.reset(itemCount: models.itemCount)
        entry.model.scoreSimilar(to: item, into: &workspace.board)
        let best = list.take(from: workspace.board, recommender: entry.name, barred: workspace.barred)
        let companions = zip(best, list.items).map { scored, listed in
            Companion(of: item, scored, id: listed.id, by: entry.model)
        }
        return CompanionList(snapshot: models.version, recommender: entry.name, items: companions)
    }

    /// A user's own items by the chance that they buy them again, from their events as they are now.
    ///
    /// - Throws: `unsupported`, `unknownRecommender`, `storeFailure`.
    public func buyAgain(
        _ query: BuyAgainQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> BuyAgainList {
        refresh(workspace)
        guard let models = workspace.published.models else { return .empty }
        let (entry, model) = try models.repeats(named: query.recommender)
        try workspace.read("reading the events of user “\(query.user)”") { transaction in
            workspace.events.removeAll(keepingCapacity: true)
            guard let user = try transaction.user(named: query.user) else { return }
            try transaction.newest(of: user, limit: Self.purchaseLimit, into: &workspace.events)
        }
        try bar(query.options.excluded, in: workspace)
        let admission = try admission(query.options, for: query.user, beside: [], at: now, in: workspace)
        var items: [RepeatPurchase] = []
        for due in model.due(workspace.events, at: now) where items.count < query.options.count {
            guard admission.allows(due.item, barred: workspace.barred), !query.dueOnly || due.dueSince <= now else {
                continue
            }
            items.append(RepeatPurchase(due, id: admission.catalogue.name(of: due.item)))
        }
        return BuyAgainList(
            snapshot: models.version, recommender: entry.name, horizonDays: model.horizonDays, items: items)
    }
}

extension Companion {
    fileprivate init(of item: ItemIndex, _ scored: Scored, id: String, by model: any RecommenderModel) {
        let other = ItemIndex(rawValue: scored.item)
        self.init(id: id, score: scored.score)
        pair = (model as? any PairModel)?.counts(of: item, with: other).map(PairEvidence.init)
        substitute = (model as? any SubstituteModel)?.evidence(of: item, for: other)
    }
}

extension PairEvidence {
    fileprivate init(_ counts: PairCounts) {
        self.init(
            count: counts.both, fromCount: counts.from, toCount: counts.to, groupCount: counts.groups, p: counts.p)
    }
}

extension RepeatPurchase {
    fileprivate init(_ due: DueItem, id: String) {
        self.init(
            id: id, probability: due.probability, purchases: due.purchases, lastBought: due.lastBought,
            intervalDays: due.intervalDays, dueSince: due.dueSince)
    }
}
