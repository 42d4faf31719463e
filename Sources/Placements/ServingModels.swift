// SPDX-License-Identifier: Apache-2.0

import Matrix
public import Recommenders
import Shop
public import Snapshots

/// A snapshot made ready to answer: placements resolved, weightings looked up, fallbacks ranked.
///
/// Immutable and shared by every thread; the last request that holds one lets the snapshot's memory go.
public final class ServingModels: Sendable {
    /// One recommender of the snapshot; an object, so that handing it on copies nothing.
    final class Entry: Sendable {
        let name: String
        let model: any RecommenderModel
        let weights: EventWeights
        /// The model, where it finds the best items faster than a board of all of them is filled.
        let ranking: (any RankingModel)?
        /// The model, where it knows what the order of a session means.
        let session: (any SessionModel)?

        /// The model, where it makes something of what is said of a user.
        let described: (any UserAttributeModel)?

        init(name: String, model: any RecommenderModel, weights: EventWeights) {
            (self.name, self.model, self.weights) = (name, model, weights)
            described = model.lookingAtAttributes
            let ranking = model as? any RankingModel
            self.ranking = ranking?.ranksWithoutBoard == true ? ranking : nil
            session = model as? any SessionModel
        }

        func takingUp(_ items: [LiveItem]) -> Entry {
            guard let live = model as? any LiveItemModel else { return self }
            return Entry(name: name, model: live.takingUp(items), weights: weights)
        }
    }

    /// Items in one order for everybody, best first.
    struct Ranking: Sendable {
        let name: String
        let items: [Scored]

        /// The scores by item; −∞ where it has none.
        func scores(itemCount: Int) -> [Float] {
            var scores = [Float](repeating: -.infinity, count: itemCount)
            for scored in items { scores[Int(scored.item)] = scored.score }
            return scores
        }
    }

    /// A placement with everything it needs at hand.
    final class Placement: Sendable {
        let entry: Entry
        let fallback: Ranking?
        /// Who made `fallback`, where that one can say more of a user who is described.
        let fallbackEntry: Entry?
        let excludesSeen: Bool
        let historyLimit: Int

        init(entry: Entry, fallback: (entry: Entry, ranking: Ranking)?, plan: PlacementPlan) {
            self.entry = entry
            self.fallback = fallback?.ranking
            fallbackEntry = fallback?.entry
            excludesSeen = plan.excludesSeen
            historyLimit = plan.historyLimit
        }

        /// The same slot, answered by another model.
        init(_ placement: Placement, answering entry: Entry) {
            self.entry = entry
            (fallback, fallbackEntry) = (placement.fallback, placement.fallbackEntry)
            excludesSeen = placement.excludesSeen
            historyLimit = placement.historyLimit
        }
    }

    /// The snapshot's version.
    public let version: UInt64
    /// Items the snapshot's models may name.
    public let itemCount: Int
    /// What `Popular` answers from: the first popularity entry of the recipe.
    let popular: Ranking?
    /// `popular`'s scores by item; −∞ where it has none.
    let popularity: [Float]
    /// Every recommender of the snapshot, in the recipe's order.
    let entries: [Entry]
    /// Those recommenders of the snapshot that have rules, in the recipe's order.
    let rules: [ServedRules]
    let placements: [String: Placement]
    /// What `NextInSession` answers from when the request names no placement.
    let sessions: Placement?

    /// Resolves a snapshot's placements; `ownTypes` are the store's own event types by code.
    ///
    /// - Complexity: O(items · log items) for each ranking, once a publication.
    /// - Throws: `unusableSnapshot` when a placement names a recommender that the snapshot lacks.
    public init(_ snapshot: Snapshot, ownTypes: [String]) throws(PlacementError) {
        version = snapshot.version
        let manifest = snapshot.manifest
        let itemCount = manifest.recommenders.map(\.itemCount).max() ?? 0
        entries = try manifest.recommenders.map { found throws(PlacementError) in
            try Self.entry(found.name, of: snapshot, ownTypes: ownTypes)
        }
        rules = entries.compactMap(ServedRules.init)
        var placements: [String: Placement] = [:]
        for plan in manifest.placements {
            placements[plan.name] = Placement(
                entry: try Self.entry(plan.recommender, of: snapshot, ownTypes: ownTypes),
                fallback: try plan.fallback.map { name throws(PlacementError) in
                    let entry = try Self.entry(name, of: snapshot, ownTypes: ownTypes)
                    return (entry, Self.ranking(by: entry, itemCount: itemCount))
                },
                plan: plan)
        }
        popular = try manifest.recommenders.first { $0.kind == .popularity }.map { found throws(PlacementError) in
            Self.ranking(by: try Self.entry(found.name, of: snapshot, ownTypes: ownTypes), itemCount: itemCount)
        }
        popularity = popular?.scores(itemCount: itemCount) ?? []
        self.placements = placements
        sessions = Self.sessions(placements, entries, fallback: popular)
        self.itemCount = itemCount
    }

    /// The same models, some of them with more items.
    private init(_ other: ServingModels, _ entries: [Entry]) {
        version = other.version
        self.entries = entries
        popular = other.popular
        rules = other.rules
        popularity = other.popularity
        itemCount = entries.reduce(other.itemCount) { max($0, $1.model.itemCount) }
        let byName = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0) })
        placements = other.placements.mapValues { placement in
            byName[placement.entry.name].map { Placement(placement, answering: $0) } ?? placement
        }
        sessions = Self.sessions(placements, entries, fallback: popular)
    }

    /// Whether a model of the snapshot lists items that were put after its fit.
    public var takesUpItems: Bool { entries.contains { $0.model is any LiveItemModel } }

    /// The same models with those items as they are now, for the models that list items put after their fit.
    public func takingUp(_ items: [LiveItem]) -> ServingModels {
        guard takesUpItems, !items.isEmpty else { return self }
        return ServingModels(self, entries.map { $0.takingUp(items) })
    }

    /// The placement of that name.
    ///
    /// - Throws: `unknownPlacement`, naming those there are.
    func placement(named name: String) throws(PlacementError) -> Placement {
        guard let placement = placements[name] else {
            let known = placements.keys.sorted().joined(separator: ", ")
            throw PlacementError(
                .unknownPlacement, "placement: “\(name)” is not in snapshot \(version); it has \(known)")
        }
        return placement
    }

    private static func entry(
        _ name: String, of snapshot: Snapshot, ownTypes: [String]
    ) throws(PlacementError) -> Entry {
        guard let found = snapshot.manifest.recommender(named: name), let model = snapshot.recommender(named: name)
        else {
            throw PlacementError(
                .unusableSnapshot, "snapshot \(snapshot.version) has no recommender “\(name)”; fit again")
        }
        return Entry(name: name, model: model, weights: EventWeights(found.weighting, ownTypes: ownTypes))
    }

    /// The order in which a recommender puts all items for somebody it knows nothing of.
    private static func ranking(by entry: Entry, itemCount: Int) -> Ranking {
        var board = Scoreboard(itemCount: itemCount)
        entry.model.score([], into: &board)
        return Ranking(name: entry.name, items: board.best(itemCount))
    }
}
