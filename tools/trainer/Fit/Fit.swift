// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Snapshots
import Training

struct Fit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit a recipe on a store and publish the models as a new snapshot.",
        discussion: """
            Reads every event once, in a transaction of moments, so that a server or an import may go on working on the \
            same store. If the recipe says how to judge, events are held back, the models are judged by them, and \
            only models that reach the recipe's gate are fitted on everything and published. The same events, recipe \
            and seed give the same snapshot, byte for byte, on any number of threads.

            EXAMPLES
              wicker-train fit --store store --models models
              wicker-train fit --store store --models models --recipe models/ials.yaml --threads 2
              wicker-train fit --store store --models models --no-activate   # look first, activate later
            """)

    @Option(help: ArgumentHelp("Folder of the store to learn from.", valueName: "dir"))
    var store: String

    @Option(help: ArgumentHelp("Folder of the snapshots; made if need be.", valueName: "dir"))
    var models: String

    @Option(help: ArgumentHelp("What to fit (default: what models/default.yaml says).", valueName: "file"))
    var recipe: String?

    @OptionGroup var threads: ThreadOption

    @OptionGroup var memory: MemoryOption

    @Option(help: "Where random numbers start, instead of the recipe's seed.")
    var seed: UInt64?

    @Flag(inversion: .prefixedNo, help: "Let servers answer from the new snapshot.")
    var activate = true

    @Flag(help: "Publish even if the models do not reach the recipe's gate.")
    var force = false

    @Flag(help: "Print one JSON object instead of a report.")
    var json = false

    func run() throws {
        try Failure.reporting {
            var recipe = try recipe.map(Recipe.init(contentsOf:)) ?? .standard
            if let seed { recipe.seed = seed }
            var options = TrainingPipeline.Options()
            options.threadCount = threads.count
            options.activates = activate
            options.ignoresGate = force
            options.memoryLimit = memory.limit
            let line = ProgressLine()
            options.notice = { message in
                line.clear()
                Failure.warn(message)
            }
            defer { line.clear() }
            let pipeline = TrainingPipeline(recipe, options: options, progress: line.show)
            let summary = try pipeline.run(storeAt: store, into: SnapshotCatalog(directory: models))
            line.clear()
            if json {
                try JSONLine.print(FitReport(summary))
            } else {
                print(FitReport(summary).text)
            }
        }
    }
}
