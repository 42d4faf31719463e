// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Store
import Testing

@testable import Placements

/// Questions about users, against the plainest way to answer them.
@Suite struct UserListTests {
    /// 200 users, more than three pages, and 30 items; user-7 has done nothing that weighs.
    private static func shop() throws -> ShopFixture {
        var generator = SeededGenerator(seed: 21)
        let types = ["view", "purchase", "rating", "impression"]
        let events = (0..<3_000).map { moment in
            let user = Int.random(in: 0..<200, using: &generator)
            let type = user == 7 ? "impression" : types[Int.random(in: 0..<4, using: &generator)]
            return Event(
                user: "user-\(user)", item: "item-\(Int.random(in: 0..<30, using: &generator))", type: type,
                timestamp: Timestamp(milliseconds: Int64(moment)), value: type == "rating" ? 4 : nil)
        }
        let shop = try ShopFixture(events: events)
        try shop.publish()
        return shop
    }

    private func answer(_ report: some UserReport, _ shop: ShopFixture) throws -> (list: UserList, pieces: Int) {
        var report = report
        var pieces = 1
        while true {
            if let list = try report.advance(in: shop.workspace) { return (list, pieces) }
            pieces += 1
        }
    }

    /// Every user's affinity, one after the other, sorted.
    private func plainAudience(_ query: AudienceQuery, _ shop: ShopFixture) throws -> [ScoredUser] {
        let entry = try #require(shop.engine.models).recommender(for: query.source).entry
        var merger = HistoryMerger(itemCount: 30)
        return try shop.store.read { transaction in
            let item = try #require(try transaction.item(named: query.item))
            var all: [(user: Int, name: String, score: Float)] = []
            for user in 0..<(try transaction.counts.userIndexEnd) {
                let index = UserIndex(rawValue: UInt32(user))
                var (events, history) = ([Interaction](), [WeightedItem]())
                try transaction.newest(of: index, limit: .max, into: &events)
                let owned = events.contains { $0.item == item && [.purchase, .rating].contains($0.type) }
                merger.merge(events, weights: entry.weights, now: shop.now, limit: 100, into: &history)
                let score = history.isEmpty ? 0 : entry.model.affinity(of: history, to: item)
                guard score != 0, query.includesOwners || !owned else { continue }
                if let name = try transaction.name(of: index) { all.append((user, name, score)) }
            }
            all.sort { ($0.score, -$0.user) > ($1.score, -$1.user) }
            return all.prefix(query.count).map { ScoredUser(id: $0.name, score: $0.score) }
        }
    }

    @Test func `an item's audience is everybody's affinity, sorted, page by page`() throws {
        let shop = try Self.shop()
        for item in 0..<8 {
            for query in [
                AudienceQuery(item: "item-\(item)"),
                AudienceQuery(item: "item-\(item)", count: 1_000, source: .placement("again")),
                AudienceQuery(item: "item-\(item)", count: 25, source: .recommender("item-knn"), includesOwners: true),
            ] {
                let (list, pieces) = try answer(shop.engine.audience(query, at: shop.now), shop)
                #expect(pieces == 4)
                #expect(list.recommender == "item-knn")
                #expect(list.users == (try plainAudience(query, shop)))
                #expect(!list.users.isEmpty)
            }
        }
    }

    @Test func `who has bought or rated the item is left out unless asked for`() throws {
        let shop = try Self.shop()
        _ = try shop.store.append([
            Event(user: "fan", item: "item-1", type: "purchase", timestamp: shop.now),
            Event(user: "fan", item: "item-2", type: "purchase", timestamp: shop.now),
        ])
        let without = AudienceQuery(item: "item-2", count: 1_000)
        #expect(try !answer(shop.engine.audience(without, at: shop.now), shop).list.users.map(\.id).contains("fan"))
        let with = AudienceQuery(item: "item-2", count: 1_000, includesOwners: true)
        #expect(try answer(shop.engine.audience(with, at: shop.now), shop).list.users.map(\.id).contains("fan"))
    }

