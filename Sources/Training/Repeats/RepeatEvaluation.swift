// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Recommenders
internal import Shop

/// Judges which of their own items customers are told to be due for, by what they bought next.
///
/// The model learns from all before a moment. Everybody who bought something before it and something after it is then
/// asked about; of what they bought in the test period only items they had bought before can be hit. Beside the model
/// stand what the customer bought most often, and what they bought last.
public struct RepeatEvaluation: Sendable {
    /// How it is judged.
    public struct Options: Sendable {
        /// Length of the test period, the latest of the data; the model learns from what comes before.
        public var testDays = 28.0
        /// Leaves out this much of the latest data altogether, to tune on an earlier period.
        public var skippedDays = 0.0
        /// Length of the lists.
        public var cutoff = 10
        /// How often users are drawn for intervals and tests.
        public var resampleCount = 10_000
        /// Threads to work on.
        public var threadCount = 1

        /// Four weeks, lists of 10.
        public init() {}
    }

    private let recipe: Recipe
    private let plan: RecommenderPlan
    private let options: Options
    private let resampling: Resampling

    /// An evaluation of the recipe's first recommender that knows repeats.
    ///
    /// - Throws: `invalidRecipe` when it has none; `invalidProtocol` for options out of range.
    public init(_ recipe: Recipe, options: Options = Options()) throws(TrainingError) {
        guard let plan = recipe.recommenders.first(where: { $0.kind == .replenishment }) else {
            throw TrainingError(
                .invalidRecipe, "recipe “\(recipe.name)” has no recommender of kind replenishment; add one")
        }
        guard options.testDays > 0, options.testDays.isFinite, options.skippedDays >= 0, options.skippedDays.isFinite,
            (1...1_000).contains(options.cutoff)
        else {
            throw TrainingError(
                .invalidProtocol,
                "a test of \(options.testDays) days after which \(options.skippedDays) are skipped, "
                    + "and lists of \(options.cutoff): give days above 0, and a length from 1 to 1000")
        }
        (self.recipe, self.plan, self.options) = (recipe, plan, options)
        do throws(EvaluationError) {
            resampling = try Resampling(
                count: options.resampleCount, seed: recipe.seed, threadCount: options.threadCount)
        } catch {
            throw TrainingError(.invalidProtocol, "cannot judge like that", cause: error)
        }
    }

    /// Judges on a store's events.
    ///
    /// - Throws: `storeFailed`, `nothingToLearn`, `fitFailed`.
    public func run(storeAt directory: String) throws(TrainingError) -> RepeatSummary {
        try run(on: TrainingData(storeAt: directory, needing: []).dataset, source: directory)
    }

    func run(on dataset: Dataset, source: String) throws(TrainingError) -> RepeatSummary {
        let day = Double(86_400_000)
        let end = dataset.now.milliseconds - Int64(options.skippedDays * day)
        let cutoff = Timestamp(milliseconds: end - Int64(options.testDays * day))
        let period = RepeatPeriod(dataset.interactions, from: cutoff, through: Timestamp(milliseconds: end))
        let watch = Stopwatch()
        let model = try fit(Dataset(period.training, ownTypes: dataset.ownTypes))
        let fitSeconds = watch.seconds
        let lists = period.lists(by: model, cutoff: options.cutoff)
        guard !lists.isEmpty else {
            throw TrainingError(
                .nothingToLearn,
                "nobody bought anything both before and in the last \(options.testDays) days; give fewer --weeks")
        }
        var summary = RepeatSummary(
            source: source, users: lists.count, cutoff: options.cutoff, testDays: options.testDays,
            from: cutoff.milliseconds, results: results(lists))
        summary.fitSeconds = fitSeconds
        summary.expectedHits = lists.reduce(0) { $0 + $1.expectedHits } / Double(lists.count)
        return summary
    }

    private func fit(_ dataset: Dataset) throws(TrainingError) -> any RepeatModel {
        do throws(RecommenderError) {
            let context = FitContext(seed: recipe.seed, threadCount: options.threadCount)
            let model = try plan.kind.fit(dataset, settings: recipe.settings(of: plan), context: context)
            guard let model = model as? any RepeatModel else {
                throw RecommenderError(.invalidSetting, "“\(plan.kind.rawValue)” knows no repeats")
            }
            return model
        } catch {
            let code: TrainingError.Code = error.code == .emptyDataset ? .nothingToLearn : .fitFailed
            throw TrainingError(code, "cannot fit “\(plan.name)”", cause: error)
        }
    }

    private func results(_ lists: [RepeatPeriod.Lists]) -> [RepeatSummary.Result] {
        let orders = RepeatPeriod.Order.allCases
        let columns = orders.flatMap { order in
            [
                lists.map { Float($0.hits[order.rawValue]) / Float(options.cutoff) },
                lists.map { Float($0.hits[order.rawValue]) / Float($0.wanted) },
            ]
        }
        let intervals = resampling.intervals(of: columns)
        let most = 2 * RepeatPeriod.Order.boughtMost.rawValue
        let differences = orders.map { order in zip(columns[2 * order.rawValue], columns[most]).map { $0 - $1 } }
        let differenceIntervals = resampling.intervals(of: differences)
        let pValues = resampling.pValues(ofDifferences: differences)
        return orders.map { order in
            let place = order.rawValue
            var result = RepeatSummary.Result(
                name: order.name(of: plan.name), precision: mean(columns[2 * place]),
                recall: mean(columns[2 * place + 1]))
            (result.precisionInterval, result.recallInterval) = (intervals[2 * place], intervals[2 * place + 1])
            if order != .boughtMost, let interval = differenceIntervals[place] {
                result.comparison = RepeatSummary.Difference(
                    mean: mean(differences[place]), interval: interval, pValue: pValues[place])
            }
            return result
        }
    }

    private func mean(_ values: [Float]) -> Double {
        values.reduce(0) { $0 + Double($1) } / Double(values.count)
    }
}
