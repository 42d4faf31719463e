// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Recommenders
import Training

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit on a training file, judge by a test file, and print the figures.",
        discussion: """
            Files hold rows user<TAB>item without a header, plain, gzip or zstd. Every user with rows in both files is \
            asked for; the whole catalogue is ranked, without the items of the user's training rows; figures are means \
            over users. Nothing is published and no store is touched.

            EXAMPLES
              wicker-train evaluate --train train.tsv.zst --test test.tsv.zst --recommender item-knn
              wicker-train evaluate --train a.tsv --test b.tsv --recommender ials \\
                --set factors=128 --set regularization=10 --at 10,20 --threads 2
              wicker-train evaluate --train a.tsv --test b.tsv --recipe models/default.yaml --json
            """)

    @Option(help: ArgumentHelp("Rows to learn from.", valueName: "file"))
    var train: String

    @Option(help: ArgumentHelp("Rows to judge by.", valueName: "file"))
    var test: String

    @Option(help: ArgumentHelp("Fit and judge every recommender of a recipe.", valueName: "file"))
    var recipe: String?

    @Option(help: "Fit and judge this one: \(RecommenderKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var recommender: String?

    @Option(name: .customLong("set"), help: ArgumentHelp("A setting of the recommender.", valueName: "key=value"))
    var settings: [String] = []

    @Option(help: "Lengths of the lists that are judged, such as 10,20.")
    var at = Cutoffs(values: [10, 20])

    @OptionGroup var threads: ThreadOption

    @Option(help: "Where random numbers start.")
    var seed: UInt64?

    @Flag(help: "Print one JSON object a line and recommender instead of a table.")
    var json = false

    func validate() throws {
        guard (recipe == nil) != (recommender == nil) else {
            throw ValidationError("Give either --recipe or --recommender.")
        }
        guard recipe == nil || settings.isEmpty else {
            throw ValidationError("--set goes with --recommender; a recipe holds its own settings.")
        }
    }

    func run() throws {
        try Failure.reporting {
            var recipe = try chosenRecipe()
            if let seed { recipe.seed = seed }
            let line = ProgressLine()
            defer { line.clear() }
            line.show(.reading, 0)
            let judge = try FileJudge(train: train, test: test, threadCount: threads.count)
            var (verdicts, members) = ([VerdictReport](), [String: any RecommenderModel]())
            for plan in recipe.recommenders {
                let verdict = try judge.verdict(
                    on: plan, of: recipe, at: at.values, members: &members, progress: line.show)
                line.clear()
                verdicts.append(VerdictReport(verdict))
                if json { try JSONLine.print(VerdictReport(verdict)) }
            }
            if !json { print(VerdictReport.table(verdicts)) }
        }
    }

    private func chosenRecipe() throws -> Recipe {
        if let recipe { return try Recipe(contentsOf: recipe) }
        let kind = try RecommenderKind(named: recommender ?? "")
        let settings = try Settings(assignments: settings)
        _ = try kind.weighting(settings: settings)
        return Recipe(name: kind.rawValue, recommenders: [RecommenderPlan(kind, settings: settings)])
    }
}

/// Lengths of lists, written `10,20`.
struct Cutoffs: ExpressibleByArgument {
    var values: [Int]

    init(values: [Int]) { self.values = values }

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        values = parts.compactMap { Int($0) }
        guard values.count == parts.count, values.allSatisfy((1...1_000).contains) else { return nil }
    }

    var defaultValueDescription: String { values.map(String.init).joined(separator: ",") }
}
