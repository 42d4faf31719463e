// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

@testable import Evaluation

@Suite struct SessionEvaluatorTests {
    private static let question = SessionCase(
        items: [ItemIndex(rawValue: 9)], wanted: [3, 55, 88, 4].map(ItemIndex.init), session: 0)

    @Test func `figures are those of a list worked out by hand`() {
        let list = Array<UInt32>(1...20)[...]
        func value(_ metric: SessionMetric) -> Double { metric.value(of: list, for: Self.question, cutoff: 20) }
        #expect(value(.hitRate) == 1)
        #expect(value(.mrr) == 1.0 / 3)
        // (1/log₂3 + 1/log₂4) / (1 + 1 + 1/log₂3 + 1/log₂4)
        #expect(abs(value(.ndcg) - 0.36121211352) < 1e-9)
        #expect(value(.precision) == 2.0 / 20)
        #expect(value(.recall) == 2.0 / 4)
        #expect(SessionMetric.mrr.value(of: [4, 5], for: Self.question, cutoff: 20) == 0)
    }

    @Test func `a session's numbers have the mean over questions as their mean`() {
        var sums = SessionSums(sessionCount: 3)
        for (value, session) in [(1.0, 0), (0.0, 0), (1.0, 0), (0.5, 2)] { sums.add(value, of: session) }
        #expect(sums.mean == 0.625)
        let column = sums.column
        #expect(column.count == 2)
        #expect(abs(column.reduce(0, +) / 2 - 0.625) < 1e-6)
    }

    @Test func `the item a session is at is left out unless the model lists it`() throws {
        var groups = EventGroups.Builder()
        for (session, items) in [[0, 1], [0, 1], [0, 2]].enumerated() {
            for item in items {
                groups.add(
                    EventGroups.Member(
                        user: EventGroups.guest, item: UInt32(item), type: .view,
                        timestamp: Timestamp(milliseconds: Int64(session))), to: "\(session)")
            }
        }
        var dataset = Dataset(Interactions(userCount: 0, itemCount: 3))
        dataset.sessions = groups.build()
        let questions = [
            SessionCase(items: [ItemIndex(rawValue: 0)], wanted: [ItemIndex(rawValue: 0)], session: 0)
        ]
        for listsCurrent in [false, true] {
            let model = try RecommenderKind.sessionKNN.fit(
                dataset, settings: Settings(["listsCurrentItem": .flag(listsCurrent)]))
            let judgement = try SessionEvaluator(at: [3]).judge(model, on: questions)
            #expect(judgement.metrics["hit-rate@3"] == (listsCurrent ? 1 : 0))
            #expect(judgement.questions == 1 && judgement.microseconds.count == 1)
        }
    }

    @Test func `lengths out of range and no questions are refused`() throws {
        #expect(throws: EvaluationError.self) { try SessionEvaluator(at: []) }
        #expect(throws: EvaluationError.self) { try SessionEvaluator(at: [0]) }
        let model = try RecommenderKind.popularity.fit(
            { () -> Dataset in
                var interactions = Interactions(userCount: 1, itemCount: 1)
                interactions.append(
                    Interaction(
                        user: UserIndex(rawValue: 0), item: ItemIndex(rawValue: 0), type: .view,
                        timestamp: Timestamp(milliseconds: 0)))
                return Dataset(interactions)
            }())
        #expect(throws: EvaluationError.self) { try SessionEvaluator(at: [5]).judge(model, on: []) }
    }
}
