// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
internal import Shop

/// Who is judged beside whom: a recipe's recommenders, the baselines it lacks, and the one the others are compared with.
struct Panel: Sendable {
    /// The recipe's own first.
    let plans: [RecommenderPlan]
    /// Name of one of them.
    let reference: String
    private let ownCount: Int

    /// What everything is held against: nothing personal, and the simplest personal method.
    private static let baselines: [RecommenderKind] = [.popularity, .itemKNN]

    /// A panel; a baseline of a kind that the recipe fits itself is not added.
    ///
    /// - Throws: `invalidRecipe` when another kind has a baseline's name, or nobody has the reference's.
    init(_ recipe: Recipe, addsBaselines: Bool, reference: String?) throws(TrainingError) {
        var plans = recipe.recommenders
        ownCount = plans.count
        for kind in addsBaselines ? Self.baselines : [] where !plans.contains(where: { $0.kind == kind }) {
            guard !plans.contains(where: { $0.name == kind.rawValue }) else {
                throw TrainingError(
                    .invalidRecipe,
                    "recipe “\(recipe.name)” calls another recommender “\(kind.rawValue)”, which is the baseline's "
                        + "name; rename it, or leave the baselines out with --no-baselines")
            }
            plans.append(RecommenderPlan(kind))
        }
        let names = plans.map(\.name)
        if let reference, !names.contains(reference) {
            throw TrainingError(
                .invalidRecipe,
                "no recommender “\(reference)” to compare with" + suggestion(for: reference, among: names))
        }
        let usual = [RecommenderKind.itemKNN, .popularity].lazy.compactMap { kind in plans.first { $0.kind == kind } }
        self.reference = reference ?? usual.first?.name ?? names.first ?? ""
        self.plans = plans
    }

    /// Whether that one was added for comparison.
    func isBaseline(_ name: String) -> Bool { plans.dropFirst(ownCount).contains { $0.name == name } }
}
