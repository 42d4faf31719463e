// SPDX-License-Identifier: Apache-2.0

internal import Evaluation
internal import Import
public import Recommenders
internal import Shop

/// Fits recommenders on a training file and judges them by a test file.
///
/// Files hold `user<TAB>item` rows without a header, plain, gzip or zstd. Every row weighs 1, whatever the recipe says
/// about event types: rows have none.
public struct FileJudge: Sendable {
    /// How one recommender did.
    public struct Verdict: Sendable {
        /// Its name in the recipe.
        public var recommender: String
        /// Time of the fit alone.
        public var fitSeconds: Double
        /// Users that were judged.
        public var users: Int
        /// Figures by name, such as `recall@20`.
        public var metrics: [String: Double]
        /// Users ranked for a second, the whole catalogue each, metrics included.
        public var usersPerSecond: Double
    }

    private let split: Split
    private let threadCount: Int

    /// Reads both files.
    ///
    /// - Throws: `unreadableFile` naming file, line and column.
    public init(train: String, test: String, threadCount: Int) throws(TrainingError) {
        var builder = SplitBuilder()
        for pair in try Self.read(train) {
            builder.addTraining(
                Event(user: pair.user, item: pair.item, type: Self.type, timestamp: Timestamp(milliseconds: 0)))
        }
        for pair in try Self.read(test) { builder.addTest(user: pair.user, item: pair.item) }
        split = builder.finish()
        self.threadCount = threadCount
    }

    /// Fits and judges one recommender of a recipe.
    ///
    /// - Parameters:
    ///   - cutoffs: lengths of the lists that are judged.
    ///   - members: models of earlier verdicts on this recipe that a later recommender is made of.
    /// - Throws: `nothingToLearn`, `fitFailed`.
    public func verdict(
        on plan: RecommenderPlan, of recipe: Recipe, at cutoffs: [Int], members: inout [String: any RecommenderModel],
        progress: @escaping TrainingProgress = { _, _ in }
    ) throws(TrainingError) -> Verdict {
        let fitter = ModelFitter(recipe: Self.unweighted(recipe), threadCount: threadCount)
        let fitted = try fitter.fit(Self.unweighted(plan), on: split.training, members: &members) {
            progress(.judging(plan.name), $0)
        }
        let watch = Stopwatch()
        do throws(EvaluationError) {
            let report = try Evaluator(at: cutoffs, threadCount: threadCount)
                .evaluate(fitted.model, on: split, weighting: fitted.weighting)
            return Verdict(
                recommender: plan.name, fitSeconds: fitted.seconds, users: report.users, metrics: report.metrics,
                usersPerSecond: Double(report.users) / max(watch.seconds, 1e-9))
        } catch {
            throw TrainingError(.nothingToLearn, "cannot judge “\(plan.name)”", cause: error)
        }
    }

    private static func unweighted(_ recipe: Recipe) -> Recipe {
        var recipe = recipe
        recipe.events.values["weights"] = .map([type: 1])
        return recipe
    }

    private static func unweighted(_ plan: RecommenderPlan) -> RecommenderPlan {
        var plan = plan
        plan.events.values["weights"] = nil
        plan.settings.values["weights"] = nil
        return plan
    }

    private static let type = "view"

    private static func read(_ path: String) throws(TrainingError) -> [PairFile.Pair] {
        do throws(ImportError) {
            return try PairFile.read(path)
        } catch {
            throw TrainingError(.unreadableFile, "cannot read user-item pairs from \(path)", cause: error)
        }
    }
}
