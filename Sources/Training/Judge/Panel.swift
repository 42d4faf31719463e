// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Recommenders
internal import Shop

/// Who is judged beside whom: a recipe's recommenders, the baselines it lacks, and the one the others are compared with.
struct Panel: Sendable {
    /// The recipe's own first.
    let plans: [RecommenderPlan]
    /// Name of one of them.
    let reference: String
    /// What is judged beside them without a fit of its own.
    let yardsticks: [Yardstick]
    private let ownCount: Int

    /// What everything is held against: nothing personal, and the simplest personal method.
    private static func baselines(_ splitProtocol: SplitProtocol?) -> [RecommenderKind] {
        switch splitProtocol {
        case .coldItems: []
        case .coldUsers: [.popularity]
        default: [.popularity, .itemKNN]
        }
    }

    /// A panel; a baseline of a kind that the recipe fits itself is not added.
    ///
    /// Of items nobody learned from, popularity and item-kNN list none: yardsticks stand in for them. Users of whom nothing
    /// is known but what is said of them are held against popularity alone.
    ///
    /// - Throws: `invalidRecipe` when another kind has a baseline's name, or nobody has the reference's.
    init(
        _ recipe: Recipe, addsBaselines: Bool, reference: String?, splitProtocol: SplitProtocol? = nil
    ) throws(TrainingError) {
        yardsticks = addsBaselines && splitProtocol == .coldItems ? Yardstick.allCases : []
        var plans = recipe.recommenders
        ownCount = plans.count
        let baselines = addsBaselines ? Self.baselines(splitProtocol) : []
        for kind in baselines where !plans.contains(where: { $0.kind == kind }) {
            guard !plans.contains(where: { $0.name == kind.rawValue }) else {
                throw TrainingError(
                    .invalidRecipe,
                    "recipe “\(recipe.name)” calls another recommender “\(kind.rawValue)”, which is the baseline's "
                        + "name; rename it, or leave the baselines out with --no-baselines")
            }
            var plan = RecommenderPlan(kind)
            if kind == .itemKNN { plan.settings = Settings(["neighbours": 100]) }  // a yardstick stays as long as it is
            plans.append(plan)
        }
        let names = plans.map(\.name) + yardsticks.map(\.rawValue)
        if let reference, !names.contains(reference) {
            throw TrainingError(
                .invalidRecipe,
                "no recommender “\(reference)” to compare with" + suggestion(for: reference, among: names))
        }
        let usual = [RecommenderKind.itemKNN, .popularity].lazy.compactMap { kind in plans.first { $0.kind == kind } }
        self.reference = reference ?? yardsticks.last?.rawValue ?? usual.first?.name ?? names.first ?? ""
        self.plans = plans
    }

    /// Whether that one was added for comparison.
    func isBaseline(_ name: String) -> Bool { plans.dropFirst(ownCount).contains { $0.name == name } }
}
