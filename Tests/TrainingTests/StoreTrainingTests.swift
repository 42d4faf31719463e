// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Matrix
import Recommenders
import Shop
import Snapshots
import Store
import Testing
import Training

struct StoreTrainingTests {
    private let folder: TemporaryFolder
    private let store: ShopStore
    private let catalog: SnapshotCatalog

    init() throws {
        folder = try TemporaryFolder()
        store = try ShopStore.open(at: "\(folder.path)/store", as: .server, creating: true)
        _ = try store.append(checkerboardEvents())
        catalog = SnapshotCatalog(directory: "\(folder.path)/models")
    }

    private func fit(_ recipe: Recipe = .standard) throws -> TrainingSummary {
        try TrainingPipeline(recipe).run(store, into: catalog)
    }

    @Test func `a fit beside the server that has the store open recommends the camp's items`() throws {
        let summary = try fit()
        #expect(summary.dataset.users == 24 && summary.dataset.items == 12)
        #expect(summary.dataset.events == checkerboardEvents().count)
        let snapshot = try Snapshot.open(
            directory: catalog.directory, version: 1, expecting: store.identity, verifying: true)
        let model = try #require(snapshot.recommender(named: "item-knn"))
        let liked = try #require(
            try store.read { transaction throws(StoreError) in try transaction.item(named: "item-2") })
        var board = Scoreboard(itemCount: model.itemCount)
        model.score([WeightedItem(item: liked, weight: 1)], into: &board)
        let best = board.best(3).map { ItemIndex(rawValue: $0.item) }
        #expect(best.count == 3)
        for item in best {
            let name = try store.read { transaction throws(StoreError) in try transaction.name(of: item) }
            let number = try #require(name.flatMap { Int($0.dropFirst("item-".count)) })
            #expect(number.isMultiple(of: 2))
        }
    }

    @Test func `the server goes on writing while and after a fit`() throws {
        let event = Event(
            user: "user-0", item: "item-1", type: "a-type-of-our-own", timestamp: Timestamp(milliseconds: 99))
        _ = try fit()
        #expect(try store.append([event]).accepted == 1)
        #expect(try fit().dataset.events == checkerboardEvents().count + 1)
    }

    @Test func `the same events give the same fingerprint, more events another`() throws {
        let first = try fit().dataset
        #expect(try fit().dataset == first)
        _ = try store.append([Event(user: "user-0", item: "item-1", timestamp: Timestamp(milliseconds: 99))])
        #expect(try fit().dataset.hash != first.hash)
    }

    @Test func `a snapshot of this store is refused by another`() throws {
        _ = try fit()
        let other = try ShopStore.open(at: "\(folder.path)/other", as: .server, creating: true)
        let error = #expect(throws: SnapshotError.self) {
            try Snapshot.open(directory: catalog.directory, version: 1, expecting: other.identity)
        }
        #expect(error?.code == .foreignStore)
    }

    @Test func `no store and an empty store are told apart`() throws {
        let missing = #expect(throws: TrainingError.self) {
            try TrainingPipeline(.standard).run(storeAt: "\(folder.path)/nowhere", into: catalog)
        }
        #expect(missing?.code == .storeFailed && missing.map { "\($0)".contains("nowhere") } == true)
        let empty = try ShopStore.open(at: "\(folder.path)/empty", as: .server, creating: true)
        let nothing = #expect(throws: TrainingError.self) {
            try TrainingPipeline(.standard).run(empty, into: catalog)
        }
        #expect(nothing?.code == .nothingToLearn && nothing?.message.contains("wicker import") == true)
    }
}
