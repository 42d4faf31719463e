// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Foundation
import Import
import Recommenders
import Shop
import Testing
import Training

struct SessionEvaluationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ name: String, _ text: String) throws -> SessionFile {
        try text.write(toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8)
        return try SessionFile(sequences: "\(folder.path)/\(name)")
    }

    @Test func `every beginning of a session is a question`() throws {
        let data = SessionData(
            training: try file("train", "a b\n"), judged: try file("test", "a b new\nb\nb a\n"), lastOnly: false)
        #expect(data.training.itemCount == 2 && data.training.sessions.count == 1)
        #expect(data.questions.map { $0.items.map(\.rawValue) } == [[0], [0, 1], [1]])
        #expect(data.questions.map { $0.wanted.map(\.rawValue) } == [[1, 2], [2], [0]])
        #expect(data.questions.map(\.session) == [0, 0, 2])
        #expect(data.judgedSessions == 3)
    }

    @Test func `rows of a beginning and what came next are gathered to their session`() throws {
        let data = SessionData(
            training: try file("train", "a b c\n"), judged: try file("test", "a b\tc\na\tb\nc\ta\nb a\n"),
            lastOnly: true)
        #expect(data.questions.map { $0.wanted.map(\.rawValue) } == [[2], [1], [0], [0]])
        #expect(data.questions.map(\.session) == [0, 0, 1, 2])
    }

    @Test func `recommenders of a recipe are judged side by side, with intervals`() throws {
        let training = (0..<40).map { "a\($0 % 4) b\($0 % 4)" }.joined(separator: "\n")
        let data = SessionData(
            training: try file("train", training), judged: try file("test", "a1 b1\na2 b2\na3 zzz\n"), lastOnly: false)
        let recipe = Recipe(
            name: "r",
            recommenders: [
                RecommenderPlan(.popularity), RecommenderPlan(.itemKNN), RecommenderPlan(.sessionKNN),
                RecommenderPlan(.transitions),
            ])
        let results = try SessionEvaluation(recipe, at: [1], resamples: 100, threadCount: 1).run(on: data)
        #expect(results.map(\.recommender) == ["popularity", "item-knn", "session-knn", "transitions"])
        for result in results.dropFirst() {
            #expect(abs((result.judgement.metrics["hit-rate@1"] ?? 0) - 2.0 / 3) < 1e-9)
            let interval = try #require(result.intervals["hit-rate@1"])
            #expect(interval.lower <= 2.0 / 3 && interval.upper >= 2.0 / 3)
            #expect(result.judgement.microseconds.count == 3)
        }
    }
}
