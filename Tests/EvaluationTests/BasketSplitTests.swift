// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Matrix
import Recommenders
import Shop
import Testing

/// Baskets to be completed.
@Suite struct BasketSplitTests {
    private static let day: Int64 = 86_400_000

    /// An order a day: random items, one line sent back, one twice; every second order is a guest's.
    private static func shop(days: Int) -> Dataset {
        var (generator, builder) = (SeededGenerator(seed: 8), EventGroups.Builder())
        for day in 0..<days {
            let user = day.isMultiple(of: 2) ? EventGroups.guest : 1
            for (place, item) in (0..<UInt32(20)).shuffled(using: &generator).prefix(7).enumerated() {
                let type: EventType = place == 0 ? .return : .purchase
                let member = EventGroups.Member(
                    user: user, item: item, type: type, timestamp: Timestamp(milliseconds: Int64(day) * Self.day))
                for _ in 0..<(place == 1 ? 2 : 1) { builder.add(member, to: "order \(day)") }
            }
        }
        var dataset = Dataset(Interactions(userCount: 2, itemCount: 21))
        dataset.orders = builder.build()
        return dataset
    }

    private func plan(days: Double, skipped: Double, seed: UInt64 = 42) -> SplitPlan {
        var plan = SplitPlan(.basket)
        (plan.testDays, plan.skippedDays, plan.seed) = (days, skipped, seed)
        return plan
    }

    @Test(arguments: [(10.0, 0.0), (10, 5), (3, 20)])
    func `half of each late order is shown, and nothing later than the days before is learnt`(
        days: Double, skipped: Double
    ) throws {
        let dataset = Self.shop(days: 40)
        let split = try Split.divide(dataset, by: plan(days: days, skipped: skipped))
        let from = 39 - Int(skipped) - Int(days)
        #expect(split.wanted.count == Int(days) + (skipped == 0 ? 1 : 0))
        #expect(split.training.interactions.latest == Timestamp(milliseconds: Int64(from - 1) * Self.day))
        #expect(split.training.orders.timestamps.max() == Int64(from - 1) * Self.day)
        #expect(split.training.interactions.count == 6 * from)
        let shown = split.histories.interactions
        #expect(Set(shown.users).isDisjoint(with: split.training.interactions.users))
        for wants in split.wanted {
            let history = shown.users.indices.filter { shown.users[$0] == wants.user }.map { shown.items[$0] }
            #expect(history.count == 3 && wants.items.count == 3)
            #expect(Set(history).isDisjoint(with: wants.items))
            let order = Int(wants.user)
            let bought = dataset.orders[order].filter { dataset.orders.types[$0] == .purchase }
            #expect(Set(history + wants.items) == Set(bought.map { dataset.orders.items[$0] }))
        }
    }

    @Test func `the seed says which half is shown`() throws {
        let dataset = Self.shop(days: 30)
        let one = try Split.divide(dataset, by: plan(days: 9, skipped: 0))
        #expect(try Split.divide(dataset, by: plan(days: 9, skipped: 0)).wanted == one.wanted)
        #expect(try Split.divide(dataset, by: plan(days: 9, skipped: 0, seed: 7)).wanted != one.wanted)
    }

    @Test func `days out of range and shops without orders are named`() {
        #expect(throws: EvaluationError.self) { try Split.divide(Self.shop(days: 9), by: plan(days: 0, skipped: 0)) }
        #expect(throws: EvaluationError.self) { try Split.divide(Self.shop(days: 9), by: plan(days: 60, skipped: 0)) }
        let error = #expect(throws: EvaluationError.self) {
            try Split.divide(Dataset(Interactions(userCount: 2, itemCount: 2)), by: SplitPlan(.basket))
        }
        #expect(error?.code == .emptyTest)
    }
}
