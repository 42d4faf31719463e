// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
internal import Shop
public import Snapshots

/// Data → judge → gate → fit on everything → publish.
///
/// Judging comes first and on held-back events, so that models below the recipe's gate cost no second fit and are never
/// seen by a server.
public struct TrainingPipeline: Sendable {
    /// What to do with the result.
    public struct Options: Sendable {
        /// Threads to work on; the snapshot is the same with any number.
        public var threadCount = 1
        /// Whether the server shall answer from the snapshot.
        public var activates = true
        /// Whether models below the gate are published all the same.
        public var ignoresGate = false
        /// The memory that the process may take; nil for any.
        public var memoryLimit: MemoryLimit?
        /// Told, in a sentence, when a recommender is replaced because it is too large.
        public var notice: @Sendable (String) -> Void = { _ in }

        /// One thread, activate, respect the gate, any amount of memory.
        public init() {}
    }

    private let recipe: Recipe
    private let options: Options
    let progress: TrainingProgress

    /// A pipeline for one recipe.
    public init(_ recipe: Recipe, options: Options = Options(), progress: @escaping TrainingProgress = { _, _ in }) {
        self.recipe = recipe
        self.options = options
        self.progress = progress
    }

    /// What the recipe learns from beside interactions.
    var needs: DatasetParts { recipe.needs }

    /// Fits the recipe on data that was read before, and publishes the models.
    public func run(_ data: TrainingData, into catalog: SnapshotCatalog) throws(TrainingError) -> TrainingSummary {
        try run(data, into: catalog, watch: Stopwatch())
    }

    func run(
        _ data: TrainingData, into catalog: SnapshotCatalog, watch: Stopwatch
    ) throws(TrainingError) -> TrainingSummary {
        try publishing(to: catalog) { () throws(SnapshotError) in try catalog.prepare() }
        let recipe = try admitted(data)
        let fitter = ModelFitter(recipe: recipe, threadCount: options.threadCount)
        let judge = RecipeJudge(fitter: fitter, progress: progress)
        let metrics = try judge.metrics(on: data.dataset)
        if !options.ignoresGate { try judge.check(metrics) }
        var draft = emptyDraft(data, metrics, of: recipe)
        var (fitted, members) = ([TrainingSummary.Fitted](), [String: any RecommenderModel]())
        for plan in recipe.recommenders {
            let result = try fitter.fit(plan, on: data.dataset, members: &members) { [progress] in
                progress(.fitting(plan.name), $0)
            }
            draft.recommenders.append(
                .init(name: plan.name, kind: plan.kind, weighting: result.weighting, model: result.model))
            fitted.append(
                .init(
                    name: plan.name, kind: plan.kind.rawValue, seconds: result.seconds,
                    remark: (result.model as? any RemarkingModel)?.remark))
        }
        progress(.publishing, 0)
        let version = try publishing(to: catalog) { () throws(SnapshotError) in
            try catalog.publish(draft, activating: options.activates)
        }
        return TrainingSummary(
            recipeName: recipe.name, version: version, isActive: options.activates, dataset: data.fingerprint,
            recommenders: fitted, metrics: metrics, seconds: watch.seconds, peakByteCount: ResourceUse.peakByteCount)
    }

    /// The recipe as it can be fitted in the memory there is; judging holds a second copy of the data.
    private func admitted(_ data: TrainingData) throws(TrainingError) -> Recipe {
        let byteCount = data.dataset.byteCount
        return try MemoryGuard(
            limit: options.memoryLimit, threadCount: options.threadCount, notice: options.notice
        ).admitted(recipe, for: data.dataset.size, held: recipe.judge.splitting == .none ? byteCount : 2 * byteCount)
    }

    private func emptyDraft(_ data: TrainingData, _ metrics: [String: Double], of recipe: Recipe) -> SnapshotDraft {
        var draft = SnapshotDraft(recipeName: recipe.name, store: data.store, dataset: data.fingerprint)
        draft.recipe = recipe.record
        draft.seed = recipe.seed
        draft.metrics = metrics
        draft.placements = recipe.placements
        return draft
    }

    private func publishing<Result>(
        to catalog: SnapshotCatalog, _ work: () throws(SnapshotError) -> Result
    ) throws(TrainingError) -> Result {
        do throws(SnapshotError) {
            return try work()
        } catch {
            throw TrainingError(.publishFailed, "cannot publish to \(catalog.directory)", cause: error)
        }
    }
}
