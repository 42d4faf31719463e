// SPDX-License-Identifier: Apache-2.0

internal import Recommenders

/// Fits a recipe's recommenders, one after the other.
struct ModelFitter {
    let recipe: Recipe
    let threadCount: Int

    /// A model and the time its fit took.
    struct Fitted {
        var model: any RecommenderModel
        var weighting: EventWeighting
        var seconds: Double
    }

    /// Fits one recommender of the recipe.
    ///
    /// - Parameter members: models fitted on this dataset that a later recommender is made of; the new one is added if
    ///   it is one of those.
    /// - Throws: `fitFailed` naming the recommender.
    func fit(
        _ plan: RecommenderPlan, on dataset: Dataset, members: inout [String: any RecommenderModel],
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws(TrainingError) -> Fitted {
        let settings = recipe.settings(of: plan)
        let context = FitContext(seed: recipe.seed, threadCount: threadCount, fitted: members, progress: progress)
        let watch = Stopwatch()
        do throws(RecommenderError) {
            let model = try plan.kind.fit(dataset, settings: settings, context: context)
            if recipe.hasMember(plan.name) { members[plan.name] = model }
            return Fitted(model: model, weighting: try plan.kind.weighting(settings: settings), seconds: watch.seconds)
        } catch {
            let code: TrainingError.Code = error.code == .emptyDataset ? .nothingToLearn : .fitFailed
            throw TrainingError(code, "cannot fit “\(plan.name)”", cause: error)
        }
    }
}
