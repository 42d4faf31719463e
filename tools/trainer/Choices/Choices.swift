// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Import
import Recommenders
import Training

/// `wicker-train choices`.
struct Choices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what choices say that attributes are worth: weights, their errors, willingness to pay.",
        discussion: """
            Fits a conditional logit: the probability of choosing an alternative grows with exp(Σ weight · attribute) \
            against the others of its set. Learns from a store by a recipe's recommender of kind utility, or from a file in \
            long format: a row an alternative, the rows of a set one after the other, columns choice-set, chosen (how \
            often), if need be item, segment and group (each group is fitted alone), every other an attribute. Names stand \
            in a header row or in --columns, where - is a column to leave out.

            With a column item, every item has an intercept, too: what makes it wanted beyond its attributes, drawn towards \
            0 as far as choices left out of the fit ask for it.

            With --test, other choices of the same columns are held against the weights and, with a column item, against \
            each item's market share in --choices.

            EXAMPLES
              wicker-train choices --store shop/store --recipe models/utility.yaml
              wicker-train choices --choices choices.tsv
              wicker-train choices --choices choices.csv --columns choice-set,chosen,price,-,stars --robust
              wicker-train choices --choices before.tsv.zst --test after.tsv.zst --prior-deviation 0.3 --json
            """)

    @OptionGroup(title: "Choices") var source: ChoiceSourceOptions
    @OptionGroup(title: "Fit") var fit: ChoiceFitOptions
    @OptionGroup var threads: ThreadOption

    @Flag(help: "Print one JSON object instead of tables.")
    var json = false

    func run() throws {
        try Failure.reporting {
            let groups = try source.store.map { [try learned(fromStore: $0)] } ?? learnedFromFile()
            let report = ChoiceReport(groups: groups)
            if json {
                try JSONLine.print(report)
            } else {
                print(report.text)
            }
            if groups.allSatisfy({ $0.problem != nil }) { throw ExitCode.failure }
        }
    }

    private func learned(fromStore store: String) throws -> ChoiceGroupReport {
        guard let path = source.recipe else { throw ValidationError("--store needs --recipe.") }
        let learned = try ChoiceStudy.learn(
            storeAt: store, recipe: Recipe(contentsOf: path), recommender: source.recommender, threads: threads.count)
        var report = ChoiceGroupReport(name: "")
        let segments = learned.segments.map { ($0.name, $0.fit) }
        for (segment, fit) in [("", learned.whole)] + segments {
            report.add(fit, segment: segment, worths: learned.willingnessToPay(fit))
        }
        return report
    }

    private func learnedFromFile() throws -> [ChoiceGroupReport] {
        guard let path = source.choices else { return [] }
        let columns = source.columns?.split(separator: ",").map(String.init)
        let tables = try ChoiceFile.read(path, columns: columns)
        let held = try source.test.map { try ChoiceFile.read($0, columns: columns) } ?? []
        let byGroup = Dictionary(uniqueKeysWithValues: held.map { ($0.group, $0.table) })
        return tables.map { group, table in
            GroupStudy(options: fit, threads: threads.count).report(of: group, table, test: byGroup[group])
        }
    }
}

/// Where choices come from.
struct ChoiceSourceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the store to learn from.", valueName: "dir"))
    var store: String?

    @Option(help: ArgumentHelp("Recipe with a recommender of kind utility; goes with --store.", valueName: "file"))
    var recipe: String?

    @Option(help: "Which of the recipe's recommenders (default: the first of kind utility).")
    var recommender: String?

    @Option(help: ArgumentHelp("File of choices; plain, gzip or zstd; - for standard input.", valueName: "file"))
    var choices: String?

    @Option(help: "Names of the file's columns in order, such as choice-set,chosen,price.")
    var columns: String?

    @Option(help: ArgumentHelp("Other choices, to hold against what was learned.", valueName: "file"))
    var test: String?

    func validate() throws {
        guard (store == nil) != (choices == nil) else { throw ValidationError("Give --store or --choices.") }
        guard (store == nil) == (recipe == nil) else { throw ValidationError("--store and --recipe go together.") }
        if store != nil, columns != nil || test != nil {
            throw ValidationError("--columns and --test go with --choices.")
        }
    }
}

/// How a file's choices are fitted; a recipe says it itself.
struct ChoiceFitOptions: ParsableArguments {
    @Option(help: "Draw every weight towards 0 by a prior of that deviation, attributes scaled to vary by 1.")
    var priorDeviation: Double?

    @Option(help: "How far a segment may be from all, in the same measure.")
    var segmentDeviation = 0.5

    @Flag(help: "Standard errors that hold when the model is only nearly right.")
    var robust = false

    @Option(help: "The attribute that is the price, for the willingness to pay.")
    var price = "price"

    @Flag(inversion: .prefixedNo, help: "Give every item of a column item an intercept.")
    var intercepts = true

    @Option(help: "How far intercepts may be from 0 (default: chosen by cross-validation over the sets).")
    var interceptDeviation: Double?

    func validate() throws {
        for deviation in [priorDeviation, segmentDeviation, interceptDeviation] {
            guard deviation ?? 1 > 0, (deviation ?? 1).isFinite else {
                throw ValidationError("A deviation must be above 0.")
            }
        }
    }

    func logit(threads: Int) -> ConditionalLogit {
        var logit = ConditionalLogit()
        logit.priorDeviation = priorDeviation
        logit.segmentDeviation = segmentDeviation
        logit.isRobust = robust
        logit.threadCount = threads
        return logit
    }
}
