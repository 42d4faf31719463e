// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Matrix
import Mining
import Recommenders
public import Shop
import Store

extension RecommendationEngine {
    /// Newest events of a user that a cart is made out from.
    private static let cartEventLimit = 1_000

    /// Items that go with a basket, each with its best rule; then, while there is room, those that follow it.
    ///
    /// What follows is asked for of the basket and of what the user bought lately.
    ///
    /// - Complexity: as `RuleChooser` says, and a look-up in the store for each name.
    /// - Throws: `unsupported` when the snapshot has no rules, `unknownRecommender`, `storeFailure`.
    public func crossSell(
        _ query: CrossSellQuery, at now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) -> CrossSellAnswer {
        refresh(workspace)
        var answer = CrossSellAnswer()
        guard let models = workspace.published.models else { return answer }
        let rules = try models.rules(of: query.recommender)
        (answer.snapshot, answer.recommender) = (models.version, rules.name)
        try readBasket(query.basket, into: &answer, in: workspace)
        try barMore(query.options.excluded, in: workspace)
        let admission = try admission(
            query.options, for: query.basket.user, beside: workspace.basket, at: now, in: workspace)
        if workspace.published.rules.haveNeeds { offerNeeds(query, admission, models.popular, &answer, in: workspace) }
        let (following, count) = (models.followingRules(beside: rules, unless: query.recommender), query.options.count)
        let kept = following == nil ? 0 : query.following
        try choose(query, upTo: max(0, count - kept), from: rules, admission, into: &answer, in: workspace)
        if let following {
            let basket = workspace.basket
            try choose(query, upTo: count, from: following, admission, into: &answer, in: workspace)
            workspace.basket = basket
        }
        // What follows may have left places that were kept for it.
        if kept > 0 { try choose(query, upTo: count, from: rules, admission, into: &answer, in: workspace) }
        if query.fills, let popular = models.popular { fill(&answer, from: popular, query, admission, in: workspace) }
        return answer
    }

    /// Makes `basket` the items asked about, and bars them.
    private func readBasket(
        _ basket: CrossSellQuery.Basket, into answer: inout CrossSellAnswer, in workspace: Workspace
    ) throws(PlacementError) {
        workspace.basket.removeAll(keepingCapacity: true)
        workspace.barred.removeAll()
        let catalogue = workspace.published.catalogue
        switch basket {
        case .items(let names):
            for name in names {
                if let item = try index(of: name, among: catalogue, in: workspace) {
                    if workspace.barred.insert(item) { workspace.basket.append(item) }
                } else {
                    answer.unknown.append(name)
                }
            }
        case .cart(let user):
            try readEvents(of: user, limit: Self.cartEventLimit, in: workspace)
            Self.takeCart(in: workspace)
            answer.cart = workspace.basket.map(catalogue.name)
        }
    }

    /// Of each item the newest event decides that is a `cart` or a `purchase`; bars what is in the cart.
    static func takeCart(in workspace: Workspace) {
        workspace.barred.removeAll()
        for event in workspace.events where event.type == .cart || event.type == .purchase {
            if workspace.barred.insert(event.item), event.type == .cart { workspace.basket.append(event.item) }
        }
        // What was bought may be recommended again.
        workspace.barred.removeAll()
        for item in workspace.basket { workspace.barred.insert(item) }
    }

