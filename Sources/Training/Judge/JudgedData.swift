// SPDX-License-Identifier: Apache-2.0

public import Evaluation
public import Import
internal import Recommenders
internal import Shop
internal import Store

/// Data divided into what is learnt from and what is judged by, from files or from a store.
///
/// Rows of files have no event type: each weighs 1, whatever a recipe says about types.
public struct JudgedData: Sendable {
    /// How rows of a file are read.
    public struct FileFormat: Sendable {
        /// Which column is what.
        public var columns = PairFile.Columns()
        /// Rows rated lower, or not at all, are left out; nil keeps all.
        public var minimumRating: Double?
        /// A file that says what the items are; nil for none.
        public var itemsPath: String?
        /// A file that says who the users are; nil for none.
        public var usersPath: String?

        /// `user<TAB>item`, all rows.
        public init() {}
    }

    let split: Split
    let hasEventTypes: Bool
    /// Where the data came from, as the user named it.
    public let source: String
    /// How it was divided; nil for two files.
    public let plan: SplitPlan?

    /// Two files: learn from one, judge by the other.
    ///
    /// - Throws: `unreadableFile` naming file, line and column.
    public init(train: String, test: String, format: FileFormat = FileFormat()) throws(TrainingError) {
        var builder = SplitBuilder()
        try Self.forEach(train, format) { builder.addTraining(Self.event($0)) }
        try Self.describe(&builder, format)
        try Self.forEach(test, format) { builder.addTest(user: $0.user, item: $0.item) }
        split = builder.finish()
        hasEventTypes = false
        source = "\(train), \(test)"
        plan = nil
    }

    /// One file, divided by a plan; without a column of times the rows' order is the order of time.
    ///
    /// - Throws: `unreadableFile`; `invalidProtocol` for a split by time of a file without times; `nothingToLearn`.
    public init(file: String, by plan: SplitPlan, format: FileFormat = FileFormat()) throws(TrainingError) {
        guard plan.splitProtocol != .time || format.columns.timestamp != nil else {
            throw TrainingError(
                .invalidProtocol,
                "protocol time needs times: name the column that holds them, such as --columns user,item,time")
        }
        guard plan.splitProtocol != .basket else {
            throw TrainingError(.invalidProtocol, "protocol basket needs orders: import them and judge by --store")
        }
        var builder = SplitBuilder()
        try Self.forEach(file, format) { builder.addTraining(Self.event($0)) }
        try Self.describe(&builder, format)
        split = try Self.divide(builder.finish().training, plan, EventWeighting())
        hasEventTypes = false
        source = file
        self.plan = plan
    }

    /// A store's events, divided by a plan; what counts as a want is what the recipe's `events` give a weight above 0.
    ///
    /// - Throws: `storeFailed`, `nothingToLearn`.
    public init(storeAt directory: String, by plan: SplitPlan, recipe: Recipe) throws(TrainingError) {
        let store: ShopStore
        do throws(StoreError) { store = try ShopStore.open(at: directory, as: .reader) } catch {
            throw TrainingError(.storeFailed, "cannot learn from store \(directory)", cause: error)
        }
        let weighting: EventWeighting
        do throws(RecommenderError) { weighting = try EventWeighting(recipe.events) } catch {
            throw TrainingError(.invalidRecipe, "cannot weigh events by recipe “\(recipe.name)”", cause: error)
        }
        split = try Self.divide(TrainingData(store, needing: recipe.needs.union(plan.needs)).dataset, plan, weighting)
        hasEventTypes = true
        source = directory
        self.plan = plan
    }

    private static func divide(
        _ dataset: Dataset, _ plan: SplitPlan, _ weighting: EventWeighting
    ) throws(TrainingError) -> Split {
        do throws(EvaluationError) {
            return try Split.divide(dataset, by: plan, weighting: weighting)
        } catch {
            let code: TrainingError.Code = error.code == .emptyTest ? .nothingToLearn : .invalidProtocol
            throw TrainingError(
                code, "cannot hold anything back by protocol \(plan.splitProtocol.rawValue)", cause: error)
        }
    }

    private static let type = "view"

    private static func event(_ pair: PairFile.Pair) -> Event {
        Event(
            user: pair.user, item: pair.item, type: type,
            timestamp: pair.timestamp ?? Timestamp(milliseconds: 0))
    }

    /// Rows are handed over one by one: 64 bytes each would be far more than what is learnt from.
    private static func forEach(
        _ path: String, _ format: FileFormat, _ body: (PairFile.Pair) -> Void
    ) throws(TrainingError) {
        do throws(ImportError) {
            try PairFile.forEach(path, columns: format.columns) { pair in
                if let minimum = format.minimumRating, (pair.value ?? -.infinity) < minimum { return }
                body(pair)
            }
        } catch {
            throw TrainingError(.unreadableFile, "cannot read user-item pairs from \(path)", cause: error)
        }
    }

    /// Takes up what files say of items and users.
    private static func describe(_ builder: inout SplitBuilder, _ format: FileFormat) throws(TrainingError) {
        do throws(ImportError) {
            if let path = format.itemsPath {
                for item in try DescriptionFile.items(at: path) { builder.describe(item) }
            }
            if let path = format.usersPath {
                for user in try DescriptionFile.users(at: path) { builder.describe(user) }
            }
        } catch {
            throw TrainingError(.unreadableFile, "cannot read what is said of items or users", cause: error)
        }
    }

    /// Bytes held while recommenders are fitted and judged: the interactions, who had to do with what, what is asked
    /// for, and what reading it left scattered, about 40 a pair asked for.
    var heldByteCount: Int {
        let (training, foldIn) = (split.training, split.foldIn)
        let count = training.interactions.count + (foldIn?.interactions.count ?? 0)
        let wanted = split.wanted.reduce(0) { $0 + 100 + 40 * $1.count }
        return training.byteCount + (foldIn?.byteCount ?? 0) + 8 * count + wanted
    }

    /// The recipe as it applies to this data.
    func recipe(_ recipe: Recipe) -> Recipe {
        guard !hasEventTypes else { return recipe }
        var recipe = recipe
        recipe.events.values["weights"] = .map([Self.type: 1])
        for place in recipe.recommenders.indices {
            recipe.recommenders[place].events.values["weights"] = nil
            recipe.recommenders[place].settings.values["weights"] = nil
        }
        return recipe
    }
}

extension SplitPlan {
    /// What the division itself looks at, beside interactions.
    var needs: DatasetParts { splitProtocol == .basket ? .orders : [] }
}
