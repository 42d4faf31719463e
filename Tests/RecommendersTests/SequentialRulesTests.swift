// SPDX-License-Identifier: Apache-2.0

import Matrix
import Mining
import Recommenders
import Shop
import Testing

/// Sequential rules against counting by hand.
@Suite struct SequentialRulesTests {
    private static let day: Int64 = 86_400_000

    /// Random histories, some events of one moment; views do not count below.
    private static func histories(seed: UInt64) -> (Dataset, [[(item: UInt32, time: Int64)]]) {
        var generator = SeededGenerator(seed: seed)
        var interactions = Interactions(userCount: 50, itemCount: 6)
        var histories = [[(item: UInt32, time: Int64)]](repeating: [], count: 50)
        for user in 0..<50 {
            var time: Int64 = 0
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                time += Int64.random(in: 0...6, using: &generator) * day / 2
                let item = UInt32.random(in: 0..<6, using: &generator)
                let isBought = Int.random(in: 0..<4, using: &generator) > 0
                interactions.append(
                    Interaction(
                        user: UserIndex(rawValue: UInt32(user)), item: ItemIndex(rawValue: item),
                        type: isBought ? .purchase : .view, timestamp: Timestamp(milliseconds: time)))
                if isBought { histories[user].append((item, time)) }
            }
        }
        return (Dataset(interactions), histories.filter { !$0.isEmpty })
    }

    private func fit(_ dataset: Dataset, _ settings: [String: Setting]) throws -> SequentialRulesModel {
        var settings = settings
        settings["weights"] = ["purchase": 1]
        return try SequentialRulesTrainer(SequentialRulesConfig(Settings(settings))).fit(
            dataset, context: FitContext())
    }

    private static let everything: [String: Setting] = [
        "afterDays": 1, "withinDays": 4, "minimumSupport": 1, "minimumConfidence": 0, "minimumLift": 0, "shrinkage": 0,
        "popularityDamping": 0,
    ]

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `counts and quartiles are those of looking at every pair of events`(seed: UInt64) throws {
        let (dataset, histories) = Self.histories(seed: seed)
        let book = try fit(dataset, Self.everything).book
        #expect(book.basketCount == histories.count && book.withinDays == 4)
        var ruleCount = 0
        for item in 0..<6 as Range<UInt32> {
            for next in 0..<6 as Range<UInt32> where next != item {
                let waits = histories.compactMap { Self.wait($0, item, next) }.sorted()
                if waits.isEmpty { continue }
                ruleCount += 1
                let rule = try #require(
                    (0..<book.count).first {
                        book.antecedent(of: $0).map(\.rawValue) == [item] && book.consequent(of: $0).rawValue == next
                    })
                #expect(
                    book.counts(of: rule)
                        == RuleCounts(
                            both: waits.count, antecedent: histories.count { $0.contains { $0.item == item } },
                            consequent: histories.count { $0.contains { $0.item == next } }, baskets: histories.count))
                func quartile(_ share: Double) -> Float {
                    let place = max(0, Int((share * Double(waits.count)).rounded(.up)) - 1)
                    return Float(Double(waits[place]) / Double(Self.day))
                }
                #expect(
                    book.delay(of: rule)
                        == RuleDelay(within: 4, lower: quartile(0.25), median: quartile(0.5), upper: quartile(0.75)))
                #expect(abs(Double(book.score(of: rule)) - book.counts(of: rule).confidence) < 1e-6)
            }
        }
        #expect(book.count == ruleCount && ruleCount > 0)
    }

    /// The shortest wait of 1 to 4 days from the one item to the other; nil where there is none.
    private static func wait(_ history: [(item: UInt32, time: Int64)], _ item: UInt32, _ next: UInt32) -> Int64? {
        history.flatMap { first in
            history.compactMap { second in
                let wait = second.time - first.time
                return first.item == item && second.item == next && (day...4 * day).contains(wait) ? wait : nil
            }
        }.min()
    }

    @Test func `few rules of an antecedent keep each its own delay`() throws {
        let (dataset, _) = Self.histories(seed: 2)
        let all = try fit(dataset, Self.everything).book
        let few = try fit(dataset, Self.everything.merging(["rulesPerAntecedent": 2]) { $1 }).book
        #expect(few.count < all.count)
        for rule in 0..<few.count {
            let same = (0..<all.count).first {
                all.antecedent(of: $0) == few.antecedent(of: rule) && all.consequent(of: $0) == few.consequent(of: rule)
            }
            #expect(all.delay(of: try #require(same)) == few.delay(of: rule))
        }
    }

    @Test(arguments: [("withinDays", 0.0), ("afterDays", 31.0), ("minimumConfidence", 1.5), ("minimumLift", -1.0)])
    func `a setting out of range is refused by name`(name: String, value: Double) {
        let error = #expect(throws: RecommenderError.self) {
            try SequentialRulesConfig(Settings([name: .number(value)]))
        }
        #expect(error?.code == .invalidSetting && error?.message.contains(name) == true)
    }
}
