// SPDX-License-Identifier: Apache-2.0

public import Evaluation
public import Recommenders

/// Fits a recipe's recommenders on sessions and asks each what comes next in others.
public struct SessionEvaluation: Sendable {
    /// What became of one recommender.
    public struct Result: Sendable {
        /// Its name in the recipe.
        public var recommender: String
        /// Its kind.
        public var kind: RecommenderKind
        /// Figures and times.
        public var judgement: SessionJudgement
        /// Intervals by the metric's name; none when nothing was drawn.
        public var intervals: [String: Interval]
        /// Time of the fit.
        public var fitSeconds: Double
    }

    private let recipe: Recipe
    private let evaluator: SessionEvaluator
    private let resampling: Resampling?
    private let threadCount: Int
    private let memory: MemoryGuard
    private let progress: TrainingProgress

    /// An evaluation of lists of those lengths.
    ///
    /// - Parameter resamples: how often sessions are drawn; 0 for no intervals.
    /// - Throws: `invalidProtocol` for a length or a number out of range.
    public init(
        _ recipe: Recipe, at cutoffs: [Int], resamples: Int, threadCount: Int,
        memory: MemoryGuard = MemoryGuard(limit: nil), progress: @escaping TrainingProgress = { _, _ in }
    ) throws(TrainingError) {
        do throws(EvaluationError) {
            evaluator = try SessionEvaluator(at: cutoffs)
            resampling =
                resamples == 0
                ? nil : try Resampling(count: resamples, seed: recipe.seed, threadCount: threadCount)
        } catch {
            throw TrainingError(.invalidProtocol, "cannot judge like that", cause: error)
        }
        (self.recipe, self.threadCount, self.memory, self.progress) = (recipe, threadCount, memory, progress)
    }

    /// Fits and asks, a recommender after the other.
    ///
    /// - Throws: `nothingToLearn`, `fitFailed`; `notEnoughMemory` before the first fit.
    public func run(on data: SessionData) throws(TrainingError) -> [Result] {
        let admitted = try memory.admitted(recipe, for: data.training.size, held: data.training.byteCount)
        let fitter = ModelFitter(recipe: admitted, threadCount: threadCount)
        var (results, members) = ([Result](), [String: any RecommenderModel]())
        for plan in admitted.recommenders {
            let fitted = try fitter.fit(plan, on: data.training, members: &members) { [progress] in
                progress(.judging(plan.name), $0)
            }
            do throws(EvaluationError) {
                let judgement = try evaluator.judge(fitted.model, on: data.questions)
                results.append(
                    Result(
                        recommender: plan.name, kind: plan.kind, judgement: judgement,
                        intervals: resampling.map(judgement.intervals) ?? [:], fitSeconds: fitted.seconds))
            } catch {
                throw TrainingError(.nothingToLearn, "cannot judge “\(plan.name)”", cause: error)
            }
        }
        return results
    }
}
