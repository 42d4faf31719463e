// SPDX-License-Identifier: Apache-2.0

internal import FoundationEssentials
internal import Recommenders
internal import Snapshots

/// Searches for the settings with which a recipe's recommender does best.
public struct Tuner: Sendable {
    /// How to go about it; none of it but the time limit changes what is found.
    public struct Options: Sendable {
        /// Limit and threads of the fits; trials that would exceed the limit are recorded as failed.
        public var memory = MemoryGuard(limit: nil)
        /// Seconds after which no further trial starts; nil for no limit.
        public var secondLimit: Double?
        /// Told what is going on; may be called from any thread.
        public var progress: @Sendable (TuneProgress) -> Void = { _ in }

        /// One thread and no limits.
        public init() {}
    }

    private let recipe: Recipe
    private let plan: TunePlan
    private let options: Options

    /// A search for a recipe by a plan, which may differ from the recipe's own.
    public init(_ recipe: Recipe, _ plan: TunePlan, options: Options = Options()) {
        self.recipe = recipe
        self.plan = plan
        self.options = options
    }

    /// Runs the search, or goes on with the one whose trials lie in the folder, and writes there `trials.jsonl`,
    /// `trials.tsv` and `best.yaml`.
    ///
    /// - Throws: `otherSearch` when the folder's trials are of another recipe or other data; `trialsFailed`;
    ///   `nothingToLearn`; `fitFailed` when a recommender that the trials share cannot be fitted.
    public func run(_ input: TuneInput, in folder: String) throws(TrainingError) -> TuneSummary {
        let watch = Stopwatch()
        try makeFolder(folder)
        let log = try TrialLog(in: folder, header(input))
        let runner = try TrialRunner(input, plan, memory: options.memory)
        var search = Search(plan)
        var meter = TuneMeter(plan)
        let recalled = log.count
        let isComplete = try search.run { [options, plan] (trial, rung) throws(TrainingError) in
            if let record = try log.record(of: trial, rung: rung) {
                meter.add(record)
                return record
            }
            if let limit = options.secondLimit, watch.seconds >= limit { return nil }
            let state = meter.progress(trial: trial.number, share: plan.halving.shares[rung])
            options.progress(state)
            let record = try runner.record(of: trial, rung: rung) { options.progress(state.during($0)) }
            try log.add(record)
            meter.add(record)
            return record
        }
        let summary = TuneSummary(
            plan: plan, trials: search.trials.filter { $0.last != nil }.sorted { $0.precedes($1) }, best: search.best,
            isComplete: isComplete,
            recalledCount: min(recalled, log.count), judgedCount: log.count - recalled,
            planned: Search.judgements(of: plan).reduce(0, +), seconds: watch.seconds)
        try write(summary, input, to: folder)
        return summary
    }

    private func makeFolder(_ folder: String) throws(TrainingError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw TrainingError(.trialsFailed, "cannot make folder \(folder)", cause: error)
        }
    }

    /// All that the trials' figures depend on, without how many there shall be.
    private func header(_ input: TuneInput) throws(TrainingError) -> TrialLog.Header {
        let recipe = recipe.record
        let search: [String: Setting] = [
            "events": recipe["events"] ?? [:], "recommenders": recipe["recommenders"] ?? [],
            "seed": .text("\(self.recipe.seed)"), "metric": .text(plan.metricName),
            "recommender": .text(plan.recommender), "validation": .text("\(plan.validation)"),
            "search": .text("\(plan.seed) \(plan.strategy) \(plan.halving) \(plan.space)"),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let bytes = try? encoder.encode(search) else {
            throw TrainingError(.trialsFailed, "recipe “\(self.recipe.name)” cannot be written as JSON")
        }
        let sum = [UInt8](bytes).withUnsafeBytes { Checksum.of($0) }
        return TrialLog.Header(recipe: self.recipe.name, search: Checksum.text(sum), data: input.fingerprint)
    }

    private func write(_ summary: TuneSummary, _ input: TuneInput, to folder: String) throws(TrainingError) {
        do {
            try Data(summary.table.utf8).write(to: URL(filePath: "\(folder)/trials.tsv"), options: .atomic)
            guard let best = summary.best else { return }
            let yaml = BestRecipe(recipe: recipe, plan: plan, summary: summary, input: input).yaml(of: best)
            try Data(yaml.utf8).write(to: URL(filePath: "\(folder)/best.yaml"), options: .atomic)
        } catch {
            throw TrainingError(.trialsFailed, "cannot write to \(folder)", cause: error)
        }
    }
}
