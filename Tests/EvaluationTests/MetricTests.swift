// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

@testable import Evaluation

/// Every figure against its definition written down plainly.
@Suite struct MetricTests {
    /// The plainest evaluator: sets, sums over pairs, nothing shared between figures.
    private struct Oracle {
        let split: Split
        let users: [Set<UInt32>]  // training users of each item
        let lists: [[UInt32]]  // by judged user, uncut
        let history: [Set<UInt32>]

        init(_ model: NoiseModel, _ split: Split) {
            self.split = split
            let (training, known) = (split.training.interactions, split.histories.interactions)
            var users = [Set<UInt32>](repeating: [], count: split.training.itemCount)
            for (user, item) in zip(training.users, training.items) { users[Int(item)].insert(user) }
            self.users = users
            var history = [Set<UInt32>](repeating: [], count: split.training.userCount)
            for (user, item) in zip(known.users, known.items) { history[Int(user)].insert(item) }
            self.history = history
            let matrix = split.histories.matrix(weighting: EventWeighting())
            lists = split.wanted.map { wanted in
                let row = matrix.range(ofRow: Int(wanted.user)).map {
                    WeightedItem(item: ItemIndex(rawValue: matrix.columns[$0]), weight: matrix.values[$0])
                }
                let scored = (0..<UInt32(model.itemCount)).compactMap { item in
                    model.score(row, of: item).map { (item, $0) }
                }
                let new = scored.filter { !history[Int(wanted.user)].contains($0.0) }
                return new.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }.map(\.0)
            }
        }

        func value(_ metric: Metric, at cutoff: Int) -> Double {
            switch metric {
            case .coverage:
                let shown = Set(lists.flatMap { $0.prefix(cutoff) }).filter { !users[Int($0)].isEmpty }
                return Double(shown.count) / Double(users.count { !$0.isEmpty })
            case .gini:
                var counts = [Double](repeating: 0, count: users.count)
                for list in lists { for item in list.prefix(cutoff) { counts[Int(item)] += 1 } }
                return gini(zip(counts, users).filter { !$1.isEmpty }.map(\.0))
            default:
                let values = split.wanted.indices.compactMap { value(metric, at: cutoff, user: $0) }
                return values.reduce(0, +) / Double(values.count)
            }
        }

        /// Mean absolute difference of all pairs over twice the mean.
        private func gini(_ counts: [Double]) -> Double {
            let differences = counts.reduce(0.0) { sum, one in counts.reduce(sum) { $0 + abs(one - $1) } }
            return differences / (2 * Double(counts.count) * counts.reduce(0, +))
        }

        func value(_ metric: Metric, at cutoff: Int, user: Int, among band: Set<UInt32>? = nil) -> Double? {
            let list = lists[user].prefix(cutoff)
            var wanted = Set(split.wanted[user].items)
            var wantedCount = split.wanted[user].count
            if let band {
                wanted.formIntersection(band)
                wantedCount = wanted.count
            }
            let hits = list.enumerated().filter { wanted.contains($0.element) }.map { $0.offset + 1 }
            switch metric {
            case .precision: return Double(hits.count) / Double(cutoff)
            case .recall: return Double(hits.count) / Double(wantedCount)
            case .ndcg:
                let ideal = (1...min(cutoff, wantedCount)).reduce(0.0) { $0 + 1 / log2(Double($1) + 1) }
                return hits.reduce(0.0) { $0 + 1 / log2(Double($1) + 1) } / ideal
            case .map:
                let precisions = hits.map { rank in Double(hits.count { $0 <= rank }) / Double(rank) }
                return precisions.reduce(0, +) / Double(min(cutoff, wantedCount))
            case .mrr: return hits.first.map { 1 / Double($0) } ?? 0
            case .hitRate: return hits.isEmpty ? 0 : 1
            case .novelty:
                let all = Double(Set(split.training.interactions.users).count)
                return mean(list.map { -log2(Double(max(1, users[Int($0)].count)) / all) })
            case .popularityLift:
                let own = history[Int(split.wanted[user].user)].map { Double(users[Int($0)].count) }
                guard let ownMean = mean(own), ownMean > 0 else { return nil }
                return mean(list.map { Double(users[Int($0)].count) }).map { $0 / ownMean - 1 }
            case .newShare: return mean(list.map { users[Int($0)].isEmpty ? 1 : 0 })
            case .diversity:
                var cosines: [Double] = []
                for (place, one) in list.enumerated() {
                    for other in list.prefix(place) { cosines.append(cosine(users[Int(one)], users[Int(other)])) }
                }
                return mean(cosines).map { 1 - $0 }
            case .coverage, .gini: return nil
            }
        }

