// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
public import Shop
import Store

extension RecommendationEngine {
    /// The items of most utility, out of all that may be shown; answers without a snapshot, too, where the question or the
    /// user's profile has the weights.
    ///
    /// - Complexity: O(items · criteria).
    /// - Throws: `invalidQuestion` naming the field; `unsupported` where weights are to be learned ones and there are
    ///   none; `unknownUser`, `unknownRecommender`, `storeFailure`.
    public func recommendByUtility(
        _ query: UtilityQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> UtilityList {
        refresh(workspace)
        let weighing = try weighing(query, in: workspace)
        let items = workspace.published.items
        let scorer = try scorer(weighing, items.attributes)
        let category = try CategoryFilter(query.category, items.attributes)
        try bar(query.options.excluded, in: workspace)
        let admission = try admission(query.options, for: query.user, beside: [], at: now, in: workspace)
        let (barred, catalogue) = (workspace.barred, items.catalogue)
        let best = scorer.best(query.options.count) { item in
            category.allows(item) && admission.allows(item, barred: barred)
        }
        let listed = best.map { scored in
            let item = ItemIndex(rawValue: scored.item)
            let parts = scorer.partWorths(of: item)
            return UtilityItem(id: catalogue.name(of: item), utility: parts.reduce(0, +), partWorths: parts)
        }
        return UtilityList(
            snapshot: weighing.snapshot, source: weighing.source, segment: weighing.segment,
            attributes: weighing.attributes, items: listed)
    }

    /// Items there are to look through.
    public func itemCount(in workspace: Workspace) -> Int {
        refresh(workspace)
        return workspace.published.items.catalogue.count
    }

    /// The weights of the question, of the user's profile, or learned ones, in this order.
    private func weighing(
        _ query: UtilityQuery, in workspace: Workspace
    ) throws(PlacementError) -> UtilityWeighing {
        if query.criteria.contains(where: { $0.weight != nil }) {
            return try UtilityWeighing(stated: query.criteria)
        }
        let profile = try query.user.map { name throws(PlacementError) in try self.profile(of: name, in: workspace) }
        if !query.criteria.isEmpty {
            guard let user = query.user else {
                throw PlacementError(
                    .invalidQuestion,
                    "criteria[0].weight: there is none; give the criteria weights, or a user whose profile has them")
            }
            return try UtilityWeighing(query.criteria, profile: profile ?? [:], of: user)
        }
        let (learned, snapshot) = try learned(query.recommender, in: workspace)
        if let segment = query.segment, learned.fit(of: segment) == nil {
            let known = learned.segments.map(\.name)
            throw PlacementError(
                .invalidQuestion,
                "segment: nothing was learned of “\(segment)”" + suggestion(for: segment, among: known))
        }
        return UtilityWeighing(
            learned, segment: query.segment ?? profile.flatMap { learned.segment(of: $0) }, snapshot: snapshot)
    }

    private func profile(
        of name: String, in workspace: Workspace
    ) throws(PlacementError) -> [String: AttributeValue] {
        try workspace.read("reading the attributes of user “\(name)”") { transaction in
            guard let user = try transaction.user(named: name) else {
                throw PlacementError(
                    .unknownUser, "user: “\(name)” is not known; put them, or give the criteria weights")
            }
            return try transaction.user(user)?.attributes ?? [:]
        }
    }

    private func learned(
        _ name: String?, in workspace: Workspace
    ) throws(PlacementError) -> (LearnedWeights, UInt64) {
        guard let models = workspace.published.models else {
            throw PlacementError(
                .unsupported, "criteria: there are none, and no snapshot is published; give some with weights")
        }
        if let name {
            let entry = try models.recommender(for: .recommender(name)).entry
            guard let model = entry.model as? UtilityModel else {
                throw PlacementError(.unsupported, "recommender: “\(name)” does not learn what attributes are worth")
            }
            return (model.learned, models.version)
        }
        guard let model = models.entries.lazy.compactMap({ $0.model as? UtilityModel }).first else {
            throw PlacementError(
                .unsupported,
                "criteria: there are none, and snapshot \(models.version) has no recommender of kind utility; give some "
                    + "with weights, or fit models/utility.yaml")
        }
        return (model.learned, models.version)
    }

    private func scorer(
        _ weighing: UtilityWeighing, _ table: AttributeTable
    ) throws(PlacementError) -> UtilityScorer {
        do throws(CriterionError) {
            return try UtilityScorer(weighing.criteria, weights: weighing.weights, table: table)
        } catch {
            guard weighing.source != .learned else {
                throw PlacementError(
                    .unsupported,
                    "the items no longer go with the weights of snapshot \(weighing.snapshot): "
                        + "\(error.reason); fit again", cause: error)
            }
            throw PlacementError(.invalidQuestion, error.description, cause: error)
        }
    }
}

/// Items of a category or below it.
private struct CategoryFilter {
    private let column: CategoryColumn?
    private let isBelow: [Bool]

    /// - Throws: `invalidQuestion` for a category that no item ever had.
    init(_ path: [String], _ table: AttributeTable) throws(PlacementError) {
        guard !path.isEmpty else {
            (column, isBelow) = (nil, [])
            return
        }
        let categories: CategoryColumn
        do throws(AttributeError) { categories = try table.categoryPaths() } catch {
            throw PlacementError(.invalidQuestion, "category: \(error.message)", cause: error)
        }
        guard let code = categories.code(of: path) else {
            let known = categories.book.words.map(\.name)
            throw PlacementError(
                .invalidQuestion,
                "category: no item is in “\(path.joined(separator: " > "))”"
                    + suggestion(for: path.last ?? "", among: known))
        }
        (column, isBelow) = (categories, categories.descendants(of: code))
    }

    func allows(_ item: ItemIndex) -> Bool {
        guard let column else { return true }
        return isBelow[Int(column.cells[item].rawValue)]
    }
}
