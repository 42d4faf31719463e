// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Evaluation
import Import
import Recommenders
import Training

/// Where the data comes from and how it is divided.
struct JudgedDataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Rows to learn from; goes with --test.", valueName: "file"))
    var train: String?

    @Option(help: ArgumentHelp("Rows to judge by.", valueName: "file"))
    var test: String?

    @Option(help: ArgumentHelp("Rows to divide by --protocol.", valueName: "file"))
    var data: String?

    @Option(help: ArgumentHelp("A store whose events are divided by --protocol.", valueName: "dir"))
    var store: String?

    @Option(name: .customLong("protocol"), help: "What is held back: \(Self.protocols).")
    var splitProtocol: String?

    @Option(help: "Part held back, of events, items or users; 0.2 if neither this nor the recipe says.")
    var testFraction: Double?

    @Option(help: "Part of a held-out user's items that is asked for, with protocol strong; else 0.2.")
    var heldOutFraction: Double?

    @Option(help: "Days at the end whose orders are judged, with protocol basket; else 30.")
    var testDays: Double?

    @Option(help: "Days after those that are left out, with protocol basket: to tune on the time before a test.")
    var skippedDays: Double?

    @Option(
        help: ArgumentHelp("Columns of the files, of user, item, rating, time and - to ignore.", valueName: "names"))
    var columns: String?

    @Option(help: ArgumentHelp("What the items of --data or --train are: TSV, CSV or JSON lines.", valueName: "file"))
    var items: String?

    @Option(help: ArgumentHelp("Who the users of --data or --train are, likewise.", valueName: "file"))
    var users: String?

    @Flag(
        help:
            "With protocol cold-items: rank all items, and ask for a random part of each user's, not those held out alone."
    )
    var rankAll = false

    @Option(help: "Leave out rows rated lower.")
    var minimumRating: Double?

    private static let protocols = SplitProtocol.allCases.map(\.rawValue).joined(separator: ", ")

    func validate() throws {
        let sources = [train ?? test, data, store].count { $0 != nil }
        guard sources == 1, (train == nil) == (test == nil) else {
            throw ValidationError("Give --train with --test, or --data, or --store.")
        }
        if train != nil, splitProtocol != nil || testFraction != nil || heldOutFraction != nil {
            throw ValidationError("--train and --test are divided already; --protocol goes with --data and --store.")
        }
        if store != nil, columns != nil || minimumRating != nil || items != nil || users != nil {
            throw ValidationError(
                "--columns, --minimum-rating, --items and --users go with files; a store knows these.")
        }
        if minimumRating != nil, columns?.split(separator: ",").contains("rating") != true {
            throw ValidationError("--minimum-rating needs a rating column, such as --columns user,item,rating.")
        }
    }

    /// Reads and divides, by these options and, where they are silent, by the recipe's `judge`.
    func read(for recipe: Recipe) throws -> JudgedData {
        var format = JudgedData.FileFormat()
        if let columns { format.columns = try PairFile.Columns(parsing: columns) }
        format.minimumRating = minimumRating
        (format.itemsPath, format.usersPath) = (items, users)
        if let train, let test { return try JudgedData(train: train, test: test, format: format) }
        let plan = try plan(for: recipe)
        if let data { return try JudgedData(file: data, by: plan, format: format) }
        return try JudgedData(storeAt: store ?? "", by: plan, recipe: recipe)
    }

    /// By which rule the data are divided; nil for two files.
    func splitProtocol(for recipe: Recipe) throws -> SplitProtocol? {
        train == nil ? try plan(for: recipe).splitProtocol : nil
    }

    private func plan(for recipe: Recipe) throws -> SplitPlan {
        var plan = recipe.judge.splitPlan(seed: recipe.seed) ?? SplitPlan(.leaveLast)
        plan.seed = recipe.seed
        if let splitProtocol { plan.splitProtocol = try SplitProtocol(named: splitProtocol) }
        if let testFraction { plan.testFraction = testFraction }
        if let heldOutFraction { plan.heldOutFraction = heldOutFraction }
        if let testDays { plan.testDays = testDays }
        if let skippedDays { plan.skippedDays = skippedDays }
        plan.ranksAllItems = rankAll
        return plan
    }
}

/// Which recommenders are judged.
struct SubjectOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Fit and judge every recommender of a recipe.", valueName: "file"))
    var recipe: String?

    @Option(help: "Fit and judge this one: \(RecommenderKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var recommender: String?

    @Option(name: .customLong("set"), help: ArgumentHelp("A setting of the recommender.", valueName: "key=value"))
    var settings: [String] = []

    @Option(help: "Where random numbers start: of the fit, of random and strong, of the intervals.")
    var seed: UInt64?

    func validate() throws {
        guard (recipe == nil) != (recommender == nil) else {
            throw ValidationError("Give either --recipe or --recommender.")
        }
        guard recipe == nil || settings.isEmpty else {
            throw ValidationError("--set goes with --recommender; a recipe holds its own settings.")
        }
    }

    func chosen() throws -> Recipe {
        var chosen = try named()
        if let seed { chosen.seed = seed }
        return chosen
    }

    private func named() throws -> Recipe {
        if let recipe { return try Recipe(contentsOf: recipe) }
        let kind = try RecommenderKind(named: recommender ?? "")
        let settings = try Settings(assignments: settings)
        _ = try kind.weighting(settings: settings)
        return Recipe(name: kind.rawValue, recommenders: [RecommenderPlan(kind, settings: settings)])
    }
}

/// What is measured of the lists, and how closely.
struct MeasureOptions: ParsableArguments {
    @Option(help: "Lengths of the lists that are judged, such as 10,20.")
    var at = Cutoffs(values: [10, 20])

    @Option(
        help: ArgumentHelp(
            "What is measured: all, or some of \(Metric.allCases.map(\.rawValue).joined(separator: ", ")). "
                + "Without it, all but diversity, which takes longest, and new-share.", valueName: "names"))
    var metrics: String?

    @Option(help: "How often users are drawn for intervals and tests; 0 for neither.")
    var resamples = 1_000

    @Option(help: "Part of the drawn means that an interval holds.")
    var confidence = 0.95

    @Option(help: "Bands of users by activity, and of items by popularity.")
    var bands = 4

    @Option(
        help: ArgumentHelp(
            "Whom the others are compared with (default: item-knn if it is judged, else popularity).",
            valueName: "name"))
    var reference: String?

    @Flag(name: .customLong("no-baselines"), help: "Leave out popularity and item-kNN where the recipe has none.")
    var leavesBaselinesOut = false

    func options(threadCount: Int) throws -> RecipeEvaluation.Options {
        var options = RecipeEvaluation.Options()
        options.cutoffs = at.values
        if let metrics, metrics != "all" {
            options.metrics = try metrics.split(separator: ",", omittingEmptySubsequences: false)
                .map { try Metric(named: String($0)) }
        } else if metrics == "all" {
            options.metrics = Metric.allCases
        }
        options.bandCount = bands
        options.resampleCount = resamples
        options.confidence = confidence
        options.reference = reference
        options.addsBaselines = !leavesBaselinesOut
        options.threadCount = threadCount
        return options
    }
}

/// Lengths of lists, written `10,20`.
struct Cutoffs: ExpressibleByArgument {
    var values: [Int]

    init(values: [Int]) { self.values = values }

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        values = parts.compactMap { Int($0) }
        guard values.count == parts.count, values.allSatisfy((1...1_000).contains) else { return nil }
    }

    var defaultValueDescription: String { values.map(String.init).joined(separator: ",") }
}
