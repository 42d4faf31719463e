// SPDX-License-Identifier: Apache-2.0

import CKernels
import Foundation
import Matrix
import Recommenders
import Shop
import Testing

/// The paper's figure 4, pair by pair, in double precision, with the draws the kernel makes.
private struct PlainBPR {
    var users: [[Double]]
    var items: [[Double]]
    var biases: [Double]
    var rate = 0.05
    var regularization = (user: 0.01, positive: 0.02, negative: 0.03)
    let wants: [Set<Int>]

    mutating func step(user: Int, item: Int, candidates: [Int], weight: Double) {
        let open = candidates.filter { !wants[user].contains($0) }
        guard let negative = open.enumerated().max(by: { precedes($0, $1, user) })?.element else { return }
        let (p, i, j) = (users[user], items[item], items[negative])
        let miss = weight / (1 + exp(score(user, item) - score(user, negative)))
        for factor in p.indices {
            users[user][factor] += rate * (miss * (i[factor] - j[factor]) - regularization.user * p[factor])
            items[item][factor] += rate * (miss * p[factor] - regularization.positive * i[factor])
            items[negative][factor] += rate * (-miss * p[factor] - regularization.negative * j[factor])
        }
        biases[item] += rate * (miss - regularization.positive * biases[item])
        biases[negative] += rate * (-miss - regularization.negative * biases[negative])
    }

    /// The first of equally good candidates counts as the better one.
    private func precedes(
        _ left: (offset: Int, element: Int), _ right: (offset: Int, element: Int), _ user: Int
    ) -> Bool {
        (score(user, left.element), -left.offset) < (score(user, right.element), -right.offset)
    }

    func score(_ user: Int, _ item: Int) -> Double {
        biases[item] + zip(users[user], items[item]).reduce(0) { $0 + $1.0 * $1.1 }
    }
}

@Suite struct BPRTests {
    private let data = Datasets.random(users: 50, items: 40, seed: 21)

