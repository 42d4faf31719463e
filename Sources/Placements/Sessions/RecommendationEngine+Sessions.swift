// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
public import Shop
import Store

extension RecommendationEngine {
    /// What may come next in a session: the placement's recommender first, its fallback for what is missing.
    ///
    /// Sessions recorded up to now are neighbours; items that became known since the fit may be listed.
    ///
    /// - Throws: `unknownPlacement`, `storeFailure`.
    public func next(
        _ query: SessionQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> NextItems {
        refresh(workspace)
        let (named, unknown) = try items(named: query.items, in: workspace)
        guard let models = workspace.published.models else {
            return NextItems(recommendation: .empty, unknown: unknown)
        }
        let placement = try models.sessionPlacement(named: query.placement)
        let session = Self.session(of: query, named, placement, workspace.published.sessions, at: now)
        try bar(query.options.excluded, in: workspace)
        let excludesSeen = query.excludesSeen ?? placement.excludesSeen
        let listsCurrent = placement.entry.session?.listsCurrentItem == true
        for item in excludesSeen ? session.items[...] : session.items.suffix(listsCurrent ? 0 : 1) {
            workspace.barred.insert(item)
        }
        let admission = try admission(query.options, beside: session.items, at: now, in: workspace)
        var list = ServingList(admission, count: query.options.count)
        rank(session, by: placement.entry, models, &list, explains: query.explains, in: workspace)
        let isPersonalised = !list.items.isEmpty
        if let fallback = placement.fallback, !list.isFull {
            list.fill(from: fallback, barred: workspace.barred, isFallback: true)
        }
        return NextItems(
            recommendation: Recommendation(
                snapshot: models.version, items: list.items, isPersonalised: isPersonalised), unknown: unknown)
    }

    /// The session as its models are asked: the request's own items, or those recorded with its id.
    private static func session(
        of query: SessionQuery, _ named: [ItemIndex], _ placement: ServingModels.Placement, _ live: LiveSessions?,
        at now: Timestamp
    ) -> RunningSession {
        let own = query.session.flatMap { live?.number(of: $0) }
        let items = query.items.isEmpty ? own.flatMap { live?.items(of: $0) } ?? [] : named
        return RunningSession(items: items.suffix(placement.historyLimit), now: now, live: live, own: own)
    }

    /// Takes the best of what the recommender makes of the session, and bars it from what follows.
    private func rank(
        _ session: RunningSession, by entry: ServingModels.Entry, _ models: ServingModels, _ list: inout ServingList,
        explains: Bool, in workspace: Workspace
    ) {
        if session.items.isEmpty { return }
        workspace.board.reset(itemCount: max(models.itemCount, workspace.published.catalogue.count))
        if let model = entry.session {
            model.score(session, into: &workspace.board)
        } else {
            entry.model.score(session.history, into: &workspace.board)
        }
        let best = list.take(from: workspace.board, recommender: entry.name, barred: workspace.barred)
        if explains { explain(best, from: entry, session, &list, in: workspace) }
        for scored in best { workspace.barred.insert(ItemIndex(rawValue: scored.item)) }
    }

    /// Names up to three of the session's items for each listed one, strongest first.
    private func explain(
        _ listed: [Scored], from entry: ServingModels.Entry, _ session: RunningSession, _ list: inout ServingList,
        in workspace: Workspace
    ) {
        let items = listed.map { ItemIndex(rawValue: $0.item) }
        let history = session.history.map(\.item)
        let parts =
            entry.session?.contributions(of: session, to: items)
            ?? items.map { entry.model.contributions(of: session.history, to: $0) }
        let spoken = entry.session == nil ? history : session.items
        let catalogue = workspace.published.catalogue
        for (position, parts) in parts.enumerated() {
            var strongest = BestHeap(capacity: 3)
            for (place, part) in parts.enumerated() where part > 0 {
                strongest.insert(Scored(item: UInt32(truncatingIfNeeded: place), score: part))
            }
            let names = strongest.sorted().map { spoken[Int($0.item)] }.filter(catalogue.contains)
            list.explain(position, because: names.map(catalogue.name))
        }
    }

    /// The indices of items, and the names of those that the shop never named.
    private func items(
        named names: [String], in workspace: Workspace
    ) throws(PlacementError) -> (items: [ItemIndex], unknown: [String]) {
        var (items, unknown, reported) = ([ItemIndex](), [String](), Set<String>())
        items.reserveCapacity(names.count)
        let catalogue = workspace.published.catalogue
        for name in names {
            if let item = try index(of: name, among: catalogue, in: workspace) {
                items.append(item)
            } else if reported.insert(name).inserted {
                unknown.append(name)
            }
        }
        return (items, unknown)
    }
}
