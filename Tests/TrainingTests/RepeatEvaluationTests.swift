// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Shop
import Testing

@testable import Training

@Suite struct RepeatEvaluationTests {
    private static let day: Int64 = 86_400_000

    /// Everybody bought item 0 often long ago and no more; items 1-3 are bought every 20 days.
    private static func dataset(users: Int) -> Dataset {
        var interactions = Interactions(userCount: users, itemCount: 5)
        func add(_ user: Int, _ item: Int, _ day: Int) {
            interactions.append(
                Interaction(
                    user: UserIndex(rawValue: UInt32(user)), item: ItemIndex(rawValue: UInt32(item)), type: .purchase,
                    timestamp: Timestamp(milliseconds: Int64(day) * Self.day + Int64(user))))
        }
        for user in 0..<users {
            for day in 0..<12 { add(user, 0, day) }
            for item in 1...3 { for day in stride(from: user % 20, through: 160, by: 20) { add(user, item, day) } }
        }
        return Dataset(interactions)
    }

    private static let recipe = Recipe(name: "again", recommenders: [RecommenderPlan(.replenishment)])

    @Test func `what is due beats what was bought most, with an interval and a test`() throws {
        var options = RepeatEvaluation.Options()
        (options.cutoff, options.resampleCount) = (3, 1_000)
        let summary = try RepeatEvaluation(Self.recipe, options: options).run(
            on: Self.dataset(users: 60), source: "made up")
        #expect(summary.users == 60)
        #expect(
            summary.results.map(\.name) == ["replenishment", "bought most", "bought most, latest first", "bought last"])
        let (model, most) = (summary.results[0], summary.results[1])
        #expect(model.precision == 1 && model.recall == 1)
        #expect(abs(most.precision - 2.0 / 3) < 1e-6)
        let comparison = try #require(model.comparison)
        #expect(abs(comparison.mean - 1.0 / 3) < 1e-6 && comparison.pValue < 0.01)
        #expect(most.comparison == nil && most.precisionInterval != nil)
        #expect(summary.expectedHits > 1)
    }

    @Test func `an earlier period is judged as if nothing had come after it`() throws {
        var options = RepeatEvaluation.Options()
        (options.skippedDays, options.resampleCount, options.cutoff) = (28, 100, 3)
        let whole = Self.dataset(users: 20)
        let end = whole.now.milliseconds - 28 * Self.day
        var interactions = Interactions(userCount: 20, itemCount: 5)
        for position in 0..<whole.interactions.count where whole.interactions.timestamps[position] <= end {
            interactions.append(whole.interactions[position])
        }
        let skipped = try RepeatEvaluation(Self.recipe, options: options).run(on: whole, source: "")
        let (start, cutoff) = (Timestamp(milliseconds: end - 28 * Self.day), Timestamp(milliseconds: end))
        let period = RepeatPeriod(interactions, from: start, through: cutoff)
        #expect(skipped.from == start.milliseconds)
        #expect(period.training.latest.map { $0 < start } == true)
        #expect(skipped.results[0].precision > skipped.results[1].precision)
    }

    @Test func `a recipe without repeats, nobody to judge, and options out of range are named`() throws {
        let error = #expect(throws: TrainingError.self) {
            try RepeatEvaluation(Recipe(name: "x", recommenders: [RecommenderPlan(.popularity)]))
        }
        #expect(error?.code == .invalidRecipe)
        var options = RepeatEvaluation.Options()
        options.testDays = 0
        #expect(throws: TrainingError.self) { try RepeatEvaluation(Self.recipe, options: options) }
        options.testDays = 1e6
        let nobody = #expect(throws: TrainingError.self) {
            try RepeatEvaluation(Self.recipe, options: options).run(on: Self.dataset(users: 3), source: "")
        }
        #expect(nobody?.code == .nothingToLearn)
    }
}
