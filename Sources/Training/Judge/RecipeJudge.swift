// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Recommenders

/// Judges a recipe's recommenders on events held back from them, and holds them to the recipe's demands.
struct RecipeJudge {
    let fitter: ModelFitter
    let progress: TrainingProgress

    /// Figures by `recommender/metric@k`; none when the recipe asks for no judgement.
    func metrics(on dataset: Dataset) throws(TrainingError) -> [String: Double] {
        guard let split = try split(dataset) else { return [:] }
        var (figures, members) = ([String: Double](), [String: any RecommenderModel]())
        for plan in fitter.recipe.recommenders {
            let fitted = try fitter.fit(plan, on: split.training, members: &members) { [progress] in
                progress(.judging(plan.name), $0)
            }
            let report = try report(on: fitted, split)
            for (metric, value) in report.metrics { figures["\(plan.name)/\(metric)"] = value }
        }
        return figures
    }

    /// Compares the figures with the recipe's gates.
    ///
    /// - Throws: `gateNotReached` naming every demand that is not met, with both figures.
    func check(_ metrics: [String: Double]) throws(TrainingError) {
        let misses = fitter.recipe.judge.gates.compactMap { gate -> String? in
            let reached = metrics["\(gate.recommender)/\(gate.metric)"] ?? 0
            if reached >= gate.minimum { return nil }
            return "“\(gate.recommender)” reached \(gate.metric) \(rounded(reached)), "
                + "the recipe demands at least \(rounded(gate.minimum))"
        }
        guard !misses.isEmpty else { return }
        throw TrainingError(
            .gateNotReached,
            misses.joined(separator: "; ") + ": nothing was published; change the recipe, or publish with --force")
    }

    private func rounded(_ figure: Double) -> Double { (figure * 1e5).rounded() / 1e5 }

    private func split(_ dataset: Dataset) throws(TrainingError) -> Split? {
        let plan = fitter.recipe.judge
        do {
            let weighting = try EventWeighting(fitter.recipe.events)
            guard let splitPlan = plan.splitPlan(seed: fitter.recipe.seed) else { return nil }
            return try Split.divide(dataset, by: splitPlan, weighting: weighting)
        } catch {
            throw TrainingError(.nothingToLearn, "cannot hold events back to judge by", cause: error)
        }
    }

    private func report(on fitted: ModelFitter.Fitted, _ split: Split) throws(TrainingError) -> EvaluationReport {
        do throws(EvaluationError) {
            let evaluator = try Evaluator(at: fitter.recipe.judge.cutoffs, threadCount: fitter.threadCount)
            return try evaluator.evaluate(fitted.model, on: split, weighting: fitted.weighting)
        } catch {
            throw TrainingError(.nothingToLearn, "cannot judge recipe “\(fitter.recipe.name)”", cause: error)
        }
    }
}
