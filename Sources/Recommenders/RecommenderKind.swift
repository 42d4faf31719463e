// SPDX-License-Identifier: Apache-2.0

/// Every recommender by the name it has in recipes, on the command line and in answers.
public enum RecommenderKind: String, CaseIterable, Sendable, Codable {
    /// What most users wanted lately.
    case popularity
    /// Items like those of the history, by who wanted both.
    case itemKNN = "item-knn"
    /// Implicit-feedback matrix factorisation by alternating least squares.
    case ials

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

    /// Learns a model from the dataset.
    ///
    /// The same dataset, settings and seed give the same bytes, whatever the number of threads.
    ///
    /// - Throws: `invalidSetting`; `emptyDataset` when nothing weighs more than 0; `notPositiveDefinite`.
    public func fit(
        _ dataset: Dataset, settings: Settings = Settings(), context: FitContext = FitContext()
    ) throws(RecommenderError) -> any RecommenderModel {
        switch self {
        case .popularity: try PopularityTrainer(PopularityConfig(settings)).fit(dataset, context: context)
        case .itemKNN: try ItemKNNTrainer(ItemKNNConfig(settings)).fit(dataset, context: context)
        case .ials: try ALSTrainer(ALSConfig(settings)).fit(dataset, context: context)
        }
    }

    /// Takes up a model of this kind where it lies.
    ///
    /// - Throws: `missingSection` or `malformedSection`.
    public func load(_ sections: some SectionReader) throws(RecommenderError) -> any RecommenderModel {
        switch self {
        case .popularity: try PopularityModel(sections: sections)
        case .itemKNN: try ItemKNNModel(sections: sections)
        case .ials: try ALSModel(sections: sections)
        }
    }

    /// How this recommender weighs events under those settings; serving weighs a history the same way.
    public func weighting(settings: Settings = Settings()) throws(RecommenderError) -> EventWeighting {
        switch self {
        case .popularity: try PopularityConfig(settings).weighting
        case .itemKNN: try ItemKNNConfig(settings).eventWeighting
        case .ials: try ALSConfig(settings).eventWeighting
        }
    }
}
