// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Recommenders
internal import Shop

/// Writes the best trial as a recipe that `fit` and `evaluate` take.
struct BestRecipe {
    let recipe: Recipe
    let plan: TunePlan
    let summary: TuneSummary
    let input: TuneInput

    /// The recipe with the trial's settings in their place, and comments that say where they come from.
    func yaml(of trial: Trial) -> String {
        let best = tuned(with: trial)
        var values = best.record
        if best.judge.splitting == .none { values["judge"] = nil }
        values["seed"] = nil
        var yaml = YAMLText()
        // A seed of 64 bits is no number that a Setting could hold.
        yaml.write(values)
        return comments(on: trial) + "seed: \(best.seed)\n" + yaml.text
    }

    /// The recipe with the trial's settings.
    func tuned(with trial: Trial) -> Recipe {
        var best = recipe
        best.tune = nil
        for place in best.recommenders.indices where best.recommenders[place].name == plan.recommender {
            best.recommenders[place].settings = best.recommenders[place].settings.overlaid(with: trial.settings)
        }
        return best
    }

    private func comments(on trial: Trial) -> String {
        let score = trial.last?.score.map { "\($0)" } ?? "none"
        let settings = trial.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.plainText)" }
        let size = input.split.training
        let lines = [
            "Found by wicker-train tune for “\(plan.recommender)”: \(plan.metricName) \(score) on the validation part"
                + (summary.baseline.map { ", \($0) with the recipe as it stood" } ?? "") + ".",
            trial.number == 0
                ? "No trial was better than the recipe as it stood."
                : "Trial \(trial.number) of \(summary.trials.count - 1): \(settings.joined(separator: ", ")).",
            "Search: \(plan.strategy.rawValue), seed \(plan.seed), shares of the users "
                + plan.halving.shares.map { "\($0)" }.joined(separator: ", ") + ".",
            "Data: \(size.interactions.count) events of \(size.userCount) users with \(size.itemCount) items to learn "
                + "from, \(input.split.wanted.count) users to judge by, fingerprint \(input.fingerprint).",
        ]
        return lines.map { "# \($0)\n" }.joined()
    }
}
