// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

/// Every user compared with the history by whole rows, in double precision.
private struct PlainUserKNN {
    let config: UserKNNConfig
    let wants: [[Double]]

    private var users: [Double] { wants[0].indices.map { item in Double(wants.count { $0[item] > 0 }) } }

    private func described(_ row: [Double]) -> [Double] {
        let (users, active) = (users, Double(wants.count { $0.contains { $0 > 0 } }))
        let mean = wants.joined().reduce(0, +) / active
        return row.enumerated().map { item, weight in
            guard weight > 0, users[item] > 0 else { return 0 }
            if config.similarity == .jaccard || config.similarity == .tversky { return 1 }
            let idf = log(active / users[item])
            switch config.weighting {
            case .none: return weight
            case .tfidf: return weight.squareRoot() * idf
            case .bm25:
                let length = 1 - config.b + config.b * row.reduce(0, +) / mean
                return weight * (config.k1 + 1) / (config.k1 * length + weight) * idf
            }
        }
    }

    func similarity(_ history: [Double], _ user: Int) -> Double {
        let (left, right) = (described(history), described(wants[user]))
        func product(_ first: [Double], _ second: [Double]) -> Double {
            zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let (both, own, other) = (product(left, right), product(left, left), product(right, right))
        guard both > 0 else { return 0 }
        let denominator =
            switch config.similarity {
            case .cosine: (own * other).squareRoot()
            case .asymmetric: pow(own, config.asymmetry) * pow(other, 1 - config.asymmetry)
            case .jaccard: own + other - both
            case .tversky: both + config.tverskyAlpha * (own - both) + config.tverskyBeta * (other - both)
            }
        return pow(both / (denominator + config.shrinkage), config.amplification)
    }

    func scores(_ history: [Double]) -> [Double] {
        let all = wants.indices.map { (user: $0, similarity: similarity(history, $0)) }.filter { $0.similarity > 0 }
        let near = all.sorted { ($0.similarity, -$0.user) > ($1.similarity, -$1.user) }.prefix(config.neighbours)
        let sum = config.normalized ? near.reduce(0) { $0 + $1.similarity } : 1
        return wants[0].indices.map { item in
            near.reduce(0) { $0 + $1.similarity * wants[$1.user][item] } / sum
                / pow(max(1, users[item]), config.popularityDamping)
        }
    }
}

@Suite struct UserKNNTests {
    private static let settings: [Settings] = [
        Settings(), Settings(["shrinkage": 2.5, "neighbours": 12]), Settings(["weighting": "tf-idf"]),
        Settings(["weighting": "bm25", "k1": 2, "b": 0.3]), Settings(["similarity": "jaccard", "shrinkage": 4]),
        Settings(["similarity": "asymmetric-cosine", "asymmetry": 0.2, "amplification": 1.7]),
        Settings(["similarity": "tversky", "tverskyAlpha": 0.3, "tverskyBeta": 2, "normalized": true]),
        Settings(["popularityDamping": 0.4, "weighting": "tf-idf", "normalized": true]),
    ]

    private func board(_ model: any RecommenderModel, _ history: [WeightedItem]) -> [Double] {
        var board = Scoreboard(itemCount: model.itemCount)
        model.score(history, into: &board)
        return (0..<UInt32(model.itemCount)).map { Double(board.score(of: $0) ?? 0) }
    }

    @Test(arguments: settings, [1, 2] as [UInt64])
    func `scores are those of the plain comparison`(settings: Settings, seed: UInt64) throws {
        let data = Datasets.random(users: 35, items: 30, seed: seed)
        let wants = data.matrix(weighting: EventWeighting())
        let plain = PlainUserKNN(config: try UserKNNConfig(settings), wants: wants.dense)
        let model = try RecommenderKind.userKNN.fit(data, settings: settings)
        for user in 0..<data.userCount {
            let history = Array(wants.history(of: user).dropLast(user % 3))
            var row = [Double](repeating: 0, count: data.itemCount)
            for entry in history { row[Int(entry.item.rawValue)] = Double(entry.weight) }
            for (found, expected) in zip(board(model, history), plain.scores(row)) {
                #expect(abs(found - expected) < 1e-4 * max(1, expected), "user \(user)")
            }
        }
    }

