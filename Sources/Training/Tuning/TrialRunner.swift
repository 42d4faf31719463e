// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Recommenders
internal import Shop

/// Fits and judges one trial after the other, keeping what no trial changes.
///
/// The users of each rung, and the recommenders that the one in search is made of, are made once.
final class TrialRunner {
    private let recipe: Recipe
    private let target: RecommenderPlan
    private let plan: TunePlan
    private let input: TuneInput
    private let evaluator: Evaluator
    private let memory: MemoryGuard
    private var rungs: [Int: Rung] = [:]

    /// Users of one rung and what has been learnt from them for every trial.
    private struct Rung {
        var split: Split
        var facts: TrainingFacts
        var members: [String: any RecommenderModel] = [:]
    }

    init(_ input: TuneInput, _ plan: TunePlan, memory: MemoryGuard) throws(TrainingError) {
        (recipe, self.plan, self.input, self.memory) = (input.recipe, plan, input, memory)
        guard let target = recipe.recommenders.first(where: { $0.name == plan.recommender }) else {
            throw TrainingError(.invalidRecipe, "the recipe has no recommender “\(plan.recommender)” to tune")
        }
        self.target = target
        do throws(EvaluationError) {
            evaluator = try Evaluator(
                at: [plan.cutoff], metrics: [plan.metric], bandCount: 1, threadCount: memory.threadCount)
        } catch {
            throw TrainingError(.invalidRecipe, "cannot judge by \(plan.metricName)", cause: error)
        }
    }

    /// Fits a trial on a rung's users and judges it by what was held back of theirs.
    ///
    /// A fit that fails is recorded with what it says.
    func record(
        of trial: Trial, rung: Int, progress: @escaping @Sendable (Double) -> Void
    ) throws(TrainingError) -> TrialRecord {
        let watch = Stopwatch()
        var record = TrialRecord(
            trial: trial.number, rung: rung, share: plan.halving.shares[rung], settings: trial.settings, seconds: 0)
        var varied = target
        varied.settings = target.settings.overlaid(with: trial.settings)
        var users = try self.rung(rung)
        try fitMembers(of: varied, on: &users)
        rungs[rung] = users
        do throws(TrainingError) {
            record.score = try score(varied, on: users, progress)
        } catch  where [.fitFailed, .nothingToLearn, .notEnoughMemory].contains(error.code) {
            record.failure = error.description
        }
        record.seconds = (watch.seconds * 1e3).rounded() / 1e3
        return record
    }

    private func score(
        _ varied: RecommenderPlan, on users: Rung, _ progress: @escaping @Sendable (Double) -> Void
    ) throws(TrainingError) -> Double {
        let varied = try memory.admitted(varied, of: recipe, for: users.split.training.size, held: held(users.split))
        var members = users.members
        let fitter = ModelFitter(recipe: recipe, threadCount: memory.threadCount)
        let fitted = try fitter.fit(varied, on: users.split.training, members: &members, progress: progress)
        do throws(EvaluationError) {
            let report = try evaluator.judge(
                fitted.model, on: users.split, facts: users.facts, weighting: fitted.weighting
            ).report
            guard let score = report.value(plan.metric, at: plan.cutoff), score.isFinite else {
                throw EvaluationError(.emptyTest, "\(plan.metricName) is no number")
            }
            return score
        } catch {
            throw TrainingError(.fitFailed, "cannot judge “\(varied.name)”", cause: error)
        }
    }

    /// All users' data, the rung's own copy, and what the judge knows of it.
    private func held(_ split: Split) -> Int {
        let whole = input.split.training.interactions.byteCount
        let own = split.training.interactions.byteCount
        return (own < whole ? whole + own : whole) + 16 * split.training.interactions.count
    }

    private func rung(_ number: Int) throws(TrainingError) -> Rung {
        if let rung = rungs[number] { return rung }
        let share = plan.halving.shares[number]
        let split = input.split(share: share, seed: plan.seed)
        guard split.wanted.contains(where: { $0.count > 0 }) else {
            throw TrainingError(
                .nothingToLearn, "\(share) of the users leaves nobody to judge: give larger shares in tune.halving")
        }
        return Rung(split: split, facts: evaluator.facts(of: split))
    }

    /// Fits what the recommender is made of, and what that is made of, unless it has been.
    private func fitMembers(of plan: RecommenderPlan, on users: inout Rung) throws(TrainingError) {
        let names: [String]
        do throws(RecommenderError) {
            names = try plan.kind.requiredMembers(settings: recipe.settings(of: plan))
        } catch {
            return  // the fit itself will say so, and be recorded
        }
        for member in recipe.recommenders where names.contains(member.name) && users.members[member.name] == nil {
            try fitMembers(of: member, on: &users)
            let admitted = try memory.admitted(
                member, of: recipe, for: users.split.training.size, held: held(users.split))
            let fitter = ModelFitter(recipe: recipe, threadCount: memory.threadCount)
            _ = try fitter.fit(admitted, on: users.split.training, members: &users.members)
        }
    }
}
