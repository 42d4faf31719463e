// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Matrix
import Recommenders
import Shop

@testable import Snapshots

/// A folder of its own that goes when the value does.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/wicker-snapshots-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func bytes(_ name: String) throws -> [UInt8]? { try FileSystem.read("\(path)/\(name)", limit: 1 << 30) }

    func write(_ bytes: [UInt8], _ name: String) throws { try FileSystem.write(bytes, to: "\(path)/\(name)") }

    func names() throws -> [String] { try FileSystem.names(in: path) ?? [] }
}

/// Twelve users in two camps: even ones want even items, odd ones odd items.
func checkerboard(users: Int = 12, items: Int = 10) -> Dataset {
    var interactions = Interactions(userCount: users, itemCount: items)
    for user in 0..<users {
        for item in 0..<items where (user + item).isMultiple(of: 2) && item != user {
            interactions.append(
                Interaction(
                    user: UserIndex(rawValue: UInt32(user)), item: ItemIndex(rawValue: UInt32(item)), type: .purchase,
                    timestamp: Timestamp(milliseconds: Int64(user * 1000 + item))))
        }
    }
    return Dataset(interactions)
}

/// A popularity and an item-kNN model of the checkerboard, with a placement for each.
func draft(store: String = "store-1") throws -> SnapshotDraft {
    let dataset = checkerboard()
    var draft = SnapshotDraft(
        recipeName: "test", store: store,
        dataset: DatasetFingerprint(users: dataset.userCount, items: dataset.itemCount, events: 54, hash: 7))
    for kind in [RecommenderKind.popularity, .itemKNN] {
        draft.recommenders.append(
            SnapshotDraft.Recommender(
                name: kind.rawValue, kind: kind, weighting: try kind.weighting(), model: try kind.fit(dataset)))
    }
    draft.recipe = ["seed": 42, "recommenders": ["popularity", "item-knn"]]
    draft.metrics = ["ndcg@10": 0.25]
    draft.placements = [PlacementPlan(name: "home", recommender: "item-knn", fallback: "popularity")]
    return draft
}

/// The scores a model gives every item for one history.
func scores(_ model: any RecommenderModel, history: [UInt32]) -> [Scored] {
    var board = Scoreboard(itemCount: model.itemCount)
    model.score(history.map { WeightedItem(item: ItemIndex(rawValue: $0), weight: 1) }, into: &board)
    return board.best(model.itemCount)
}