    @Test(arguments: settings) func `contributions add up, also with a neighbour's part shared out`(settings: Settings)
        throws
    {
        let data = Datasets.random(users: 35, items: 30, seed: 7)
        let model = try RecommenderKind.userKNN.fit(data, settings: settings)
        let history = data.matrix(weighting: EventWeighting()).history(of: 4)
        let scores = board(model, history)
        for item in 0..<data.itemCount {
            let parts = model.contributions(of: history, to: ItemIndex(rawValue: UInt32(item)))
            #expect(abs(Double(parts.reduce(0, +)) - scores[item]) < 1e-4 * max(1, scores[item]))
        }
    }

    @Test func `users are as alike as the plain comparison says`() throws {
        let data = Datasets.random(users: 35, items: 30, seed: 8)
        let wants = data.matrix(weighting: EventWeighting())
        let plain = PlainUserKNN(config: UserKNNConfig(), wants: wants.dense)
        let model = try #require(try RecommenderKind.userKNN.fit(data) as? any UserModel)
        var board = Scoreboard(itemCount: model.userCount)
        model.scoreUsers(like: wants.history(of: 3), into: &board)
        #expect(board.best(1).first?.item == 3)
        for user in 0..<model.userCount {
            let found = Double(board.score(of: UInt32(user)) ?? 0)
            #expect(abs(found - plain.similarity(wants.dense[3], user)) < 1e-5)
        }
    }

    @Test func `items are as similar as their columns' cosine`() throws {
        let data = Datasets.random(users: 35, items: 30, seed: 9)
        let wants = data.matrix(weighting: EventWeighting()).dense
        let model = try RecommenderKind.userKNN.fit(data, settings: Settings(["popularityDamping": 0.5]))
        for entry in model.similar(to: 11, count: 30) {
            let (left, right) = (wants.map { $0[11] }, wants.map { $0[Int(entry.item)] })
            func product(_ first: [Double], _ second: [Double]) -> Double {
                zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
            }
            let cosine = product(left, right) / (product(left, left) * product(right, right)).squareRoot()
            #expect(abs(Double(entry.score) - cosine) < 1e-5)
        }
    }

    @Test func `limits bound what is looked at`() throws {
        let data = Datasets.random(users: 60, items: 20, seed: 10)
        let wants = data.matrix(weighting: EventWeighting())
        let whole = try RecommenderKind.userKNN.fit(data)
        let newest = try RecommenderKind.userKNN.fit(data, settings: Settings(["newestItems": 2]))
        let history = wants.history(of: 5)
        #expect(newest.list(history, count: 20).map(\.score) != whole.list(history, count: 20).map(\.score))
        #expect(board(newest, history) == board(whole, Array(history.prefix(2))))

        let few = try RecommenderKind.userKNN.fit(data, settings: Settings(["usersPerItem": 4]))
        let rows = wants.dense
        let lengths = rows.map { row in row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let model = try #require(few as? any UserModel)
        for item in 0..<data.itemCount {
            var users = Scoreboard(itemCount: model.userCount)
            model.scoreUsers(like: [WeightedItem(item: ItemIndex(rawValue: UInt32(item)), weight: 1)], into: &users)
            let ranked = rows.indices.filter { rows[$0][item] > 0 }
                .sorted { (rows[$0][item] / lengths[$0], -$0) > (rows[$1][item] / lengths[$1], -$1) }
            #expect(Set(users.best(60).map { Int($0.item) }) == Set(ranked.prefix(4)))
        }
    }

    @Test func `a weighting that the similarity ignores is refused`() {
        #expect(throws: RecommenderError.self) {
            try UserKNNConfig(Settings(["similarity": "jaccard", "weighting": "bm25"]))
        }
    }
}
