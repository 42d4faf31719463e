// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Testing
import Training

struct FileJudgeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func judge(_ train: String, _ test: String) throws -> FileJudge {
        try FileJudge(
            train: folder.write(train, "train.tsv"), test: folder.write(test, "test.tsv"), threadCount: 1)
    }

    private func verdict(_ judge: FileJudge, _ recipe: Recipe, at cutoffs: [Int] = [1, 2]) throws -> FileJudge.Verdict {
        var members: [String: any RecommenderModel] = [:]
        return try judge.verdict(on: recipe.recommenders[0], of: recipe, at: cutoffs, members: &members)
    }

    /// Three shoppers who want a, b and c together; the fourth has a and b, the fifth something else.
    private static let train = ["1 a", "1 b", "1 c", "2 a", "2 b", "2 c", "3 a", "3 b", "3 c", "4 a", "4 b", "5 d"]
        .map { $0.replacing(" ", with: "\t") }.joined(separator: "\n")

    @Test func `figures worked out by hand come out`() throws {
        let recipe = Recipe(name: "test", recommenders: [RecommenderPlan(.itemKNN)])
        let verdict = try verdict(judge(Self.train, "4\tc\n4\tunknown\n9\ta\n"), recipe)
        #expect(verdict.users == 1 && verdict.recommender == "item-knn")
        #expect(verdict.metrics["recall@1"] == 0.5 && verdict.metrics["precision@1"] == 1)
        #expect(verdict.metrics["mrr@2"] == 1 && verdict.metrics["hit-rate@2"] == 1)
        #expect(verdict.fitSeconds >= 0 && verdict.usersPerSecond > 0)
    }

    @Test func `rows weigh the same whatever the recipe says about event types`() throws {
        let files = try judge(Self.train, "4\tc\n")
        let plain = Recipe(name: "plain", recommenders: [RecommenderPlan(.itemKNN)])
        let picky = try Recipe(
            yaml: """
                events: {weights: {purchase: 5}}
                recommenders: [{kind: item-knn, events: {weights: {cart: 1}}}]
                """, file: "test.yaml")
        #expect(try verdict(files, picky).metrics == verdict(files, plain).metrics)
    }

    @Test func `test rows without anybody to judge are an error`() throws {
        let recipe = Recipe(name: "test", recommenders: [RecommenderPlan(.popularity)])
        let error = #expect(throws: TrainingError.self) { try verdict(judge(Self.train, "9\ta\n"), recipe) }
        #expect(error?.code == .nothingToLearn)
    }

    @Test func `a bad row and a missing file are named`() throws {
        let bad = #expect(throws: TrainingError.self) { try judge("1\ta\nlonely\n", "1\ta\n") }
        #expect(bad?.code == .unreadableFile && bad.map { "\($0)".contains("train.tsv") } == true)
        let missing = #expect(throws: TrainingError.self) {
            try FileJudge(train: "/nowhere/train.tsv", test: "/nowhere/test.tsv", threadCount: 1)
        }
        #expect(missing.map { "\($0)".contains("/nowhere/train.tsv") } == true)
    }
}