    @Test func `a forgotten user is in no audience`() throws {
        let shop = try Self.shop()
        let query = AudienceQuery(item: "item-3", count: 1_000)
        let first = try #require(try answer(shop.engine.audience(query, at: shop.now), shop).list.users.first)
        _ = try shop.store.forget(user: first.id)
        let list = try answer(shop.engine.audience(query, at: shop.now), shop).list
        #expect(!list.users.map(\.id).contains(first.id))
    }

    @Test(arguments: [RecommenderKind.userKNN, .bpr])
    func `users like a user are those whom the model scores highest, without the user`(kind: RecommenderKind) throws {
        let shop = try Self.shop()
        try shop.publish(adding: [kind])
        let query = SimilarUsersQuery(user: "user-3", count: 20)
        let list = try answer(shop.engine.similarUsers(query, at: shop.now), shop).list
        #expect(list.recommender == kind.rawValue)
        #expect(list.users.count == 20)
        let asked = try #require(shop.engine.models).userModel(for: .recommender(kind.rawValue))
        let plain = try shop.store.read { transaction in
            let user = try #require(try transaction.user(named: "user-3"))
            var (events, history) = ([Interaction](), [WeightedItem]())
            var merger = HistoryMerger(itemCount: 30)
            try transaction.newest(of: user, limit: .max, into: &events)
            merger.merge(events, weights: asked.asked.entry.weights, now: shop.now, limit: 100, into: &history)
            var board = Scoreboard(itemCount: asked.model.userCount)
            asked.model.scoreUsers(like: history, into: &board)
            var users: [ScoredUser] = []
            for scored in board.best(20, where: { $0 != user.rawValue }) {
                let name = try transaction.name(of: UserIndex(rawValue: scored.item))
                users.append(ScoredUser(id: name ?? "", score: scored.score))
            }
            return users
        }
        #expect(list.users == plain)
    }

    @Test func `a forgotten user is like nobody, and the next one stands in their place`() throws {
        let shop = try Self.shop()
        try shop.publish(adding: [.userKNN])
        let query = SimilarUsersQuery(user: "user-3", count: 5)
        let before = try answer(shop.engine.similarUsers(query, at: shop.now), shop).list.users
        for user in before.prefix(3) { _ = try shop.store.forget(user: user.id) }
        let after = try answer(shop.engine.similarUsers(query, at: shop.now), shop).list.users
        #expect(after.count == 5)
        #expect(Array(after.prefix(2)) == Array(before.suffix(2)))
        let error = #expect(throws: PlacementError.self) {
            try answer(
                shop.engine.similarUsers(SimilarUsersQuery(user: "nobody"), at: shop.now), shop)
        }
        #expect(error?.code == .unknownUser)
    }

    @Test func `a recommender that keeps no users says so and names the remedy`() throws {
        let shop = try Self.shop()
        for source in [RecommenderSource.standard, .placement("home"), .recommender("popularity")] {
            let error = #expect(throws: PlacementError.self) {
                try answer(
                    shop.engine.similarUsers(SimilarUsersQuery(user: "user-1", source: source), at: shop.now), shop)
            }
            #expect(error?.code == .unsupported)
            #expect(error?.message.contains("keeps no users") == true)
        }
    }

    @Test func `unknown items, placements and recommenders are named`() throws {
        let shop = try Self.shop()
        let questions: [(AudienceQuery, PlacementError.Code)] = [
            (AudienceQuery(item: "tent"), .unknownItem),
            (AudienceQuery(item: "item-1", source: .placement("hoem")), .unknownPlacement),
            (AudienceQuery(item: "item-1", source: .recommender("esae")), .unknownRecommender),
        ]
        for (query, code) in questions {
            let error = #expect(throws: PlacementError.self) {
                try answer(shop.engine.audience(query, at: shop.now), shop)
            }
            #expect(error?.code == code)
        }
    }

    @Test func `without a snapshot nobody is listed`() throws {
        let shop = try ShopFixture(events: ShopFixture.twoTastes)
        let audience = shop.engine.audience(AudienceQuery(item: "a"), at: shop.now)
        #expect(try answer(audience, shop).list == UserList(snapshot: 0, recommender: "", users: []))
        let similar = shop.engine.similarUsers(SimilarUsersQuery(user: "0-1"), at: shop.now)
        #expect(try answer(similar, shop).list.users.isEmpty)
    }
}
