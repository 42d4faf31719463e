// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Training

struct Tune: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Search for the settings with which a recommender does best.",
        discussion: """
            The recipe's tune section says which recommender, which settings and by which figure. Trials are judged on \
            events held back from the fit: on the rows of --valid, or on a part of the others that the recipe \
            describes. Weak trials end on a share of the users, strong ones are judged on all of them.

            The folder --out receives trials.jsonl, a line as each judgement ends; trials.tsv, the table; and \
            best.yaml, the recipe with the best settings. A search that was killed, or ran out of time, goes on where \
            it stood when it is started again with the same recipe and data, and finds the same.

            EXAMPLES
              wicker-train tune --recipe models/tune-item-knn.yaml --store store --out tuned
              wicker-train tune --recipe r.yaml --train fit.tsv --valid valid.tsv --out tuned --time-limit 10m
              wicker-train evaluate --train train.tsv --test test.tsv --recipe tuned/best.yaml --at 20
            """)

    @Option(help: ArgumentHelp("The recipe, with a tune section.", valueName: "file"))
    var recipe: String

    @Option(help: ArgumentHelp("Rows user<TAB>item to learn from.", valueName: "file"))
    var train: String?

    @Option(help: ArgumentHelp("Rows to judge by, in place of part of --train.", valueName: "file"))
    var valid: String?

    @Option(help: ArgumentHelp("Folder of a store to learn from and judge by.", valueName: "dir"))
    var store: String?

    @Option(help: ArgumentHelp("Folder of the trials and the best recipe; made if need be.", valueName: "dir"))
    var out: String

    @Option(help: "Trials beside the recipe as it stands, instead of what the recipe says.")
    var trials: Int?

    @Option(help: ArgumentHelp("Start no trial after that time, such as 90s, 10m or 1h30m.", valueName: "time"))
    var timeLimit: TimeSpan?

    @Option(help: "Rows of the table of the best trials.")
    var top = 10

    @OptionGroup var threads: ThreadOption

    @OptionGroup var memory: MemoryOption

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    func validate() throws {
        guard (train == nil) != (store == nil) else { throw ValidationError("Give either --train or --store.") }
        guard valid == nil || train != nil else { throw ValidationError("--valid goes with --train.") }
        guard (trials ?? 1) > 0, top > 0 else { throw ValidationError("--trials and --top must be above 0.") }
    }

    func run() throws {
        try Failure.reporting {
            let recipe = try Recipe(contentsOf: recipe)
            guard var plan = recipe.tune else {
                throw TrainingError(
                    .invalidRecipe,
                    "\(self.recipe) has no tune section; models/tune-item-knn.yaml shows how one looks")
            }
            if let trials { plan.trials = trials }
            let line = ProgressLine()
            defer { line.clear() }
            var options = Tuner.Options()
            options.memory = MemoryGuard(limit: memory.limit, threadCount: threads.count, notice: { _ in })
            options.secondLimit = timeLimit?.seconds
            options.progress = { [plan] in line.show(TuneReport.line($0, plan)) }
            line.show(.reading, 0)
            let summary = try Tuner(recipe, plan, options: options).run(input(recipe, plan), in: out)
            line.clear()
            let report = TuneReport(summary, top: top)
            if json { try JSONLine.print(report) } else { print(report.text(in: out)) }
        }
    }

    private func input(_ recipe: Recipe, _ plan: TunePlan) throws(TrainingError) -> TuneInput {
        if let store { return try TuneInput(storeAt: store, recipe: recipe, plan: plan) }
        return try TuneInput(train: train ?? "", valid: valid, recipe: recipe, plan: plan)
    }
}

/// A length of time, written `90s`, `10m`, `1h30m`; a number alone counts seconds.
struct TimeSpan: ExpressibleByArgument {
    var seconds: Double

    init?(argument: String) {
        var (total, digits) = (0.0, "")
        for letter in argument {
            if letter.isNumber || letter == "." {
                digits.append(letter)
                continue
            }
            guard let unit = ["s": 1.0, "m": 60, "h": 3_600, "d": 86_400][letter], let number = Double(digits) else {
                return nil
            }
            total += number * unit
            digits = ""
        }
        if !digits.isEmpty {
            guard let number = Double(digits) else { return nil }
            total += number
        }
        guard total > 0, total.isFinite else { return nil }
        seconds = total
    }
}
