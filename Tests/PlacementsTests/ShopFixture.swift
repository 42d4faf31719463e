// SPDX-License-Identifier: Apache-2.0

import Foundation
import Placements
import Recommenders
import Shop
import Snapshots
import Store

/// A small shop in a temporary folder: a real store, a real snapshot, and an engine that answers from both.
final class ShopFixture {
    let folder: URL
    let store: ShopStore
    let engine = RecommendationEngine()
    let workspace: Workspace
    let now = Timestamp(milliseconds: 1_700_000_000_000)

    init(events: [Event], items: [Item] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "wicker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try ShopStore.open(at: folder.path + "/store", as: .server, creating: true)
        workspace = Workspace(reader: store.makeReader())
        _ = try store.append(events)
        _ = try store.put(items: items)
        try refreshCatalogue()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Takes up what the store says of the items.
    func refreshCatalogue() throws {
        let loaded = try store.read { (transaction) throws(StoreError) in
            try CatalogueLoader.load(transaction).items
        }
        engine.updateItems { $0 = loaded }
    }

    /// Fits popularity, item-kNN and what else is asked for on everything, publishes them, and answers from them.
    func publish(
        placements: [PlacementPlan] = ShopFixture.placements, adding kinds: [RecommenderKind] = [],
        settings: [RecommenderKind: Settings] = [:], through keeper: CatalogueKeeper? = nil
    ) throws {
        let interactions = try store.read { (transaction) throws(StoreError) in try transaction.interactions() }
        var dataset = Dataset(interactions)
        dataset.items = try store.read { (transaction) throws(StoreError) in try transaction.itemsByIndex() }
        dataset.users = try store.read { (transaction) throws(StoreError) in try transaction.usersByIndex() }
        var context = FitContext()
        var draft = SnapshotDraft(
            recipeName: "fixture", store: store.identity,
            dataset: DatasetFingerprint(
                users: dataset.userCount, items: dataset.itemCount, events: interactions.count, hash: 0))
        for kind in [RecommenderKind.popularity, .itemKNN] + kinds {
            let own = settings[kind] ?? Settings()
            let model = try kind.fit(dataset, settings: own, context: context)
            context.fitted[kind.rawValue] = model
            draft.recommenders.append(
                SnapshotDraft.Recommender(
                    name: kind.rawValue, kind: kind, weighting: try kind.weighting(settings: own), model: model))
        }
        draft.placements = placements
        let catalog = SnapshotCatalog(directory: folder.path + "/models")
        let version = try catalog.publish(draft)
        let snapshot = try Snapshot.open(directory: folder.path + "/models", version: version)
        let models = try ServingModels(snapshot, ownTypes: [])
        if let keeper { try keeper.publish(models) } else { engine.publish(models) }
    }

    static let placements = [
        PlacementPlan(name: "home", recommender: "item-knn", fallback: "popularity"),
        PlacementPlan(name: "again", recommender: "item-knn", excludesSeen: false),
        PlacementPlan(name: "product", recommender: "item-knn"),
    ]

    /// Two tastes: five users want letters, five want digits, each user all but one of theirs.
    static var twoTastes: [Event] {
        let tastes = [["a", "b", "c", "d", "e"], ["1", "2", "3", "4", "5"]]
        return tastes.enumerated().flatMap { taste, items in
            items.indices.flatMap { user in
                items.indices.filter { $0 != user }.map { item in
                    Event(
                        user: "\(taste)-\(user)", item: items[item], type: "purchase",
                        timestamp: Timestamp(milliseconds: Int64(user * 10 + item)))
                }
            }
        }
    }
}
