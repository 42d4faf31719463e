// SPDX-License-Identifier: Apache-2.0

public import Recommenders

/// Fits the utility recommender of a recipe alone, to look at what it learns; publishes nothing.
public enum ChoiceStudy {
    /// What the events of a store say that attributes are worth.
    ///
    /// - Parameter name: which of the recipe's recommenders; nil for its first of the kind `utility`.
    /// - Throws: `invalidRecipe` when the recipe has none; as a fit.
    public static func learn(
        storeAt directory: String, recipe: Recipe, recommender name: String? = nil, threads: Int = 1
    ) throws -> LearnedWeights {
        let found = recipe.recommenders.first { $0.kind == .utility && (name == nil || $0.name == name) }
        guard let found else {
            throw TrainingError(
                .invalidRecipe,
                "recipe \(recipe.name) has no recommender of kind utility" + (name.map { " named \($0)" } ?? "")
                    + "; see models/utility.yaml")
        }
        let data = try TrainingData(storeAt: directory, needing: found.kind.needs)
        let context = FitContext(seed: recipe.seed, threadCount: threads)
        let model = try found.kind.fit(data.dataset, settings: recipe.settings(of: found), context: context)
        guard let model = model as? UtilityModel else { preconditionFailure("\(type(of: model)) of kind utility") }
        return model.learned
    }
}
