// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Evaluation
import Recommenders
import Training

struct EvaluateReplenishment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate-replenishment",
        abstract: "Judge “buy it again”: which of their own items customers really bought next.",
        discussion: """
            The model learns from everything before the test period, which is the latest --weeks of the store. Whoever \
            bought something before and in the period gets a list of their own items, best first. Beside the model \
            stand the items that the customer bought most often and last; the model is compared with the first, user \
            by user.

            EXAMPLES
              wicker import --store shop --orders lines.csv
              wicker-train evaluate-replenishment --store shop --recipe models/companions.yaml

              Other settings, tuned on the four weeks before the test's:
                wicker-train evaluate-replenishment --store shop --skip-weeks 4 --set intervalShrinkage=3

            READING THE TABLE
              precision@10 is the part of a list of 10 that was bought in the test period; ± is half the 95 % \
              interval over users; p is that of a paired sign-flip test against “bought most”.
            """)

    @Option(help: ArgumentHelp("The store to learn from and judge by.", valueName: "dir"))
    var store: String

    @Option(help: ArgumentHelp("A recipe with a recommender of kind replenishment.", valueName: "file"))
    var recipe: String?

    @Option(
        name: .customLong("set"), help: ArgumentHelp("A setting, where no recipe is given.", valueName: "key=value"))
    var settings: [String] = []

    @Option(help: "Length of the test period.")
    var weeks = 4.0

    @Option(help: "Leave out this much of the latest data, to tune on an earlier period.")
    var skipWeeks = 0.0

    @Option(help: "Length of the lists.")
    var at = 10

    @Option(help: "How often users are drawn for the intervals and tests.")
    var resamples = 10_000

    @OptionGroup var threads: ThreadOption

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    func validate() throws {
        guard recipe == nil || settings.isEmpty else {
            throw ValidationError("--set goes without --recipe; a recipe holds its own settings.")
        }
    }

    func run() throws {
        try Failure.reporting {
            var options = RepeatEvaluation.Options()
            (options.testDays, options.skippedDays) = (7 * weeks, 7 * skipWeeks)
            (options.cutoff, options.resampleCount, options.threadCount) = (at, resamples, threads.count)
            let summary = try RepeatEvaluation(try chosen(), options: options).run(storeAt: store)
            if json { try JSONLine.print(summary) } else { print(Self.table(summary)) }
        }
    }

    private func chosen() throws -> Recipe {
        if let recipe { return try Recipe(contentsOf: recipe) }
        let settings = try Settings(assignments: settings)
        return Recipe(name: "replenishment", recommenders: [RecommenderPlan(.replenishment, settings: settings)])
    }

    private static func table(_ summary: RepeatSummary) -> String {
        var table = TextTable(
            ["", "precision@\(summary.cutoff)", "recall@\(summary.cutoff)", "against bought most", "p"])
        for result in summary.results {
            table.add([
                result.name, figure(result.precision, result.precisionInterval?.margin),
                figure(result.recall, result.recallInterval?.margin),
                result.comparison.map { figure($0.mean, $0.interval.margin) } ?? "",
                result.comparison.map { Figures.fixed($0.pValue, 4) } ?? "",
            ])
        }
        return table.text
            + "\n\(summary.users) users, \(Figures.rounded(summary.testDays, 2)) days; the model's own probabilities "
            + "promise \(Figures.fixed(summary.expectedHits, 2)) hits a list; "
            + "fit \(Figures.rounded(summary.fitSeconds, 2)) s"
    }

    private static func figure(_ value: Double, _ margin: Double?) -> String {
        Figures.fixed(value, 4) + (margin.map { " ±" + Figures.fixed($0, 4) } ?? "")
    }
}
