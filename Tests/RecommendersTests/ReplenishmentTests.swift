// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

@Suite struct ReplenishmentTests {
    private static let day = 86_400_000

    private static func purchase(_ user: Int, _ item: Int, onDay day: Double) -> Interaction {
        Datasets.interaction(user, item, .purchase, Int(day * Double(Self.day)))
    }

    /// Everybody buys item 0 every 7 days and item 1 every 60 from some day on, and item 2 once.
    private static func rhythms(users: Int) -> Dataset {
        var interactions = Interactions(userCount: users, itemCount: 4)
        for user in 0..<users {
            for (item, interval) in [(0, 7), (1, 60)] {
                for day in stride(from: (user * 5) % interval, to: 365, by: interval) {
                    interactions.append(purchase(user, item, onDay: Double(day)))
                }
            }
            interactions.append(purchase(user, 2, onDay: Double((user * 37) % 365)))
        }
        return Dataset(interactions)
    }

    private static func histories(_ interactions: Interactions) -> [[Interaction]] {
        var histories = [[Interaction]](repeating: [], count: interactions.userCount)
        for position in 0..<interactions.count {
            histories[Int(interactions.users[position])].append(interactions[position])
        }
        return histories
    }

    private static func model(_ dataset: Dataset, _ settings: [String: Setting] = [:]) throws -> any RepeatModel {
        try #require(
            try RecommenderKind.replenishment.fit(dataset, settings: Settings(settings)) as? any RepeatModel)
    }

    @Test func `what is due comes before what was bought yesterday, and what nobody buys twice is last`() throws {
        let model = try Self.model(Self.rhythms(users: 40), ["horizonDays": 7])
        let history = [
            Self.purchase(0, 0, onDay: 380), Self.purchase(0, 0, onDay: 387), Self.purchase(0, 0, onDay: 394),
            Self.purchase(0, 1, onDay: 340), Self.purchase(0, 1, onDay: 399), Self.purchase(0, 2, onDay: 300),
        ]
        let due = model.due(history, at: Timestamp(milliseconds: Int64(401 * Self.day)))
        #expect(due.map(\.item.rawValue) == [0, 1, 2])
        #expect(due[0].purchases == 3)
        #expect(due[0].lastBought.milliseconds == Int64(394 * Self.day))
        #expect(abs(due[0].intervalDays - 7) < 0.1)
        #expect(abs(due[1].intervalDays - 59.5) < 0.3)
        #expect(due[0].dueSince.milliseconds >= Int64(400 * Self.day))
        #expect(due.allSatisfy { $0.probability > 0 && $0.probability < 1 })
        #expect(due[0].probability > 3 * due[2].probability)
    }

    @Test func `lines of one day are one purchase, and only purchases until now count`() throws {
        let model = try Self.model(Self.rhythms(users: 30))
        let history = [
            Self.purchase(0, 0, onDay: 10), Self.purchase(0, 0, onDay: 10.2), Self.purchase(0, 0, onDay: 12),
            Self.purchase(0, 1, onDay: 99), Datasets.interaction(0, 2, .view, 10 * Self.day),
            Self.purchase(0, 77, onDay: 3),
        ]
        let due = model.due(history, at: Timestamp(milliseconds: Int64(20 * Self.day)))
        #expect(due.map(\.item.rawValue) == [0])
        #expect(due.first?.purchases == 2)
        #expect(model.due([], at: Timestamp(milliseconds: 0)).isEmpty)
    }

    /// The formulas of the page, in plain words.
    @Test(arguments: 0..<5 as Range<UInt64>)
    func `intervals and rates are shrunk as the page says`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var interactions = Interactions(userCount: 15, itemCount: 6)
        var days: [[Int]: [Int]] = [:]
        for user in 0..<15 {
            for item in 0..<6 where Bool.random(using: &generator) {
                let own = Set(
                    (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                        Int.random(in: 0..<200, using: &generator)
                    }
                ).sorted()
                days[[user, item]] = own
                for day in own.shuffled(using: &generator) {
                    interactions.append(Self.purchase(user, item, onDay: Double(day)))
                }
            }
        }
        let model = try Self.model(Dataset(interactions), ["intervalShrinkage": 3])
        let histories = Self.histories(interactions)
        let gaps = days.values.flatMap { zip($0, $0.dropFirst()).map { Double($1 - $0) } }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        for user in 0..<15 {
            let history = histories[user]
            for due in model.due(history, at: Timestamp(milliseconds: Int64(400 * Self.day))) {
                let item = Int(due.item.rawValue)
                let all = days.filter { $0.key[1] == item }.values
                let itemGaps = all.flatMap { zip($0, $0.dropFirst()).map { Double($1 - $0) } }
                let itemMean = (itemGaps.reduce(0, +) + 3 * mean) / Double(itemGaps.count + 3)
                let own = days[[user, item]] ?? []
                let span = Double((own.last ?? 0) - (own.first ?? 0))
                #expect(abs(due.intervalDays - (span + 3 * itemMean) / Double(own.count + 2)) < 1e-3)
                #expect(due.purchases == own.count)
            }
        }
    }

    @Test func `the chance falls into line with how often it comes true`() throws {
        var generator = SeededGenerator(seed: 11)
        var interactions = Interactions(userCount: 150, itemCount: 5)
        var after: Set<[Int]> = []
        for user in 0..<150 {
            for item in 0..<5 {
                var day = Double.random(in: 0..<40, using: &generator)
                while day < 328 {
                    if day < 300 {
                        interactions.append(Self.purchase(user, item, onDay: day))
                    } else {
                        after.insert([user, item])
                    }
                    day += -log(Double.random(in: 0.001..<1, using: &generator)) * Double(8 * (item + 1) * (item + 1))
                }
            }
        }
        let model = try Self.model(Dataset(interactions))
        let histories = Self.histories(interactions)
        var (expected, came, count) = (0.0, 0.0, 0.0)
        for user in 0..<150 {
            let history = histories[user]
            for due in model.due(history, at: Timestamp(milliseconds: Int64(300 * Self.day))) {
                expected += Double(due.probability)
                came += after.contains([user, Int(due.item.rawValue)]) ? 1 : 0
                count += 1
            }
        }
        #expect(abs(expected - came) / count < 0.05)
    }

    @Test func `an event type that there is not is refused with the one that was meant`() throws {
        let error = #expect(throws: RecommenderError.self) {
            try Self.model(Self.rhythms(users: 3), ["event": "purchased"])
        }
        #expect(error?.message.contains("did you mean “purchase”?") == true)
    }
}
