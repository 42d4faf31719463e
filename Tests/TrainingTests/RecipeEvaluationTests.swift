// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Import
import Recommenders
import Shop
import Store
import Testing
import Training

struct RecipeEvaluationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func files(_ train: String, _ test: String) throws -> JudgedData {
        try JudgedData(train: folder.write(train, "train.tsv"), test: folder.write(test, "test.tsv"))
    }

    private func run(
        _ recipe: Recipe, on data: JudgedData, baselines: Bool = false, threads: Int = 1, reference: String? = nil
    ) throws -> EvaluationSummary {
        var options = RecipeEvaluation.Options()
        options.cutoffs = [1, 2]
        options.resampleCount = 200
        options.addsBaselines = baselines
        options.threadCount = threads
        options.reference = reference
        return try RecipeEvaluation(recipe, options: options).run(on: data)
    }

    private func plain(_ kinds: RecommenderKind...) -> Recipe {
        Recipe(name: "test", recommenders: kinds.map { RecommenderPlan($0) })
    }

    /// Three shoppers who want a, b and c together; the fourth has a and b, the fifth something else.
    private static let train = ["1 a", "1 b", "1 c", "2 a", "2 b", "2 c", "3 a", "3 b", "3 c", "4 a", "4 b", "5 d"]
        .map { $0.replacing(" ", with: "\t") }.joined(separator: "\n")

    /// The camps as rows user, item, rating, time; odd rows are rated low.
    private static let rated = checkerboardEvents().enumerated()
        .map { "\($1.user)\t\($1.item)\t\($0 % 7 == 1 ? 2 : 5)\t\($1.timestamp.milliseconds)" }.joined(separator: "\n")

    /// A store of the camps, closed again.
    private func filledStore() throws -> String {
        let store = try ShopStore.open(at: "\(folder.path)/store", as: .writer, creating: true)
        _ = try store.append(checkerboardEvents())
        return store.directory
    }

    @Test func `figures worked out by hand come out`() throws {
        let summary = try run(plain(.itemKNN), on: files(Self.train, "4\tc\n4\tunknown\n9\ta\n"))
        let result = try #require(summary.results.first)
        #expect(result.users == 1 && result.recommender == "item-knn" && summary.results.count == 1)
        #expect(result.metrics["recall@1"] == 0.5 && result.metrics["precision@1"] == 1)
        #expect(result.metrics["mrr@2"] == 1 && result.metrics["hit-rate@2"] == 1)
        #expect(result.fitSeconds >= 0 && result.usersPerSecond > 0 && result.peakByteCount > 0)
        #expect(summary.counts.wantedPairs == 2 && summary.counts.unknownPairs == 1 && summary.counts.newPairs == 0)
        #expect(summary.counts.trainingUsers == 5 && summary.counts.trainingItems == 4)
        #expect(summary.settings.splitProtocol == "given" && summary.settings.reference == nil)
    }

    @Test func `rows weigh the same whatever the recipe says about event types`() throws {
        let data = try files(Self.train, "4\tc\n")
        let picky = try Recipe(
            yaml: """
                events: {weights: {purchase: 5}}
                recommenders: [{kind: item-knn, events: {weights: {cart: 1}}}]
                """, file: "test.yaml")
        #expect(try run(picky, on: data).results[0].metrics == run(plain(.itemKNN), on: data).results[0].metrics)
    }

    @Test func `baselines stand beside, once, and are compared with`() throws {
        let data = try JudgedData(file: folder.write(Self.rated, "d.tsv"), by: SplitPlan(.random))
        let both = try run(plain(.ials), on: data, baselines: true)
        #expect(both.results.map(\.recommender) == ["ials", "popularity", "item-knn"])
        #expect(both.results.map(\.isBaseline) == [false, true, true])
        #expect(both.settings.reference == "item-knn")
        #expect(both.results[2].comparisons.isEmpty && both.results[0].comparisons.count == 16)
        #expect(both.results[0].intervals["ndcg@2"] != nil && both.results[0].intervals["coverage@2"] == nil)
        let own = try run(plain(.itemKNN, .popularity), on: data, baselines: true)
        #expect(own.results.map(\.recommender) == ["item-knn", "popularity"])
        let chosen = try run(plain(.itemKNN), on: data, baselines: true, reference: "popularity")
        #expect(chosen.results.map(\.comparisons.isEmpty) == [false, true])
    }

    @Test func `a blend is fitted on its members' models`() throws {
        let recipe = try Recipe(
            yaml: """
                recommenders:
                  - {kind: item-knn}
                  - {kind: popularity}
                  - {kind: blend, name: mix, settings: {members: {item-knn: 1, popularity: 0.5}}}
                """, file: "test.yaml")
        let data = try JudgedData(file: folder.write(Self.rated, "d.tsv"), by: SplitPlan(.leaveLast))
        #expect(
            try run(recipe, on: data, baselines: true).results.map(\.recommender) == ["item-knn", "popularity", "mix"])
    }

    @Test func `the number of threads changes no figure`() throws {
        let data = try JudgedData(file: folder.write(Self.rated, "d.tsv"), by: SplitPlan(.strong))
        let one = try run(plain(.itemKNN), on: data, baselines: true)
        let two = try run(plain(.itemKNN), on: data, baselines: true, threads: 2)
        for (first, second) in zip(one.results, two.results) {
            #expect(first.metrics == second.metrics && first.intervals == second.intervals)
            #expect(first.comparisons == second.comparisons)
            #expect(first.userBands == second.userBands && first.itemBands == second.itemBands)
        }
    }

    @Test(arguments: SplitProtocol.allCases.filter { $0 != .basket })
    func `every protocol that divides users' events works on a file and on a store`(
        splitProtocol: SplitProtocol
    ) throws {
        var format = JudgedData.FileFormat()
        format.columns = try PairFile.Columns(parsing: "user,item,rating,time")
        let path = try folder.write(Self.rated, "d.tsv")
        let store = try filledStore()
        let plan = SplitPlan(splitProtocol)
        let fromFile = try run(plain(.itemKNN), on: JudgedData(file: path, by: plan, format: format))
        let fromStore = try run(
            plain(.itemKNN), on: JudgedData(storeAt: store, by: plan, recipe: plain(.itemKNN)))
        #expect(fromFile.counts.judgedUsers > 0 && fromFile.settings.splitProtocol == splitProtocol.rawValue)
        if splitProtocol == .time { #expect(fromFile.counts == fromStore.counts) }
        #expect((fromStore.results[0].metrics["recall@2"] ?? -1) >= 0)
        format.minimumRating = 4
        let high = try run(plain(.itemKNN), on: JudgedData(file: path, by: plan, format: format))
        #expect(high.counts.trainingInteractions < fromFile.counts.trainingInteractions)
    }

    @Test func `what cannot be judged is named before any work`() throws {
        let clash = try Recipe(yaml: "recommenders: [{kind: ials, name: popularity}]", file: "test.yaml")
        var options = RecipeEvaluation.Options()
        let taken = #expect(throws: TrainingError.self) { try RecipeEvaluation(clash, options: options) }
        #expect(taken.map { "\($0)".contains("--no-baselines") && "\($0)".contains("“popularity”") } == true)
        options.addsBaselines = false
        #expect(throws: Never.self) { try RecipeEvaluation(clash, options: options) }
        options.reference = "popularty"
        let missing = #expect(throws: TrainingError.self) { try RecipeEvaluation(clash, options: options) }
        #expect(missing.map { "\($0)".contains("did you mean “popularity”") } == true)
        options.reference = nil
        options.resampleCount = 3
        #expect(throws: TrainingError.self) { try RecipeEvaluation(clash, options: options) }
    }

    @Test func `test rows without anybody to judge are an error`() throws {
        let error = #expect(throws: TrainingError.self) {
            try run(plain(.popularity), on: files(Self.train, "9\ta\n"))
        }
        #expect(error?.code == .nothingToLearn)
    }

    @Test func `a bad row, a missing file and missing times are named`() throws {
        let bad = #expect(throws: TrainingError.self) { try files("1\ta\nlonely\n", "1\ta\n") }
        #expect(bad?.code == .unreadableFile && bad.map { "\($0)".contains("train.tsv") } == true)
        let missing = #expect(throws: TrainingError.self) {
            try JudgedData(train: "/nowhere/train.tsv", test: "/nowhere/test.tsv")
        }
        #expect(missing.map { "\($0)".contains("/nowhere/train.tsv") } == true)
        let timeless = #expect(throws: TrainingError.self) {
            try JudgedData(file: "\(folder.path)/train.tsv", by: SplitPlan(.time))
        }
        #expect(timeless.map { "\($0)".contains("--columns user,item,time") } == true)
    }
}
