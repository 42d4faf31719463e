// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Matrix
import Recommenders
public import Shop
import Store

extension RecommendationEngine {
    /// Events of a user that are looked through for what they have seen.
    private static let seenLimit = 10_000

    /// Items for a user: the placement's recommender first, its fallback for what is missing.
    ///
    /// - Throws: `unknownPlacement`, `storeFailure`.
    public func recommend(
        _ query: UserQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> Recommendation {
        refresh(workspace)
        guard let models = workspace.published.models else { return .empty }
        let placement = try models.placement(named: query.placement)
        try readEvents(of: query.user, for: placement, query, in: workspace)
        workspace.basket.removeAll(keepingCapacity: true)
        if workspace.published.rules.keepApart { Self.takeCart(in: workspace) }
        let admission = try admission(
            query.options, for: query.user, beside: workspace.basket, at: now, in: workspace)
        try bar(query.options.excluded, in: workspace)

        let excludesSeen = query.excludesSeen ?? placement.excludesSeen
        var list = ServingList(admission, count: query.options.count)
        workspace.attributes = placement.entry.described == nil ? [:] : try attributes(of: query.user, in: workspace)
        personalise(&list, placement, models, excludesSeen: excludesSeen, explains: query.explains, in: workspace)
        let isPersonalised = !list.items.isEmpty
        if !list.isFull {
            if excludesSeen { for item in seenItems(workspace) { workspace.barred.insert(item) } }
            try addByAttributes(&list, of: query, placement, models, in: workspace)
        }
        if let fallback = placement.fallback, !list.isFull {
            list.fill(from: fallback, barred: workspace.barred, isFallback: true)
        }
        return Recommendation(snapshot: models.version, items: list.items, isPersonalised: isPersonalised)
    }

    /// Items like an item, without the item itself.
    ///
    /// - Throws: `unknownItem`, `unknownPlacement`, `storeFailure`.
    public func similar(
        _ query: ItemQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> Recommendation {
        refresh(workspace)
        guard let item = try index(of: query.item, in: workspace) else {
            throw PlacementError(.unknownItem, "item: “\(query.item)” is not known; put it or record an event with it")
        }
        guard let models = workspace.published.models else { return .empty }
        let placement = try models.placement(named: query.placement)
        try bar(query.options.excluded, in: workspace)
        workspace.barred.insert(item)

        let admission = try admission(query.options, beside: [item], at: now, in: workspace)
        var list = ServingList(admission, count: query.options.count)
        let best = try alike(item, query, placement, models, &list, in: workspace)
        if let fallback = placement.fallback, !list.isFull {
            for scored in best { workspace.barred.insert(ItemIndex(rawValue: scored.item)) }
            list.fill(from: fallback, barred: workspace.barred, isFallback: true)
        }
        return Recommendation(snapshot: models.version, items: list.items, isPersonalised: false)
    }

    /// What everybody likes.
    public func popular(
        _ options: ListOptions, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> Recommendation {
        refresh(workspace)
        guard let models = workspace.published.models else { return .empty }
        try bar(options.excluded, in: workspace)
        var list = ServingList(try admission(options, beside: [], at: now, in: workspace), count: options.count)
        if let popular = models.popular { list.fill(from: popular, barred: workspace.barred, isFallback: false) }
        return Recommendation(snapshot: models.version, items: list.items, isPersonalised: false)
    }
}

extension RecommendationEngine {
    private func readEvents(
        of user: String, for placement: ServingModels.Placement, _ query: UserQuery, in workspace: Workspace
    ) throws(PlacementError) {
        let limit = query.excludesSeen ?? placement.excludesSeen ? Self.seenLimit : 4 * placement.historyLimit
        try readEvents(of: user, limit: limit, in: workspace)
    }

    /// The user's newest events; none of somebody unknown.
    func readEvents(of user: String, limit: Int, in workspace: Workspace) throws(PlacementError) {
        do {
            try workspace.reader.read { transaction in
                workspace.events.removeAll(keepingCapacity: true)
                guard let user = try transaction.user(named: user) else { return }
                try transaction.newest(of: user, limit: limit, into: &workspace.events)
            }
        } catch {
            throw PlacementError(.storeFailure, "reading the events of user “\(user)”", cause: error)
        }
    }

    /// The item of that name; nil when the store has none.
    ///
    /// The store is asked only about names that the catalogue has not taken up.
    func index(of item: String, in workspace: Workspace) throws(PlacementError) -> ItemIndex? {
        try index(of: item, among: workspace.published.catalogue, in: workspace)
    }

    /// The same with the published catalogue in hand, for many names.
    func index(
        of item: String, among catalogue: Catalogue, in workspace: Workspace
    ) throws(PlacementError) -> ItemIndex? {
        if let known = catalogue.item(named: item) { return known }
        do {
            return try workspace.reader.read { try $0.item(named: item) }
        } catch {
            throw PlacementError(.storeFailure, "looking up item “\(item)”", cause: error)
        }
    }

    /// Lists what the placement's recommender makes of the user's newest events, if they have any.
    private func personalise(
        _ list: inout ServingList, _ placement: ServingModels.Placement, _ models: ServingModels,
        excludesSeen: Bool, explains: Bool, in workspace: Workspace
    ) {
        let entry = placement.entry
        workspace.merger.merge(
            workspace.events, weights: entry.weights, now: list.admission.now, limit: placement.historyLimit,
            into: &workspace.history)
        if workspace.history.isEmpty { return }
        let best: [Scored]
        if let ranking = entry.ranking {
            if excludesSeen { for item in seenItems(workspace) { workspace.barred.insert(item) } }
            best = list.take(
                from: ranking, for: workspace.history, recommender: entry.name, barred: workspace.barred)
        } else {
            best = rankOnBoard(&list, entry, models, excludesSeen: excludesSeen, in: workspace)
        }
        if explains { explain(best, from: entry.model, &list, in: workspace) }
        for scored in best { workspace.barred.insert(ItemIndex(rawValue: scored.item)) }
    }

    /// Scores everything on the workspace's board, without what the user has seen, and takes the best of it.
    private func rankOnBoard(
        _ list: inout ServingList, _ entry: ServingModels.Entry, _ models: ServingModels, excludesSeen: Bool,
        in workspace: Workspace
    ) -> [Scored] {
        workspace.board.reset(itemCount: models.itemCount)
        if let described = entry.described, !workspace.attributes.isEmpty {
            described.score(attributes: workspace.attributes, history: workspace.history, into: &workspace.board)
        } else {
            entry.model.score(workspace.history, into: &workspace.board)
        }
        if excludesSeen { for item in seenItems(workspace) { workspace.board.bar(item.rawValue) } }
        return list.take(from: workspace.board, recommender: entry.name, barred: workspace.barred)
    }

    /// What the user did anything with but see it shown.
    private func seenItems(_ workspace: Workspace) -> some Sequence<ItemIndex> {
        workspace.events.lazy.filter { $0.type != .impression }.map(\.item)
    }

    /// Marks the request's exclusions, which must not be listed.
    func bar(_ excluded: [String], in workspace: Workspace) throws(PlacementError) {
        workspace.barred.removeAll()
        try barMore(excluded, in: workspace)
    }

    /// Marks more of what must not be listed.
    func barMore(_ excluded: [String], in workspace: Workspace) throws(PlacementError) {
        for name in excluded {
            if let item = try index(of: name, in: workspace) { workspace.barred.insert(item) }
        }
    }

    /// Names up to three of the user's items for each listed one, strongest first.
    private func explain(
        _ listed: [Scored], from model: any RecommenderModel, _ list: inout ServingList, in workspace: Workspace
    ) {
        let history = workspace.history
        for (position, scored) in listed.enumerated() {
            let contributions = model.contributions(of: history, to: ItemIndex(rawValue: scored.item))
            var strongest = BestHeap(capacity: 3)
            for (place, contribution) in contributions.enumerated() where contribution > 0 {
                strongest.insert(Scored(item: UInt32(truncatingIfNeeded: place), score: contribution))
            }
            let names = strongest.sorted().map { history[Int($0.item)].item }
                .filter(workspace.published.catalogue.contains).map(workspace.published.catalogue.name)
            list.explain(position, because: names)
        }
        giveReasons(for: listed, from: model, of: history, &list)
    }
}

extension Recommendation {
    /// What is answered while no snapshot is published.
    static let empty = Recommendation(snapshot: 0, items: [], isPersonalised: false)
}
