// SPDX-License-Identifier: Apache-2.0

import Foundation
import Recommenders
import Shop
import Snapshots
import Store
import Testing

@testable import Placements

@Suite struct SessionTests {
    /// Visits of guests: after a comes b, after c comes d.
    private static func visits(_ names: [String: [String]], at time: Int64 = 0) -> [Event] {
        names.sorted { $0.key < $1.key }.flatMap { name, items in
            items.enumerated().map { place, item in
                Event(
                    user: "", item: item, timestamp: Timestamp(milliseconds: time + Int64(place)), session: name)
            }
        }
    }

    private static let first = visits(["1": ["a", "b"], "2": ["a", "b"], "3": ["c", "d"]])

    /// Makes a snapshot as `wicker-train fit` would.
    private func publish(_ shop: ShopFixture) throws {
        let dataset = try shop.store.read { transaction in
            var dataset = Dataset(try transaction.interactions())
            dataset.sessions = try transaction.sessions()
            dataset.logEnd = try transaction.logEnd
            return dataset
        }
        var draft = SnapshotDraft(
            recipeName: "fixture", store: shop.store.identity,
            dataset: DatasetFingerprint(users: dataset.userCount, items: dataset.itemCount, events: 0, hash: 0))
        draft.recommenders = [
            SnapshotDraft.Recommender(
                name: "session-knn", kind: .sessionKNN, weighting: try RecommenderKind.sessionKNN.weighting(),
                model: try RecommenderKind.sessionKNN.fit(dataset))
        ]
        draft.placements = [PlacementPlan(name: "session", recommender: "session-knn")]
        let version = try SnapshotCatalog(directory: shop.folder.path + "/models").publish(draft)
        let snapshot = try Snapshot.open(directory: shop.folder.path + "/models", version: version)
        try shop.refreshCatalogue()
        shop.engine.publish(try ServingModels(snapshot, ownTypes: []))
    }

    private func scores(_ shop: ShopFixture, _ query: SessionQuery) throws -> [String: Float] {
        let next = try shop.engine.next(query, at: shop.now, in: shop.workspace)
        return next.recommendation.items.reduce(into: [:]) { $0[$1.id] = $1.score }
    }

    @Test func `a session recorded after the fit is a neighbour at once, and not twice after the next fit`() throws {
        let shop = try ShopFixture(events: Self.first)
        try publish(shop)
        let follower = try SessionFollower(store: shop.store, engine: shop.engine)
        let query = SessionQuery(items: ["a"])
        #expect(Set(try scores(shop, query).keys) == ["b"])

        _ = try shop.store.append(Self.visits(["4": ["a", "new"]], at: 100))
        try follower.follow()
        try shop.refreshCatalogue()
        #expect(Set(try scores(shop, query).keys) == ["b", "new"])

        try publish(shop)
        let learnt = try scores(shop, query)
        #expect(Set(learnt.keys) == ["b", "new"])
        let fresh = try ShopFixture(events: Self.first + Self.visits(["4": ["a", "new"]], at: 100))
        try publish(fresh)
        #expect(learnt == (try scores(fresh, query)))
    }

    @Test func `a recorded session is asked for by its id, and is not its own neighbour`() throws {
        let shop = try ShopFixture(events: Self.first)
        try publish(shop)
        let follower = try SessionFollower(store: shop.store, engine: shop.engine)
        _ = try shop.store.append(Self.visits(["now": ["x", "a"]], at: 100))
        try follower.follow()
        try shop.refreshCatalogue()
        #expect(Set(try scores(shop, SessionQuery(session: "now")).keys) == ["b"])
        #expect(Set(try scores(shop, SessionQuery(items: ["a"])).keys) == ["b", "x"])
        #expect(Set(try scores(shop, SessionQuery(items: ["a"], session: "now")).keys) == ["b"])
        #expect(try scores(shop, SessionQuery(session: "never recorded")).isEmpty)
    }

    @Test func `a follower that starts later knows the newest sessions of the log`() throws {
        let shop = try ShopFixture(events: Self.first)
        try publish(shop)
        _ = try shop.store.append(Self.visits(["4": ["c", "e"]], at: 100))
        try shop.refreshCatalogue()
        _ = try SessionFollower(store: shop.store, engine: shop.engine)
        #expect(Set(try scores(shop, SessionQuery(items: ["c"])).keys) == ["d", "e"])
    }

    @Test func `a forgotten user's visit is a neighbour no more, everybody else's still is`() throws {
        let shop = try ShopFixture(events: Self.first)
        try publish(shop)
        let follower = try SessionFollower(store: shop.store, engine: shop.engine)
        var secret = Self.visits(["4": ["a", "secret"]], at: 100)
        for place in secret.indices { secret[place].user = "nora" }
        _ = try shop.store.append(secret + Self.visits(["5": ["a", "known"]], at: 200))
        try follower.follow()
        try shop.refreshCatalogue()
        #expect(Set(try scores(shop, SessionQuery(items: ["a"])).keys) == ["b", "secret", "known"])
        _ = try shop.store.forget(user: "nora")
        try follower.follow()
        #expect(Set(try scores(shop, SessionQuery(items: ["a"])).keys) == ["b", "known"])
        #expect(try scores(shop, SessionQuery(session: "4")).isEmpty)
    }

    @Test func `unknown items are reported once, and what is left answers`() throws {
        let shop = try ShopFixture(events: Self.first)
        try publish(shop)
        let next = try shop.engine.next(
            SessionQuery(items: ["?", "c", "!", "?"], explains: true), at: shop.now, in: shop.workspace)
        #expect(next.unknown == ["?", "!"])
        #expect(next.recommendation.items.map(\.id) == ["d"])
        #expect(next.recommendation.items.first?.because == ["c"])
        let nothing = try shop.engine.next(SessionQuery(items: ["?"]), at: shop.now, in: shop.workspace)
        #expect(nothing.recommendation.items.isEmpty && !nothing.recommendation.isPersonalised)
    }

    @Test func `hidden, excluded and seen items are left out, the current one always`() throws {
        let visits = Self.visits(["1": ["a", "b", "c", "d"], "2": ["a", "b", "c", "d"]])
        var hidden = Item(id: "d")
        hidden.isHidden = true
        let shop = try ShopFixture(events: visits, items: [hidden])
        try publish(shop)
        #expect(Set(try scores(shop, SessionQuery(items: ["a", "b"])).keys) == ["c"])
        #expect(Set(try scores(shop, SessionQuery(items: ["a", "b"], excludesSeen: false)).keys) == ["a", "c"])
        let options = ListOptions(excluded: ["c"])
        #expect(try scores(shop, SessionQuery(items: ["a", "b"], options: options)).isEmpty)
    }

    @Test func `a snapshot without a session recommender answers from home, and popularity fills up`() throws {
        let shop = try ShopFixture(events: ShopFixture.twoTastes)
        try shop.publish()
        let next = try shop.engine.next(
            SessionQuery(items: ["a", "b", "c", "d"]), at: shop.now, in: shop.workspace)
        #expect(next.recommendation.items.first?.id == "e")
        #expect(next.recommendation.items.first?.recommender == "item-knn")
        #expect(next.recommendation.items.last?.isFallback == true)
        let unknown = try shop.engine.next(SessionQuery(items: ["?"]), at: shop.now, in: shop.workspace)
        #expect(unknown.recommendation.items.count == 10)
        #expect(unknown.recommendation.items.allSatisfy(\.isFallback) && !unknown.recommendation.isPersonalised)
    }
}