    @Test(arguments: 0..<12) func `the kernel steps as the plain method does`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let (factors, stride) = (seed.isMultiple(of: 2) ? 16 : 21, seed.isMultiple(of: 2) ? 16 : 32)
        func random(_ rows: Int) -> [[Double]] {
            (0..<rows).map { _ in (0..<factors).map { _ in Double(Float.random(in: -1...1, using: &generator)) } }
        }
        let pairs = (0..<7).flatMap { user in
            (0..<9).filter { _ in Bool.random(using: &generator) }.map { (user: user, item: $0) }
        }
        let weights = pairs.map { _ in Float.random(in: 0.5...2, using: &generator) }
        var plain = PlainBPR(
            users: random(7), items: random(9), biases: [Double](repeating: 0, count: 9),
            wants: (0..<7).map { user in Set(pairs.filter { $0.user == user }.map(\.item)) })
        var (users, items) = (padded(plain.users, stride), padded(plain.items, stride))
        var biases = [Float](repeating: 0, count: 9)
        train(&users, &items, &biases, pairs, weights, stride: stride, samples: 3, seed: seed)
        var draws = SeededGenerator(seed: seed)
        for (pair, weight) in zip(pairs, weights) {
            let candidates = (0..<3).map { _ in Int(((draws.next() >> 32) * 9) >> 32) }
            plain.step(user: pair.user, item: pair.item, candidates: candidates, weight: Double(weight))
        }
        for (found, expected) in [(users, padded(plain.users, stride)), (items, padded(plain.items, stride))] {
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-4 })
        }
        #expect(zip(biases, plain.biases).allSatisfy { abs(Double($0) - $1) < 1e-4 })
    }

    private func padded(_ rows: [[Double]], _ stride: Int) -> [Float] {
        rows.flatMap { row in row.map { Float($0) } + [Float](repeating: 0, count: stride - row.count) }
    }

    private func train(
        _ users: inout [Float], _ items: inout [Float], _ biases: inout [Float], _ pairs: [(user: Int, item: Int)],
        _ weights: [Float], stride: Int, samples: UInt32, seed: UInt64
    ) {
        let candidates = (0..<9).map { UInt32($0) }
        users.withUnsafeMutableBufferPointer { users in
            items.withUnsafeMutableBufferPointer { items in
                biases.withUnsafeMutableBufferPointer { biases in
                    candidates.withUnsafeBufferPointer { candidates in
                        var block = wicker_bpr_block(
                            users: users.baseAddress, items: items.baseAddress, biases: biases.baseAddress,
                            stride: stride, candidates: candidates.baseAddress, thresholds: nil, aliases: nil,
                            candidate_count: 9, samples: samples, learning_rate: 0.05, user_regularization: 0.01,
                            positive_regularization: 0.02, negative_regularization: 0.03, seed: seed)
                        wicker_bpr_train(
                            &block, pairs.map { UInt32($0.user) }, pairs.map { UInt32($0.item) }, weights, pairs.count)
                    }
                }
            }
        }
    }

    @Test func `what a user wanted scores above what they did not`() throws {
        let model = try RecommenderKind.bpr.fit(data, settings: Settings(["factors": 32, "negativeSamples": 1]))
        let wants = data.matrix(weighting: EventWeighting())
        var (right, all) = (0, 0)
        for user in 0..<data.userCount {
            var board = Scoreboard(itemCount: data.itemCount)
            model.score(wants.history(of: user), into: &board)
            let row = wants.dense[user]
            for wanted in row.indices where row[wanted] > 0 {
                for other in row.indices where row[other] == 0 {
                    let (high, low) = (board.score(of: UInt32(wanted)), board.score(of: UInt32(other)))
                    right += (high ?? 0) > (low ?? 0) ? 1 : 0
                    all += 1
                }
            }
        }
        #expect(Double(right) / Double(all) > 0.9)
    }

    @Test func `folded-in users lie near the factors learned for them`() throws {
        let model = try RecommenderKind.bpr.fit(data, settings: Settings(["factors": 8]))
        let users = try #require(model as? any UserModel)
        let wants = data.matrix(weighting: EventWeighting())
        #expect(users.userCount == data.userCount)
        var first = 0
        for user in 0..<data.userCount {
            var board = Scoreboard(itemCount: users.userCount)
            users.scoreUsers(like: wants.history(of: user), into: &board)
            let best = board.best(users.userCount)
            #expect(best.allSatisfy { abs($0.score) < 1.001 })
            if best.first?.item == UInt32(user) { first += 1 }
        }
        #expect(first > data.userCount / 2, "\(first) of \(data.userCount) users found themselves")
    }

    @Test(arguments: [
        Settings(["samplingPower": 0.7]), Settings(["itemBiases": false]), Settings(["factors": 100]),
        Settings(["learningRateDecay": 0.8, "userRegularization": 0.1, "negativeSamples": 1]),
    ]) func `blocks and settings change nothing about threads`(settings: Settings) throws {
        var settings = settings
        settings.values["epochs"] = 2
        let data = Datasets.random(users: 90, items: 800, seed: 3)
        let one = try RecommenderKind.bpr.fit(data, settings: settings, context: FitContext(threadCount: 1))
        let three = try RecommenderKind.bpr.fit(data, settings: settings, context: FitContext(threadCount: 3))
        #expect(MemorySections(of: one) == MemorySections(of: three))
        #expect(one.list([WeightedItem(item: ItemIndex(rawValue: 4), weight: 2)], count: 10).count == 10)
    }

    @Test func `an item nobody wants is never scored`() throws {
        let data = Datasets.dataset(users: 6, items: 5) { user, item in item == 3 || user == item ? nil : 1 }
        let model = try RecommenderKind.bpr.fit(data, settings: Settings(["factors": 3]))
        let list = model.list([WeightedItem(item: ItemIndex(rawValue: 0), weight: 1)], count: 10)
        #expect(Set(list.map(\.item)) == [1, 2, 4])
        #expect(model.similar(to: 3, count: 10).isEmpty)
    }

    @Test func `steps that are too long are a named error`() {
        let error = #expect(throws: RecommenderError.self) {
            try RecommenderKind.bpr.fit(
                data, settings: Settings(["learningRate": 10, "regularization": 10, "epochs": 100]))
        }
        #expect(error?.code == .invalidSetting)
        #expect(error?.message.contains("lower “learningRate”") == true)
    }
}
