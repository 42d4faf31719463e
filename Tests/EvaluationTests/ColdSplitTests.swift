// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Recommenders
import Shop
import Testing

/// Items and users that nobody learned from.
@Suite struct ColdSplitTests {
    private func plan(_ splitProtocol: SplitProtocol, seed: UInt64, ranksAllItems: Bool = false) -> SplitPlan {
        var plan = SplitPlan(splitProtocol)
        plan.seed = seed
        plan.testFraction = 0.3
        plan.ranksAllItems = ranksAllItems
        return plan
    }

    @Test(arguments: 1...6) func `a cold item has no event in training, and all its events are asked for`(
        seed: UInt64
    ) throws {
        let data = randomData(users: 40, items: 30, events: 300, seed: seed)
        let split = try Split.divide(data, by: plan(.coldItems, seed: seed))
        let candidates = try #require(split.candidates)
        let known = Set(data.interactions.items).count
        #expect(candidates.count { $0 } == Int((0.3 * Double(known)).rounded()))
        #expect(split.training.interactions.items.allSatisfy { !candidates[Int($0)] })
        let trained = Set(split.training.interactions.users)
        var wanted: Set<UInt64> = []
        for user in split.wanted {
            #expect(trained.contains(user.user) && user.items.allSatisfy { candidates[Int($0)] })
            for item in user.items { wanted.insert(UInt64(user.user) << 32 | UInt64(item)) }
        }
        for position in 0..<data.interactions.count where candidates[Int(data.interactions.items[position])] {
            let user = data.interactions.users[position]
            if trained.contains(user) {
                #expect(wanted.contains(UInt64(user) << 32 | UInt64(data.interactions.items[position])))
            }
        }
    }

    @Test(arguments: 1...6) func `ranked with all others, a cold item is asked for as often as any`(
        seed: UInt64
    ) throws {
        let data = randomData(users: 40, items: 30, events: 300, seed: seed)
        let isCold = try #require(try Split.divide(data, by: plan(.coldItems, seed: seed)).candidates)
        let split = try Split.divide(data, by: plan(.coldItems, seed: seed, ranksAllItems: true))
        #expect(split.candidates?.count { $0 } == Set(data.interactions.items).count)
        #expect(split.training.interactions.items.allSatisfy { !isCold[Int($0)] })
        var whole = plan(.random, seed: seed)
        whole.testFraction = 0.3
        let random = try Split.divide(data, by: whole)
        let asked = Dictionary(uniqueKeysWithValues: random.wanted.map { ($0.user, $0) })
        let learned = Set(split.training.interactions.users)
        #expect(Set(split.wanted.map(\.user)) == learned.intersection(asked.keys))
        for user in split.wanted {
            #expect(user.count == asked[user.user]?.count && user.unknownCount == 0)
            #expect(Set(user.items).isSuperset(of: asked[user.user]?.items ?? []))
        }
        // Users are known by all that is not asked for, cold items included.
        #expect(split.histories.interactions.items == random.training.interactions.items)
        #expect(split.histories.interactions.items.contains { isCold[Int($0)] })
    }

    @Test(arguments: 1...6) func `a cold user has no event in training, and only described ones are drawn`(
        seed: UInt64
    ) throws {
        var data = randomData(users: 40, items: 30, events: 300, seed: seed)
        data.users = (0..<40).map { index in
            var user = User(id: "\(index)")
            if index < 20 { user.attributes = ["age": .number(Double(index))] }
            return user
        }
        let split = try Split.divide(data, by: plan(.coldUsers, seed: seed))
        #expect(split.wanted.count == 6 && split.wanted.allSatisfy { $0.user < 20 })
        let trained = Set(split.training.interactions.users)
        #expect(split.wanted.allSatisfy { !trained.contains($0.user) && $0.count > 0 })
        #expect(split.training.users.count == 40)
    }

    @Test func `yardsticks rank every candidate`() throws {
        var data = randomData(users: 40, items: 30, events: 300, seed: 3)
        data.items = (0..<30).map { index in
            var item = Item(id: "\(index)")
            item.tags = [index.isMultiple(of: 2) ? "even" : "odd"]
            return item
        }
        let split = try Split.divide(data, by: plan(.coldItems, seed: 3))
        for yardstick in Yardstick.allCases {
            let model = try yardstick.model(of: split.training, seed: 1)
            let report = try Evaluator(at: [9], metrics: [.recall, .coverage]).evaluate(model, on: split)
            let recall = report.value(.recall, at: 9) ?? 0
            #expect(yardstick == .featureSimilarity ? recall > 0.5 : recall == 1)
            #expect(report.value(.coverage, at: 9) == 1)
        }
    }
}
