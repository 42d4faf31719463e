// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Store

extension RecommendationEngine {
    /// Lists what is to be had for what is said of the user: by the placement's recommender where nothing the user did
    /// gave a list, else by its fallback, before that one ranks the same for everybody.
    ///
    /// - Throws: `storeFailure`.
    func addByAttributes(
        _ list: inout ServingList, of query: UserQuery, _ placement: ServingModels.Placement, _ models: ServingModels,
        in workspace: Workspace
    ) throws(PlacementError) {
        let isFallback = !list.items.isEmpty || placement.entry.described == nil
        guard let entry = isFallback ? placement.fallbackEntry : placement.entry, let model = entry.described else {
            return
        }
        let attributes = try attributes(of: query.user, in: workspace)
        if attributes.isEmpty { return }
        workspace.board.reset(itemCount: models.itemCount)
        model.score(attributes: attributes, history: [], into: &workspace.board)
        let best = workspace.board.best(list.room) {
            list.allows(ItemIndex(rawValue: $0), barred: workspace.barred)
        }
        for scored in best {
            let item = ItemIndex(rawValue: scored.item)
            list.append(scored, from: entry.name, isFallback: isFallback)
            workspace.barred.insert(item)
            guard query.explains else { continue }
            list.explain(
                list.items.count - 1, by: model.reasons(of: attributes, for: item, limit: Self.reasonLimit))
        }
    }

    func attributes(
        of user: String, in workspace: Workspace
    ) throws(PlacementError) -> [String: AttributeValue] {
        do {
            return try workspace.reader.read { transaction in
                guard let index = try transaction.user(named: user) else { return [:] }
                return try transaction.user(index)?.attributes ?? [:]
            }
        } catch {
            throw PlacementError(.storeFailure, "reading what is said of user “\(user)”", cause: error)
        }
    }
}
