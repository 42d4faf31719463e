// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
public import Shop

extension RecommendationEngine {
    /// Reasons that an item of a list carries.
    static let reasonLimit = 5

    /// Items that a text is about, best first.
    ///
    /// - Throws: `unsupported` where no recommender of the snapshot can be searched.
    public func search(
        _ query: SearchQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> Recommendation {
        refresh(workspace)
        guard let models = workspace.published.models else { return .empty }
        let searchable = models.entries.lazy.compactMap { entry in
            (entry.model as? any SearchableModel).map { (entry.name, $0) }
        }.first { $0.1.isSearchable }
        guard let (name, model) = searchable else {
            throw PlacementError(
                .unsupported, "snapshot \(models.version) cannot be searched; fit a recommender of kind content")
        }
        try bar(query.options.excluded, in: workspace)
        let admission = try admission(query.options, beside: [], at: now, in: workspace)
        var list = ServingList(admission, count: query.options.count)
        let best = model.found(query.text, count: query.options.count) {
            list.allows(ItemIndex(rawValue: $0), barred: workspace.barred)
        }
        for scored in best { list.append(scored, from: name, isFallback: false) }
        return Recommendation(snapshot: models.version, items: list.items, isPersonalised: false)
    }

    /// What no model that answers now could take up of an item; nil when there is nothing.
    public func fault(in item: Item) -> ItemFault? {
        for entry in models?.entries ?? [] {
            if let fault = (entry.model as? any ItemCheckingModel)?.fault(in: item) { return fault }
        }
        return nil
    }

    /// Whether a model that answers now minds what is put.
    public var checksItems: Bool { models?.entries.contains { $0.model is any ItemCheckingModel } ?? false }

    /// Lists items like one by what the query says, best first.
    func alike(
        _ item: ItemIndex, _ query: ItemQuery, _ placement: ServingModels.Placement, _ models: ServingModels,
        _ list: inout ServingList, in workspace: Workspace
    ) throws(PlacementError) -> [Scored] {
        var itself: [WeightedItem] { [WeightedItem(item: item, weight: 1)] }
        var best: [Scored] = []
        switch query.likeness {
        case .behaviour:
            let entry = placement.entry
            best = behavingLike(item, entry, models, &list, in: workspace)
            if query.explains { giveReasons(for: best, from: entry.model, of: itself, &list) }
        case .content:
            let (name, model) = try Self.content(of: models)
            best = model.best(query.options.count, for: itself) {
                list.allows(ItemIndex(rawValue: $0), barred: workspace.barred)
            }
            for scored in best { list.append(scored, from: name, isFallback: false) }
            if query.explains { giveReasons(for: best, from: model, of: itself, &list) }
        case .both:
            let (name, model) = try Self.content(of: models)
            let depth = max(Self.mixedDepth, 4 * query.options.count)
            let allows = { list.allows(ItemIndex(rawValue: $0), barred: workspace.barred) }
            var mix = ListMix()
            var behaving = ServingList(list.admission, count: depth)
            mix.add(behavingLike(item, placement.entry, models, &behaving, in: workspace), from: placement.entry.name)
            mix.add(model.best(depth, for: itself, where: allows), from: name)
            best = list.take(from: mix)
            if query.explains { giveReasons(for: best, from: model, of: itself, &list) }
        }
        return best
    }

    /// Lists items like one by behaviour, found without a board where the model can.
    private func behavingLike(
        _ item: ItemIndex, _ entry: ServingModels.Entry, _ models: ServingModels, _ list: inout ServingList,
        in workspace: Workspace
    ) -> [Scored] {
        let found = entry.ranking.flatMap { ranking in
            list.take(from: ranking, like: item, recommender: entry.name, barred: workspace.barred)
        }
        if let found { return found }
        workspace.board.reset(itemCount: models.itemCount)
        entry.model.scoreSimilar(to: item, into: &workspace.board)
        return list.take(from: workspace.board, recommender: entry.name, barred: workspace.barred)
    }

    /// Items of each list that are mixed, at least.
    private static let mixedDepth = 100

    /// The first recommender of the recipe that knows items by their content.
    private static func content(
        of models: ServingModels
    ) throws(PlacementError) -> (name: String, model: ContentModel) {
        for entry in models.entries {
            if let model = entry.model as? ContentModel { return (entry.name, model) }
        }
        throw PlacementError(
            .unsupported, "by: snapshot \(models.version) knows nothing of content; fit a recommender of kind content")
    }

    /// Adds the reasons that a model has, if it has any.
    func giveReasons(
        for listed: [Scored], from model: any RecommenderModel, of history: [WeightedItem], _ list: inout ServingList
    ) {
        guard let model = model as? any ExplainingModel else { return }
        for (position, scored) in listed.enumerated() {
            let reasons = model.reasons(of: history, for: ItemIndex(rawValue: scored.item), limit: Self.reasonLimit)
            list.explain(position, by: reasons)
        }
    }
}
