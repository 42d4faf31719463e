// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Testing

@testable import Evaluation

@Suite struct ResamplingTests {
    /// Numbers that look like nDCG: many zeros, the rest between 0 and 1.
    private func noise(_ count: Int, seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            Bool.random(using: &generator) ? 0 : Float.random(in: 0...1, using: &generator)
        }
    }

    private func mean(_ values: [Float]) -> Double { values.reduce(0) { $0 + Double($1) } / Double(values.count) }

    private func deviation(_ values: [Float]) -> Double {
        let mean = mean(values)
        return (values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)).squareRoot()
    }

    @Test(arguments: 1...4) func `on many users the interval is the normal approximation's`(seed: UInt64) throws {
        let values = noise(4_000, seed: seed)
        let interval = try #require(try Resampling(count: 2_000, seed: seed).intervals(of: [values])[0])
        let error = deviation(values) / 4_000.0.squareRoot()
        #expect(abs(interval.lower - (mean(values) - 1.96 * error)) < 0.15 * error)
        #expect(abs(interval.upper - (mean(values) + 1.96 * error)) < 0.15 * error)
    }

    @Test func `the plainest bootstrap gives the same`() throws {
        let columns = [noise(101, seed: 5), noise(101, seed: 6)]
        let resampling = try Resampling(count: 150, seed: 9)
        let drawn = resampling.products(with: columns, less: [0, 0], weights: Resampling.drawUsers)
        for resample in [0, 1, 77, 149] {
            var generator = SeededGenerator(seed: 9 &+ UInt64(resample) &* 0xD134_2543_DE82_EF95)
            var sums = [0.0, 0.0]
            var left = 101
            while left > 0 {
                let bits = generator.next()
                for half in [bits & 0xFFFF_FFFF, bits >> 32].prefix(left) {
                    for column in 0..<2 { sums[column] += Double(columns[column][Int((half * 101) >> 32)]) }
                }
                left -= 2
            }
            for column in 0..<2 { #expect(abs(sums[column] - Double(drawn[resample][column])) < 1e-4) }
        }
    }

    @Test func `the number of threads changes nothing`() throws {
        let columns = [noise(999, seed: 1), noise(999, seed: 2)]
        let one = try Resampling(count: 333, threadCount: 1)
        let two = try Resampling(count: 333, threadCount: 2)
        #expect(one.intervals(of: columns) == two.intervals(of: columns))
        #expect(one.pValues(ofDifferences: columns) == two.pValues(ofDifferences: columns))
    }

    @Test func `without a difference p is spread evenly`() throws {
        let columns = (0..<200).map { index in
            zip(noise(60, seed: UInt64(index) &* 2), noise(60, seed: UInt64(index) &* 2 &+ 1)).map { $0 - $1 }
        }
        let pValues = try Resampling(count: 400).pValues(ofDifferences: columns)
        for level in [0.05, 0.25, 0.5, 0.75] {
            let part = Double(pValues.count { $0 < level }) / 200
            #expect(abs(part - level) < 3.5 * (level * (1 - level) / 200).squareRoot(), "\(part) below \(level)")
        }
    }

    @Test func `a clear difference has the smallest p, none at all has 1`() throws {
        let resampling = try Resampling(count: 500)
        let shifted = noise(300, seed: 3).map { $0 - 0.1 }
        let pValues = resampling.pValues(ofDifferences: [shifted, [Float](repeating: 0, count: 300)])
        #expect(pValues == [1.0 / 501, 1])
    }

    @Test func `five equal differences are no proof`() throws {
        // Of 32 ways to set five signs, two are as far from zero.
        let pValue = try Resampling(count: 20_000).pValues(ofDifferences: [[0.1, 0.1, 0.1, 0.1, 0.1]])[0]
        #expect(abs(pValue - 2.0 / 32) < 0.008)
    }

    @Test func `users without a figure are left out`() throws {
        let resampling = try Resampling(count: 200)
        let intervals = resampling.intervals(of: [[1, .nan, 1, 1], [.nan, .nan, .nan, .nan], [2, 2, 2, 2]])
        #expect(intervals == [Interval(lower: 1, upper: 1), nil, Interval(lower: 2, upper: 2)])
    }

    @Test func `Holm's correction is the textbook's`() {
        let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])
        for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(value - expected) < 1e-12) }
        #expect(Holm.adjusted([0.9, 0.8]) == [1, 1])
        #expect(Holm.adjusted([]).isEmpty)
    }

    @Test func `two judgements are compared user by user`() throws {
        let data = randomData(users: 200, items: 30, events: 2_000, seed: 2)
        let split = try Split.divide(data, by: SplitPlan(.random))
        let evaluator = try Evaluator(at: [5], metrics: Metric.allCases)
        let facts = evaluator.facts(of: split)
        let knn = try evaluator.judge(
            ItemKNNTrainer().fit(split.training, context: FitContext()), on: split, facts: facts)
        let noise = try evaluator.judge(NoiseModel(itemCount: 30, seed: 1), on: split, facts: facts)
        let resampling = try Resampling(count: 300)
        let comparisons = knn.comparisons(with: noise, named: "noise", by: resampling)
        let ndcg = try #require(comparisons.first { $0.metric == "ndcg@5" })
        let difference = (knn.report.value(.ndcg, at: 5) ?? 0) - (noise.report.value(.ndcg, at: 5) ?? 0)
        #expect(abs(ndcg.difference - difference) < 1e-6)
        #expect(ndcg.interval.lower <= difference && difference <= ndcg.interval.upper)
        let perUser = Metric.allCases.count { $0.isPerUser }
        #expect(comparisons.count == perUser)
        #expect(knn.comparisons(with: knn, named: "itself", by: resampling).allSatisfy { $0.pValue == 1 })
        let corrected = Judgement.corrected([comparisons, comparisons])
        for (one, raw) in zip(corrected[0], comparisons) { #expect(one.adjustedPValue == min(1, 2 * raw.pValue)) }
        #expect(knn.intervals(by: resampling).count == perUser)
    }

    @Test func `plans out of range are refused`() {
        #expect(throws: EvaluationError.self) { try Resampling(count: 10) }
        #expect(throws: EvaluationError.self) { try Resampling(confidence: 1) }
    }
}
