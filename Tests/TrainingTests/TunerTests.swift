// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

@testable import Training

struct TunerTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let space =
        "space: {neighbours: {from: 1, to: 20, integer: true}, shrinkage: {from: 0.1, to: 50, scale: log}}"

    private func recipe(_ tune: String, _ recommenders: String = "[{kind: item-knn}]") throws -> Recipe {
        try Recipe(yaml: "recommenders: \(recommenders)\ntune: {\(tune)}", file: "test.yaml", fallbackName: "test")
    }

    private func run(_ recipe: Recipe, in name: String = "out", _ options: Tuner.Options = .init()) throws
        -> TuneSummary
    {
        let plan = try #require(recipe.tune)
        let input = try TuneInput(randomData(), recipe: recipe, plan: plan)
        return try Tuner(recipe, plan, options: options).run(input, in: "\(folder.path)/\(name)")
    }

    /// Shoppers of three tastes who now and then buy something else.
    private func randomData() -> TrainingData {
        var generator = SeededGenerator(seed: 5)
        var interactions = Interactions(userCount: 90, itemCount: 40)
        for user in 0..<90 {
            for _ in 0..<8 {
                let item = Int.random(in: 0..<40, using: &generator)
                let own = Int.random(in: 0..<5, using: &generator) > 0 ? item / 3 * 3 + user % 3 : item
                interactions.append(
                    Interaction(
                        user: UserIndex(rawValue: UInt32(user)), item: ItemIndex(rawValue: UInt32(min(own, 39))),
                        type: .purchase, timestamp: Timestamp(milliseconds: Int64(user))))
            }
        }
        return TrainingData(store: "store-1", dataset: Dataset(interactions))
    }

    private func file(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    }

    @Test func `the best recipe is complete, is the recipe with the best settings, and says where it comes from`()
        throws
    {
        let recipe = try recipe(
            "metric: ndcg@5, trials: 10, seed: 3, \(Self.space)", "[{kind: popularity}, {kind: item-knn}]")
        let summary = try run(recipe)
        let best = try #require(summary.best)
        #expect(summary.isComplete && (best.last?.score ?? 0) >= (summary.baseline ?? 1))
        var expected = recipe
        expected.tune = nil
        expected.recommenders[1].settings = expected.recommenders[1].settings.overlaid(with: best.settings)
        let text = try file("out/best.yaml")
        #expect(try Recipe(yaml: text, file: "best.yaml", fallbackName: "none") == expected, "\(text)")
        #expect(text.contains("ndcg@5 \(best.last?.score ?? 0)") && text.contains("fingerprint"))
        #expect(try file("out/trials.tsv").split(separator: "\n").count == summary.trials.count + 1)
    }

    @Test func `any number of threads finds the same`() throws {
        let recipe = try recipe("metric: recall@5, trials: 6, \(Self.space)")
        var options = Tuner.Options()
        options.memory = MemoryGuard(limit: nil, threadCount: 3)
        let (one, three) = (try run(recipe, in: "one"), try run(recipe, in: "three", options))
        #expect(one.best?.settings == three.best?.settings)
        #expect(try file("one/best.yaml") == file("three/best.yaml"))
    }

    @Test func `time that is up ends the search, which goes on later`() throws {
        let recipe = try recipe("trials: 4, halving: none, \(Self.space)")
        var options = Tuner.Options()
        options.secondLimit = 0
        let nothing = try run(recipe, options)
        #expect(!nothing.isComplete && nothing.judgedCount == 0 && nothing.best == nil)
        let all = try run(recipe)
        #expect(all.isComplete && all.judgedCount == 5 && all.planned == 5)
        let again = try run(recipe)
        #expect(again.judgedCount == 0 && again.recalledCount == 5 && again.best == all.best)
    }

    @Test func `a trial that fails is recorded with its message, and the search goes on`() throws {
        let recipe = try recipe(
            "trials: 12, halving: none, strategy: random, "
                + "space: {similarity: {choices: [cosine, jaccard]}, weighting: {choices: [none, tf-idf]}}")
        let summary = try run(recipe)
        let failed = summary.trials.filter { $0.last?.failure != nil }
        #expect(failed.map(\.settings) == [["similarity": "jaccard", "weighting": "tf-idf"]])
        #expect(failed.first?.last?.failure?.contains("only counts users") == true)
        #expect(summary.isComplete && summary.best != nil && summary.trials.count == 5)
        #expect(try file("out/trials.tsv").contains("only counts users"))
    }

    @Test func `another recipe, other data and a second process are refused by name`() throws {
        let first = try recipe("trials: 3, \(Self.space)")
        _ = try run(first)
        let other = try recipe("trials: 3, seed: 8, \(Self.space)")
        let error = #expect(throws: TrainingError.self) { _ = try run(other) }
        #expect(error?.code == .otherSearch && error?.message.contains("another recipe") == true)
        let plan = try #require(first.tune)
        let input = try TuneInput(checkerboardData(), recipe: first, plan: plan)
        let wrong = #expect(throws: TrainingError.self) {
            _ = try Tuner(first, plan).run(input, in: "\(folder.path)/out")
        }
        #expect(wrong?.code == .otherSearch && wrong?.message.contains("other data") == true)
        #expect(try run(recipe("trials: 5, \(Self.space)")).isComplete, "more trials are the same search")
    }

    @Test func `a torn last line is forgotten, a broken one is named`() throws {
        let recipe = try recipe("trials: 3, \(Self.space)")
        let whole = try run(recipe)
        let path = "\(folder.path)/out/trials.jsonl"
        let text = try file("out/trials.jsonl")
        try text.dropLast(20).write(toFile: path, atomically: false, encoding: .utf8)
        let again = try run(recipe)
        #expect(again.judgedCount == 1 && again.best?.settings == whole.best?.settings)
        try (text + "no json\n").write(toFile: path, atomically: false, encoding: .utf8)
        let error = #expect(throws: TrainingError.self) { _ = try run(recipe) }
        #expect(error?.code == .trialsFailed && error?.message.contains("trials.jsonl:\(whole.planned + 2)") == true)
    }

    @Test func `the weights of a blend are found, its members being fitted as the recipe says`() throws {
        let recipe = try recipe(
            "recommender: mix, trials: 5, halving: none, metric: recall@5, space: {members.item-knn: {from: 0, to: 1}}",
            "[{kind: popularity}, {kind: item-knn}, "
                + "{kind: blend, name: mix, settings: {members: {popularity: 1, item-knn: 0.01}}}]")
        let summary = try run(recipe)
        #expect(summary.isComplete && (summary.best?.last?.score ?? 0) > (summary.baseline ?? 1))
    }

    @Test func `a trial above the memory limit fails with both figures`() throws {
        var options = Tuner.Options()
        options.memory = MemoryGuard(limit: MemoryLimit(MemorySize(byteCount: 1_000)))
        let summary = try run(try recipe("trials: 2, halving: none, \(Self.space)"), options)
        #expect(summary.best == nil && summary.trials.allSatisfy { $0.last?.failure?.contains("1000 B") == true })
    }
}
