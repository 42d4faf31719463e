// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Foundation
import Matrix
import Recommenders
import Shop
import Testing

/// Recommends one list to everybody, whatever they did.
private struct FixedModel: RecommenderModel {
    var itemCount: Int
    var order: [UInt32]

    init(itemCount: Int, order: [UInt32]) {
        self.itemCount = itemCount
        self.order = order
    }

    init(sections: some SectionReader) throws(RecommenderError) {
        throw RecommenderError(.missingSection, "a fixed list is never kept")
    }

    func score(_ history: [WeightedItem], into board: inout Scoreboard) {
        for (place, item) in order.enumerated() { board.add(Float(order.count - place), to: item) }
    }

    func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {}
    func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] { [] }
    func write(to sections: inout some SectionWriter) {}
}

@Suite struct EvaluatorTests {
    /// Ten items, all of them in training; user 0 has seen item 0, user 1 item 1, user 2 all of them.
    private func split(_ wanted: [WantedItems]) -> Split {
        var interactions = Interactions(userCount: 3, itemCount: 10)
        for (user, item) in [(0, 0), (1, 1)] + (0..<10).map({ (2, $0) }) {
            interactions.append(
                Interaction(
                    user: UserIndex(rawValue: UInt32(user)), item: ItemIndex(rawValue: UInt32(item)), type: .view,
                    timestamp: Timestamp(milliseconds: 0)))
        }
        return Split(training: Dataset(interactions), wanted: wanted)
    }

    private let model = FixedModel(itemCount: 10, order: Array(0..<10))

    private func close(_ actual: Double?, _ expected: Double) -> Bool {
        actual.map { abs($0 - expected) < 1e-12 } ?? false
    }

    @Test func `every metric is what its definition says`() throws {
        // User 0 sees 1 2 3 4 5 …, wants 2, 4, 9 and an item unknown to training: hits at ranks 2 and 4 of five.
        let report = try Evaluator(at: [5, 1]).evaluate(
            model, on: split([WantedItems(user: 0, items: [9, 2, 4], unknownCount: 1)]))
        #expect(report.users == 1)
        #expect(close(report.value(.precision, at: 5), 2.0 / 5))
        #expect(close(report.value(.recall, at: 5), 2.0 / 4))
        let ideal = 1 + 1 / log2(3.0) + 1 / 2 + 1 / log2(5.0)
        #expect(close(report.value(.ndcg, at: 5), (1 / log2(3.0) + 1 / log2(5.0)) / ideal))
        #expect(close(report.value(.map, at: 5), (1.0 / 2 + 2.0 / 4) / 4))
        #expect(close(report.value(.mrr, at: 5), 1.0 / 2))
        #expect(close(report.value(.hitRate, at: 5), 1))
        #expect(close(report.value(.coverage, at: 5), 5.0 / 10))
        for metric in Metric.ranking { #expect(report.value(metric, at: 1) == 0) }
    }

    @Test func `figures are means over the users that can be judged`() throws {
        // User 1 sees 0 2 3 …: a hit at rank 1. User 2 has seen everything and gets an empty list: no hit.
        let report = try Evaluator(at: [2]).evaluate(
            model,
            on: split([
                WantedItems(user: 0, items: [7]), WantedItems(user: 1, items: [0]), WantedItems(user: 2, items: [3]),
                WantedItems(user: 2, items: []),
            ]))
        #expect(report.users == 3)
        #expect(close(report.value(.recall, at: 2), 1.0 / 3))
        #expect(close(report.value(.mrr, at: 2), 1.0 / 3))
        #expect(close(report.value(.ndcg, at: 2), 1.0 / 3))
        #expect(close(report.value(.coverage, at: 2), 3.0 / 10))
    }

    @Test func `the number of threads changes nothing`() throws {
        var generator = SeededGenerator(seed: 8)
        var interactions = Interactions(userCount: 400, itemCount: 60)
        var wanted: [WantedItems] = []
        for user in 0..<UInt32(400) {
            for _ in 0..<8 {
                interactions.append(
                    Interaction(
                        user: UserIndex(rawValue: user),
                        item: ItemIndex(rawValue: UInt32.random(in: 0..<60, using: &generator)), type: .view,
                        timestamp: Timestamp(milliseconds: 0)))
            }
            wanted.append(WantedItems(user: user, items: [UInt32.random(in: 0..<60, using: &generator)]))
        }
        let split = Split(training: Dataset(interactions), wanted: wanted)
        let model = try ItemKNNTrainer().fit(split.training, context: FitContext())
        let one = try Evaluator(threadCount: 1).evaluate(model, on: split)
        #expect(try one == Evaluator(threadCount: 2).evaluate(model, on: split))
        #expect(try one == JSONDecoder().decode(EvaluationReport.self, from: JSONEncoder().encode(one)))
    }

    @Test func `cutoffs out of range and an empty test are refused`() throws {
        #expect(throws: EvaluationError.self) { try Evaluator(at: []) }
        #expect(throws: EvaluationError.self) { try Evaluator(at: [0]) }
        #expect(throws: EvaluationError.self) { try Evaluator().evaluate(model, on: split([])) }
    }
}
