// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Matrix
import Recommenders
import Shop
import Testing

/// What must hold of every way of holding out, on random data with repeated pairs and moments.
@Suite struct ProtocolTests {
    private func pairs(_ dataset: Dataset) -> [UInt64] {
        zip(dataset.interactions.users, dataset.interactions.items).map { UInt64($0) << 32 | UInt64($1) }
    }

    private func wanted(_ split: Split) -> [UInt64] {
        split.wanted.flatMap { wanted in wanted.items.map { UInt64(wanted.user) << 32 | UInt64($0) } }
    }

    private func plan(_ splitProtocol: SplitProtocol, seed: UInt64, fraction: Double = 0.3) -> SplitPlan {
        var plan = SplitPlan(splitProtocol)
        plan.seed = seed
        plan.testFraction = fraction
        return plan
    }

    @Test(arguments: SplitProtocol.warm, 1...8) func `nothing wanted is known, and whoever is judged is known`(
        splitProtocol: SplitProtocol, seed: UInt64
    ) throws {
        let data = randomData(users: 40, items: 30, events: 300, seed: seed)
        let split = try Split.divide(data, by: plan(splitProtocol, seed: seed))
        let known = Set(pairs(split.training)).union(pairs(split.histories))
        #expect(known.isDisjoint(with: wanted(split)))
        #expect(Set(wanted(split)).isSubset(of: pairs(data)))
        let users = Set(split.histories.interactions.users)
        #expect(split.wanted.allSatisfy { users.contains($0.user) && $0.count > 0 })
        #expect(split.wanted.map(\.user) == split.wanted.map(\.user).sorted())
        #expect(split.training.userCount == data.userCount && split.training.itemCount == data.itemCount)
        let trained = Set(split.training.interactions.items)
        #expect(split.wanted.allSatisfy { $0.items.allSatisfy(trained.contains) })
    }

    @Test(arguments: SplitProtocol.allCases.filter { $0 != .basket }) func `what is learnt from keeps its order`(
        splitProtocol: SplitProtocol
    ) throws {
        let data = randomData(users: 40, items: 30, events: 300, seed: 4)
        let split = try Split.divide(data, by: plan(splitProtocol, seed: 4))
        var rest = pairs(data)[...]
        for pair in pairs(split.training) {
            let place = try #require(rest.firstIndex(of: pair))
            rest = rest[(place + 1)...]
        }
    }

    @Test(arguments: 1...8) func `a split by time tears no moment apart`(seed: UInt64) throws {
        let data = randomData(users: 40, items: 30, events: 300, seed: seed)
        let split = try Split.divide(data, by: plan(.time, seed: seed))
        let boundary = try #require(split.training.interactions.timestamps.max())
        #expect(data.interactions.timestamps.count { $0 <= boundary } == split.training.interactions.count)
        #expect(split.training.interactions.count <= 210)
    }

    @Test(arguments: 1...8) func `a split by each user's time tears no moment of theirs apart`(seed: UInt64) throws {
        let data = randomData(users: 20, items: 30, events: 300, seed: seed)
        let split = try Split.divide(data, by: plan(.userTime, seed: seed))
        for user in 0..<UInt32(20) {
            let all = data.interactions.users.indices.filter { data.interactions.users[$0] == user }
                .map { data.interactions.timestamps[$0] }
            let kept = split.training.interactions.users.indices
                .filter { split.training.interactions.users[$0] == user }
                .map { split.training.interactions.timestamps[$0] }
            let latest = kept.max() ?? .min
            #expect(kept.count == all.count { $0 <= latest }, "user \(user)")
            #expect(all.isEmpty || !kept.isEmpty)
            #expect(all.count < 2 || kept.count < all.count)
        }
    }

    @Test func `without moments each user's order of arrival decides`() throws {
        var interactions = Interactions(userCount: 2, itemCount: 9)
        for item in [3, 1, 7, 2, 5] as [UInt32] { interactions.view(0, item) }
        interactions.view(1, 4)
        let split = try Split.byUserTime(Dataset(interactions), fraction: 0.4)
        #expect(split.training.interactions.items == [3, 1, 7, 4])
        #expect(split.wanted == [WantedItems(user: 0, items: [], unknownCount: 2)])
    }

    @Test func `equal last moments stay in the history when nothing else would be left`() throws {
        var interactions = Interactions(userCount: 1, itemCount: 9)
        for (item, time) in [(0, 1), (1, 1), (2, 1), (3, 2)] { interactions.view(0, UInt32(item), at: Int64(time)) }
        let split = try Split.byUserTime(Dataset(interactions), fraction: 0.75)
        #expect(split.training.interactions.items == [0, 1, 2])
    }

    @Test(arguments: 1...5) func `a random holdout takes its part of every user and follows its seed`(
        seed: UInt64
    ) throws {
        let data = randomData(users: 30, items: 60, events: 600, seed: seed)
        let split = try Split.divide(data, by: plan(.random, seed: seed))
        let items = data.matrix(weighting: EventWeighting())
        for wanted in split.wanted {
            let count = items.range(ofRow: Int(wanted.user)).count
            #expect(wanted.count == max(1, Int((Double(count) * 0.3).rounded())))
        }
        #expect(try Split.divide(data, by: plan(.random, seed: seed)).wanted == split.wanted)
        #expect(try Split.divide(data, by: plan(.random, seed: seed + 1)).wanted != split.wanted)
    }

    @Test(arguments: 1...5) func `held-out users are not learnt from`(seed: UInt64) throws {
        let data = randomData(users: 50, items: 40, events: 700, seed: seed)
        let split = try Split.divide(data, by: plan(.strong, seed: seed, fraction: 0.2))
        let judged = Set(split.wanted.map(\.user))
        #expect(judged.count == 10)
        #expect(judged.isDisjoint(with: split.training.interactions.users))
        #expect(Set(split.foldIn?.interactions.users ?? []) == judged)
        #expect(split.training.interactions.users.count == data.interactions.users.count { !judged.contains($0) })
    }

    @Test func `a model is asked about a held-out user by what was shown of them`() throws {
        // Camps: even users view even items. Users of the test share no row with training.
        var interactions = Interactions(userCount: 40, itemCount: 20)
        for user in 0..<UInt32(40) {
            for item in 0..<UInt32(20) where (user + item).isMultiple(of: 2) { interactions.view(user, item) }
        }
        let split = try Split.divide(Dataset(interactions), by: plan(.strong, seed: 3))
        let model = try ItemKNNTrainer().fit(split.training, context: FitContext())
        let report = try Evaluator(at: [2]).evaluate(model, on: split)
        #expect(report.value(.recall, at: 2) == 1)
    }

    @Test func `fractions out of range and data too small are refused`() {
        let data = randomData(users: 9, items: 9, events: 60, seed: 1)
        for splitProtocol in SplitProtocol.allCases where splitProtocol != .leaveLast {
            for fraction in [0, 1, -0.5, .nan] {
                #expect(throws: EvaluationError.self) {
                    try Split.divide(data, by: plan(splitProtocol, seed: 1, fraction: fraction))
                }
            }
        }
        for splitProtocol in SplitProtocol.allCases {
            #expect(throws: EvaluationError.self) {
                try Split.divide(Dataset(Interactions(userCount: 3, itemCount: 3)), by: SplitPlan(splitProtocol))
            }
        }
    }
}

extension SplitProtocol {
    /// Those that judge known users by known items.
    fileprivate static let warm = allCases.filter { ![.coldItems, .coldUsers, .basket].contains($0) }
}
