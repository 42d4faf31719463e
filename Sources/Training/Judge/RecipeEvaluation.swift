// SPDX-License-Identifier: Apache-2.0

public import Evaluation
internal import Recommenders

/// Fits a recipe's recommenders on one part of some data, judges them by the other, and says how sure that is.
///
/// Nothing is published. Figures do not depend on the number of threads.
public struct RecipeEvaluation: Sendable {
    /// What is measured, and how closely.
    public struct Options: Sendable {
        /// Lengths of the lists.
        public var cutoffs = [10, 20]
        /// What is measured of them.
        public var metrics = Metric.standard
        /// Bands of users and of items.
        public var bandCount = 4
        /// How often users are drawn; 0 for no intervals and no tests.
        public var resampleCount = 1_000
        /// Part of the drawn means that an interval holds.
        public var confidence = 0.95
        /// Whom the others are compared with; nil for item-kNN if it is there, else popularity, else the first.
        public var reference: String?
        /// By which rule the data are divided, which decides what is judged beside the recipe's own; nil for given parts.
        public var splitProtocol: SplitProtocol?
        /// Whether popularity and item-kNN, or what suits the protocol better, are judged beside the recipe's own.
        public var addsBaselines = true
        /// Threads to work on.
        public var threadCount = 1
        /// What fits are compared with before the first of them; by default any is admitted.
        public var memory = MemoryGuard(limit: nil)

        /// Lists of 10 and 20, 1,000 resamples, baselines.
        public init() {}
    }

    private let recipe: Recipe
    private let options: Options
    private let panel: Panel
    private let evaluator: Evaluator
    private let resampling: Resampling?
    private let progress: TrainingProgress

    /// An evaluation of a recipe; whatever can be wrong with it is said before any work.
    ///
    /// - Throws: `invalidProtocol` for options out of range; `invalidRecipe` when a baseline's name is taken, or the
    ///   reference is not there.
    public init(
        _ recipe: Recipe, options: Options = Options(), progress: @escaping TrainingProgress = { _, _ in }
    ) throws(TrainingError) {
        self.recipe = recipe
        self.options = options
        self.progress = progress
        panel = try Panel(
            recipe, addsBaselines: options.addsBaselines, reference: options.reference,
            splitProtocol: options.splitProtocol)
        do throws(EvaluationError) {
            evaluator = try Evaluator(
                at: options.cutoffs, metrics: options.metrics, bandCount: options.bandCount,
                threadCount: options.threadCount)
            resampling =
                options.resampleCount == 0
                ? nil
                : try Resampling(
                    count: options.resampleCount, confidence: options.confidence, seed: recipe.seed,
                    threadCount: options.threadCount)
        } catch {
            throw TrainingError(.invalidProtocol, "cannot judge like that", cause: error)
        }
    }

    /// Fits, ranks and compares.
    ///
    /// - Throws: `nothingToLearn`, `fitFailed`; `notEnoughMemory` before the first fit.
    public func run(on data: JudgedData) throws(TrainingError) -> EvaluationSummary {
        var extended = recipe
        extended.recommenders = panel.plans
        extended = try options.memory.admitted(extended, for: data.split.training.size, held: data.heldByteCount)
        let fitter = ModelFitter(recipe: data.recipe(extended), threadCount: options.threadCount)
        var facts: TrainingFacts?  // made after the first fit, which needs the memory
        var (judgements, results) = ([Judgement](), [RecommenderResult]())
        var members: [String: any RecommenderModel] = [:]
        for plan in fitter.recipe.recommenders {
            let fitted = try fitter.fit(plan, on: data.split.training, members: &members) { [progress] in
                progress(.judging(plan.name), $0)
            }
            let known = facts ?? evaluator.facts(of: data.split)
            facts = known
            let (judgement, result) = try judge(fitted, of: plan, data, known)
            judgements.append(judgement)
            results.append(result)
        }
        for yardstick in panel.yardsticks {
            let (judgement, result) = try judge(yardstick, data, facts ?? evaluator.facts(of: data.split))
            judgements.append(judgement)
            results.append(result)
        }
        if let resampling { compare(judgements, &results, resampling) }
        return EvaluationSummary(
            title: recipe.name, settings: settings(data), counts: EvaluationCounts(data.split), results: results)
    }

    private func judge(
        _ fitted: ModelFitter.Fitted, of plan: RecommenderPlan, _ data: JudgedData, _ facts: TrainingFacts
    ) throws(TrainingError) -> (Judgement, RecommenderResult) {
        let watch = Stopwatch()
        do throws(EvaluationError) {
            let judgement = try evaluator.judge(
                fitted.model, on: data.split, facts: facts, weighting: fitted.weighting)
            var result = RecommenderResult(
                plan.name, kind: plan.kind.rawValue, isBaseline: panel.isBaseline(plan.name), judgement: judgement)
            result.usersPerSecond = Double(result.users) / max(watch.seconds, 1e-9)
            result.fitSeconds = fitted.seconds
            result.peakByteCount = ResourceUse.peakByteCount
            result.attributes = (fitted.model as? any AttributeReportingModel)?.attributeContributions ?? []
            return (judgement, result)
        } catch {
            throw TrainingError(.nothingToLearn, "cannot judge “\(plan.name)”", cause: error)
        }
    }

    private func judge(
        _ yardstick: Yardstick, _ data: JudgedData, _ facts: TrainingFacts
    ) throws(TrainingError) -> (Judgement, RecommenderResult) {
        do {
            let model = try yardstick.model(of: data.split.training, seed: recipe.seed)
            let judgement = try evaluator.judge(model, on: data.split, facts: facts)
            let result = RecommenderResult(
                yardstick.rawValue, kind: yardstick.rawValue, isBaseline: true, judgement: judgement)
            return (judgement, result)
        } catch {
            throw TrainingError(.nothingToLearn, "cannot judge “\(yardstick.rawValue)”", cause: error)
        }
    }

    private func compare(_ judgements: [Judgement], _ results: inout [RecommenderResult], _ resampling: Resampling) {
        var comparisons: [[Comparison]] = []
        let reference = results.firstIndex { $0.recommender == panel.reference }
        for (place, judgement) in judgements.enumerated() {
            progress(.comparing, Double(place) / Double(judgements.count))
            results[place].intervals = judgement.intervals(by: resampling)
            guard let reference, place != reference else {
                comparisons.append([])
                continue
            }
            comparisons.append(
                judgement.comparisons(with: judgements[reference], named: panel.reference, by: resampling))
        }
        for (place, corrected) in Judgement.corrected(comparisons).enumerated() {
            results[place].comparisons = corrected
        }
    }

    private func settings(_ data: JudgedData) -> EvaluationSettings {
        var settings = EvaluationSettings(
            source: data.source, splitProtocol: data.plan?.splitProtocol.rawValue ?? "given", seed: recipe.seed,
            cutoffs: evaluator.cutoffs, metrics: evaluator.metrics.map(\.rawValue), resamples: options.resampleCount,
            confidence: options.confidence, threads: options.threadCount)
        settings.reference = panel.plans.count > 1 ? panel.reference : nil
        if let plan = data.plan, plan.splitProtocol.hasFraction { settings.testFraction = plan.testFraction }
        if let plan = data.plan, plan.splitProtocol == .strong { settings.heldOutFraction = plan.heldOutFraction }
        if let plan = data.plan, plan.splitProtocol == .basket {
            (settings.testDays, settings.skippedDays) = (plan.testDays, plan.skippedDays)
        }
        return settings
    }
}
