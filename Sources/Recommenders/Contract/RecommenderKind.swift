// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Every recommender by the name it has in recipes, on the command line and in answers.
public enum RecommenderKind: String, CaseIterable, Sendable, Codable {
    /// What most users wanted lately.
    case popularity
    /// Items like those of the history, by who wanted both.
    case itemKNN = "item-knn"
    /// Items that random walks from those of the history reach.
    case rp3beta
    /// Implicit-feedback matrix factorisation by alternating least squares.
    case ials
    /// A linear regression of each item on all others, in closed form.
    case ease
    /// A linear regression of each item on the items most like it.
    case slim
    /// Items that the filtered graph of wants confirms.
    case graphFilter = "graph-filter"
    /// What the users most like this one wanted.
    case userKNN = "user-knn"
    /// Matrix factorisation that learns to rank wanted items above others.
    case bpr
    /// Items that came together in orders, sessions or histories more often than by chance.
    case coOccurrence = "co-occurrence"
    /// Items that stand for one another: bought instead, not bought with.
    case substitutes
    /// The user's own items that are due again.
    case replenishment
    /// Items like those of the history by what the shop says of them.
    case content
    /// What goes with what was bought together, by association rules.
    case associationRules = "rules"
    /// What the sessions most like the running one went on with.
    case sessionKNN = "session-knn"
    /// What usually comes after the session's last items.
    case transitions
    /// What tends to be bought some days after, by sequential rules.
    case sequentialRules = "sequential-rules"
    /// What choices say that attributes are worth.
    case utility
    /// A weighted mix of recommenders fitted before it.
    case blend
    /// A collaborative model that also lists items without a history, by what they are.
    case warm
    /// What people like the user want, by what is said of them.
    case demographic
    /// What the users want who are most alike, by what is said of them.
    case demographicKNN = "demographic-knn"

    /// Who learns models of this kind: the one place where a new algorithm is named.
    var trainer: any RecommenderTrainer.Type {
        switch self {
        case .popularity: PopularityTrainer.self
        case .itemKNN: ItemKNNTrainer.self
        case .rp3beta: RP3BetaTrainer.self
        case .ials: ALSTrainer.self
        case .ease: EASETrainer.self
        case .slim: SLIMTrainer.self
        case .graphFilter: GraphFilterTrainer.self
        case .userKNN: UserKNNTrainer.self
        case .bpr: BPRTrainer.self
        case .coOccurrence: CoOccurrenceTrainer.self
        case .substitutes: SubstitutesTrainer.self
        case .replenishment: ReplenishmentTrainer.self
        case .content: ContentTrainer.self
        case .associationRules: AssociationRulesTrainer.self
        case .sessionKNN: SessionKNNTrainer.self
        case .transitions: TransitionsTrainer.self
        case .sequentialRules: SequentialRulesTrainer.self
        case .utility: UtilityTrainer.self
        case .blend: BlendTrainer.self
        case .warm: WarmTrainer.self
        case .demographic: DemographicTrainer.self
        case .demographicKNN: DemographicKNNTrainer.self
        }
    }

    /// The kind of that name.
    ///
    /// - Throws: `invalidSetting` naming the kind that was probably meant.
    public init(named name: String) throws(RecommenderError) {
        guard let kind = Self(rawValue: name) else {
            let known = Self.allCases.map(\.rawValue)
            throw RecommenderError(
                .invalidSetting, "unknown recommender “\(name)”" + suggestion(for: name, among: known))
        }
        self = kind
    }

    /// Names of the settings that the kind knows.
    public var settingNames: [String] { trainer.settingNames }

    /// What the kind learns from beside interactions.
    public var needs: DatasetParts { trainer.needs }

    /// Learns a model from the dataset.
    ///
    /// The same dataset, settings and seed give the same bytes, whatever the number of threads.
    ///
    /// - Throws: `invalidSetting`; `emptyDataset` when nothing weighs more than 0; `notPositiveDefinite`.
    public func fit(
        _ dataset: Dataset, settings: Settings = Settings(), context: FitContext = FitContext()
    ) throws(RecommenderError) -> any RecommenderModel {
        try trainer.fit(dataset, settings: settings, context: context)
    }

    /// Takes up a model of this kind where it lies.
    ///
    /// - Throws: `missingSection` or `malformedSection`.
    public func load(_ sections: some SectionReader) throws(RecommenderError) -> any RecommenderModel {
        try trainer.load(sections)
    }

    /// How this recommender weighs events under those settings; serving weighs a history the same way.
    public func weighting(settings: Settings = Settings()) throws(RecommenderError) -> EventWeighting {
        try trainer.weighting(settings: settings)
    }

    /// Names of the recipe's recommenders that must be fitted before this one; none unless it is a mix of others.
    ///
    /// - Throws: `invalidSetting`, also when a mix names nobody.
    public func requiredMembers(settings: Settings = Settings()) throws(RecommenderError) -> [String] {
        try trainer.requiredMembers(settings: settings)
    }

    /// About how much memory a fit takes at its peak, beside the dataset itself.
    ///
    /// - Units: bytes.
    public func peakByteCount(
        for size: DatasetSize, settings: Settings = Settings(), threads: Int = 1
    ) throws(RecommenderError) -> Int {
        try trainer.peakByteCount(for: size, settings: settings, threads: threads)
    }
}

/// What `RecommenderKind` asks of a trainer's type, so that one line there is enough for an algorithm.
extension RecommenderTrainer {
    fileprivate static var settingNames: [String] { Config.settingNames }

    fileprivate static var needs: DatasetParts { Config.needs }

    fileprivate static func fit(
        _ dataset: Dataset, settings: Settings, context: FitContext
    ) throws(RecommenderError) -> any RecommenderModel {
        try Self(Config(settings)).fit(dataset, context: context)
    }

    fileprivate static func load(_ sections: some SectionReader) throws(RecommenderError) -> any RecommenderModel {
        try Model(sections: sections)
    }

    fileprivate static func weighting(settings: Settings) throws(RecommenderError) -> EventWeighting {
        try Config(settings).eventWeighting
    }

    fileprivate static func requiredMembers(settings: Settings) throws(RecommenderError) -> [String] {
        try Config(settings).requiredMembers()
    }

    fileprivate static func peakByteCount(
        for size: DatasetSize, settings: Settings, threads: Int
    ) throws(RecommenderError) -> Int {
        Self(try Config(settings)).peakByteCount(for: size, threads: threads)
    }
}
