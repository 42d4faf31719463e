// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Testing

@testable import Training

struct SearchTests {
    private static func plan(
        _ strategy: TunePlan.Strategy, seed: UInt64, trials: Int, halving: Halving = .none
    ) -> TunePlan {
        var plan = TunePlan(
            recommender: "toy",
            space: [
                SearchedSetting("x", .range(.init(from: 0, to: 1))),
                SearchedSetting("y", .range(.init(from: 1e-3, to: 1e3, isLogarithmic: true))),
                SearchedSetting("z", .choices(["a", "b", "c"])),
            ])
        (plan.strategy, plan.seed, plan.trials, plan.halving) = (strategy, seed, trials, halving)
        return plan
    }

    /// A hill at x = 0.3, y = 10 in the plane of b; the others are lower everywhere.
    private static func height(_ values: [String: Setting]) -> Double? {
        guard case .number(let x)? = values["x"], case .number(let y)? = values["y"], y > 0 else { return nil }
        let place = SearchDomain.NumberRange(from: 1e-3, to: 1e3, isLogarithmic: true).place(of: y)
        let distance = (x - 0.3) * (x - 0.3) + (place - 2.0 / 3) * (place - 2.0 / 3)
        return 1 - distance - (values["z"] == "b" ? 0 : 0.3)
    }

    private static func record(_ trial: Trial, _ rung: Int, _ plan: TunePlan, _ score: Double?) -> TrialRecord {
        TrialRecord(
            trial: trial.number, rung: rung, share: plan.halving.shares[rung], settings: trial.settings, score: score,
            failure: score == nil ? "no" : nil, seconds: 0)
    }

    private static func best(_ plan: TunePlan) throws -> Double {
        var search = Search(plan)
        let isComplete = try search.run { (trial, rung) throws(TrainingError) in
            record(trial, rung, plan, height(trial.settings))
        }
        #expect(isComplete && search.trials.count == plan.trials + 1)
        return try #require(search.best?.last?.score)
    }

    @Test func `TPE finds better settings than random search, on average over seeds`() throws {
        var shortfalls = (random: 0.0, tpe: 0.0)
        for seed in UInt64(0)..<12 {
            shortfalls.random += 1 - (try Self.best(Self.plan(.random, seed: seed, trials: 40)))
            shortfalls.tpe += 1 - (try Self.best(Self.plan(.tpe, seed: seed, trials: 40)))
        }
        #expect(shortfalls.tpe < shortfalls.random / 2, "\(shortfalls)")
    }

    @Test func `halving promotes the best of each batch, of equal ones the earlier, and never a failure`() {
        let halving = Halving(shares: [0.1, 0.3, 1], keep: 1.0 / 3)
        #expect(halving.batchSize == 9)
        #expect(halving.promoted([(1, 0.1), (2, nil), (3, 0.5), (4, 0.5), (5, 0.5), (6, 0.2)]) == [3, 4])
        #expect(halving.promoted([(1, nil), (2, nil), (3, 0.1)]) == [3])
        #expect(halving.promoted([(1, nil)]) == [])
        #expect(Halving.none.batchSize == 1)
    }

    @Test func `those who reach everybody were the best on every rung below`() throws {
        let plan = Self.plan(.random, seed: 4, trials: 27, halving: Halving(shares: [0.1, 0.3, 1], keep: 1.0 / 3))
        var search = Search(plan)
        var judged = [0, 0, 0]
        _ = try search.run { (trial, rung) throws(TrainingError) in
            judged[rung] += 1
            return Self.record(trial, rung, plan, trial.number == 0 ? 0 : Self.height(trial.settings))
        }
        #expect(judged == [27, 9, 4] && judged == Search.judgements(of: plan))
        for start in [1, 10, 19] {
            let batch = search.trials[start..<start + 9]
            let first = batch.max { ($0.records[0].score ?? 0) < ($1.records[0].score ?? 0) }
            #expect(batch.filter { $0.records.count == 3 }.map(\.number) == [first?.number])
        }
    }

    @Test(arguments: [0, 1, 5, 12, 20, 39]) func `a search that was cut off finds the same when it goes on`(
        cut: Int
    ) throws {
        let plan = Self.plan(.tpe, seed: 9, trials: 30, halving: Halving(shares: [0.2, 1], keep: 0.34))
        var whole = Search(plan)
        _ = try whole.run { (trial, rung) throws(TrainingError) in
            Self.record(trial, rung, plan, Self.height(trial.settings))
        }
        var kept: [[Int]: TrialRecord] = [:]
        for limit in [cut, Int.max] {
            var search = Search(plan)
            let isComplete = try search.run { (trial, rung) throws(TrainingError) in
                if let record = kept[[trial.number, rung]] { return record }
                if kept.count >= limit { return nil }
                let record = Self.record(trial, rung, plan, Self.height(trial.settings))
                kept[[trial.number, rung]] = record
                return record
            }
            #expect(isComplete == (limit == .max))
            if isComplete { #expect(search.trials == whole.trials && search.best == whole.best) }
        }
    }

    @Test func `a space that is used up ends the search`() throws {
        var plan = TunePlan(recommender: "toy", space: [SearchedSetting("z", .choices(["a", "b", "c"]))])
        (plan.trials, plan.halving) = (50, .none)
        var search = Search(plan)
        let isComplete = try search.run { (trial, rung) throws(TrainingError) in
            Self.record(trial, rung, plan, Double(trial.number))
        }
        #expect(isComplete && Set(search.trials.dropFirst().map { $0.settings["z"] }) == ["a", "b", "c"])
        #expect(search.trials.count == 4 && search.best?.number == 3)
    }

    @Test func `a search in which everything fails has no best trial`() throws {
        let plan = Self.plan(.tpe, seed: 1, trials: 20, halving: Halving(shares: [0.5, 1], keep: 0.5))
        var search = Search(plan)
        let isComplete = try search.run { (trial, rung) throws(TrainingError) in Self.record(trial, rung, plan, nil) }
        #expect(isComplete && search.best == nil && search.trials.count == 21)
    }
}