    /// Lists and bars the best items of these rules until so many places are taken.
    private func choose(
        _ query: CrossSellQuery, upTo places: Int, from rules: ServedRules, _ admission: Admission,
        into answer: inout CrossSellAnswer, in workspace: Workspace
    ) throws(PlacementError) {
        let book = rules.book
        guard answer.items.count < places else { return }
        if let days = book.withinDays { try addRecent(query, days, rules.weights, admission.now, in: workspace) }
        let (catalogue, barred) = (admission.catalogue, workspace.barred)
        workspace.ruleChooser.choose(
            places - answer.items.count, from: book, for: workspace.basket, into: &workspace.chosenRules
        ) { admission.allows($0, barred: barred) }
        answer.items.reserveCapacity(query.options.count)
        // Most of a list have their antecedent in common with others of it.
        var antecedents: [(node: Int, names: [String], category: [String])] = []
        antecedents.reserveCapacity(workspace.chosenRules.count)
        for chosen in workspace.chosenRules {
            let place = antecedents.firstIndex { $0.node == chosen.node } ?? antecedents.count
            if place == antecedents.count {
                let names = Self.antecedent(ofNode: chosen.node, of: book, catalogue)
                antecedents.append((chosen.node, names, book.antecedentCategory(ofNode: chosen.node) ?? []))
            }
            let counts = book.counts(of: chosen)
            answer.items.append(
                CrossSoldItem(
                    id: catalogue.name(of: chosen.item), score: chosen.score, antecedent: antecedents[place].names,
                    antecedentCategory: antecedents[place].category, delay: book.delay(of: chosen.rule),
                    count: counts.both, support: Float(counts.support), confidence: Float(counts.confidence),
                    lift: Float(counts.lift)))
        }
        if answer.items.count == query.options.count { return }
        for chosen in workspace.chosenRules { workspace.barred.insert(chosen.item) }
    }

    /// Adds what the user bought in the last days to what is asked about, and bars it: it is there already.
    private func addRecent(
        _ query: CrossSellQuery, _ days: Float, _ weights: EventWeights, _ now: Timestamp, in workspace: Workspace
    ) throws(PlacementError) {
        guard let user = query.options.user ?? query.basket.user else { return }
        try readEvents(of: user, limit: Self.cartEventLimit, in: workspace)
        let since = now.milliseconds - Int64(days * 86_400_000)
        for event in workspace.events
        where event.timestamp.milliseconds >= since && weights.weight(of: event, now: now) > 0 {
            workspace.barred.insert(event.item)
            workspace.basket.append(event.item)
        }
    }

    private static func antecedent(ofNode node: Int, of book: RuleBook, _ catalogue: Catalogue) -> [String] {
        var names: [String] = []
        book.forEachAntecedentItem(ofNode: node) { names.append(catalogue.name(of: $0)) }
        names.reverse()
        return names
    }

    /// Puts first what items of the basket are of no use without, unless the basket has it: the most popular that will do,
    /// with the rule's name.
    private func offerNeeds(
        _ query: CrossSellQuery, _ admission: Admission, _ popular: ServingModels.Ranking?,
        _ answer: inout CrossSellAnswer, in workspace: Workspace
    ) {
        let table = workspace.published.items.attributes
        var held = workspace.basket
        for item in workspace.basket {
            for (rule, wanted) in workspace.published.rules.needs(of: item, in: table)
            where answer.items.count < query.options.count && !held.contains(where: wanted.contains) {
                let best = best(of: wanted, admission, popular, in: workspace)
                guard let best else { continue }
                held.append(best)
                workspace.barred.insert(best)
                let names = admission.catalogue.name
                answer.items.append(CrossSoldItem(id: names(best), score: 0, antecedent: [names(item)], rule: rule))
            }
        }
    }

    /// The most popular item of some that may be listed; where none is popular, the one known first.
    ///
    /// - Complexity: O(items) at worst, mostly a few.
    private func best(
        of items: ItemSelection, _ admission: Admission, _ popular: ServingModels.Ranking?, in workspace: Workspace
    ) -> ItemIndex? {
        let suits = { (item: ItemIndex) in items.contains(item) && admission.allows(item, barred: workspace.barred) }
        let ranked = popular?.items.lazy.map { ItemIndex(rawValue: $0.item) }.first(where: suits)
        return ranked
            ?? (0..<UInt32(truncatingIfNeeded: admission.catalogue.count)).lazy.map(ItemIndex.init).first(where: suits)
    }

    private func fill(
        _ answer: inout CrossSellAnswer, from popular: ServingModels.Ranking, _ query: CrossSellQuery,
        _ admission: Admission, in workspace: Workspace
    ) {
        var rest = ServingList(admission, count: query.options.count - answer.items.count)
        rest.fill(from: popular, barred: workspace.barred, isFallback: true)
        answer.items += rest.items.map { CrossSoldItem(id: $0.id, score: $0.score, isFallback: true) }
    }
}

extension CrossSellQuery.Basket {
    /// Whose cart it is.
    fileprivate var user: String? {
        if case .cart(let user) = self { user } else { nil }
    }
}
