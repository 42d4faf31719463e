// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Recommenders
import Shop
import Testing

/// The published figures of VMIS-kNN on Serenade's example, at its published settings.
@Suite(.enabled(if: RealData.isExpected, RealData.skipMessage)) struct SessionQualityTests {
    private struct Click {
        var session: String
        var item: String
        var time: Int64
    }

    private func clicks(_ name: String) throws -> [Click] {
        try RealData.lines("serenade-example/\(name).tsv.zst").compactMap { fields in
            Int64(fields[2]).map { Click(session: String(fields[0]), item: String(fields[1]), time: $0 * 1_000) }
        }
    }

    @Test func `session-knn reaches what Serenade publishes`() throws {
        let training = try clicks("train")
        var numbers: [String: UInt32] = [:]
        func number(_ item: String) -> UInt32 {
            let number = numbers[item] ?? UInt32(numbers.count)
            numbers[item] = number
            return number
        }
        var groups = EventGroups.Builder()
        for click in training {
            groups.add(
                EventGroups.Member(
                    user: EventGroups.guest, item: number(click.item), type: .view,
                    timestamp: Timestamp(milliseconds: click.time)), to: click.session)
        }
        var dataset = Dataset(Interactions(userCount: 0, itemCount: numbers.count))
        dataset.sessions = groups.build()
        let model = try RecommenderKind.sessionKNN.fit(
            dataset, settings: Settings(["sessions": 1502, "neighbours": 288, "newestItems": 4]))

        let sessions = Dictionary(grouping: try clicks("test"), by: \.session).sorted { $0.key < $1.key }
        var questions: [SessionCase] = []
        for (place, session) in sessions.enumerated() {
            let rows = session.value.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            let items = rows.map { ItemIndex(rawValue: number($0.element.item)) }
            for end in items.indices.dropFirst() {
                questions.append(
                    SessionCase(items: Array(items[..<end]), wanted: Array(items[end...]), session: place))
            }
        }
        let metrics = try SessionEvaluator(at: [20]).judge(model, on: questions).metrics
        #expect(questions.count == 931)
        #expect(metrics["mrr@20"] ?? 0 >= 0.3277)
        #expect(metrics["ndcg@20"] ?? 0 >= 0.3553)
        #expect(metrics["hit-rate@20"] ?? 0 >= 0.6402)
    }
}