        private func cosine(_ one: Set<UInt32>, _ other: Set<UInt32>) -> Double {
            if one.isEmpty || other.isEmpty { return 0 }
            return Double(one.intersection(other).count) / (Double(one.count) * Double(other.count)).squareRoot()
        }

        private func mean(_ values: [Double]) -> Double? {
            values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
    }

    private static func split(_ seed: UInt64) throws -> Split {
        let data = randomData(users: 30, items: 25, events: 260, seed: seed)
        var plan = SplitPlan(seed.isMultiple(of: 2) ? .random : .strong)
        plan.seed = seed
        plan.testFraction = 0.4
        return try Split.divide(data, by: plan)
    }

    @Test(arguments: 1...12) func `every figure is its definition, at every length`(seed: UInt64) throws {
        let split = try Self.split(seed)
        let model = NoiseModel(itemCount: 25, seed: seed)
        let cutoffs = [1, 3, 10, 40]
        let judgement = try Evaluator(at: cutoffs, metrics: Metric.allCases).judge(model, on: split)
        let oracle = Oracle(model, split)
        for metric in Metric.allCases {
            for cutoff in cutoffs where metric != .diversity || cutoff > 1 {
                let value = try #require(judgement.report.value(metric, at: cutoff), "\(metric)@\(cutoff)")
                #expect(abs(value - oracle.value(metric, at: cutoff)) < 1e-9, "seed \(seed), \(metric)@\(cutoff)")
            }
        }
        for (row, user) in judgement.figures.users.enumerated() {
            #expect(user == split.wanted[row].user)
            let value = judgement.figures.values(of: "ndcg@3")?[row]
            #expect(abs(Double(value ?? 9) - (oracle.value(.ndcg, at: 3, user: row) ?? 0)) < 1e-6)
        }
    }

    @Test(arguments: 1...6) func `bands hold everybody once, and their figures are their members'`(
        seed: UInt64
    ) throws {
        let split = try Self.split(seed)
        let model = NoiseModel(itemCount: 25, seed: seed)
        let judgement = try Evaluator(at: [3, 10]).judge(model, on: split)
        let oracle = Oracle(model, split)
        #expect(judgement.userBands.reduce(0) { $0 + $1.size } == split.wanted.count)
        let overall = judgement.userBands.reduce(0) { $0 + Double($1.users) * ($1.metrics["recall@10"] ?? 0) }
        #expect(abs(overall / Double(split.wanted.count) - (judgement.report.value(.recall, at: 10) ?? 0)) < 1e-6)
        #expect(judgement.itemBands.reduce(0) { $0 + $1.size } == oracle.users.count { !$0.isEmpty })
        for band in judgement.itemBands {
            let items = Set(
                oracle.users.indices.filter { (band.smallest...band.largest).contains(oracle.users[$0].count) }
                    .map { UInt32($0) })
            let rows = split.wanted.indices.filter { !items.isDisjoint(with: split.wanted[$0].items) }
            #expect(band.size == items.count && band.users == rows.count)
            for metric in [Metric.recall, .ndcg] where !rows.isEmpty {
                let sum = rows.reduce(0) { $0 + (oracle.value(metric, at: 3, user: $1, among: items) ?? 0) }
                #expect(abs((band.metrics[metric.name(at: 3)] ?? 9) - sum / Double(rows.count)) < 1e-9)
            }
        }
    }

    @Test func `equal counts share a band, and bands carry about the same`() {
        let bands = QuantileBands([1, 1, 1, 1, 2, 3, 4, 5, 5, 9], bandCount: 2)
        #expect(bands.thresholds == [3] && bands.band(of: 2) == 0 && bands.band(of: 3) == 1)
        #expect(QuantileBands([7, 7, 7], bandCount: 4).thresholds.isEmpty)
        #expect(QuantileBands([], bandCount: 4).count == 1)
        let weighed = QuantileBands([1, 1, 1, 1, 4, 8], bandCount: 4, weight: { $0 })
        #expect(weighed.thresholds == [4, 8])
    }

    @Test func `an unknown metric is answered with the one meant`() {
        let error = #expect(throws: EvaluationError.self) { try Metric(named: "ndgc") }
        #expect(error?.message.contains("did you mean “ndcg”") == true)
        #expect(throws: EvaluationError.self) { try Evaluator(metrics: []) }
        #expect(throws: EvaluationError.self) { try Evaluator(bandCount: 0) }
    }
}
