// SPDX-License-Identifier: Apache-2.0

import Mining
import Recommenders
public import Shop
import Store

extension RecommendationEngine {
    /// Newest events of a user that a cart is made out from.
    private static let cartEventLimit = 1_000

    /// Items that go with a basket, each with its best rule.
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
        try workspace.read("looking up the basket") { transaction in
            try Self.readBasket(query, into: &answer, in: workspace, transaction)
        }
        let catalogue = workspace.published.catalogue
        if case .cart = query.basket { answer.cart = workspace.basket.map(catalogue.name) }
        choose(query, from: rules.book, at: now, into: &answer, in: workspace)
        if query.fills, let popular = models.popular { fill(&answer, from: popular, query, at: now, in: workspace) }
        return answer
    }

    /// Makes `basket` the items asked about, and bars them and those that are excluded.
    private static func readBasket(
        _ query: CrossSellQuery, into answer: inout CrossSellAnswer, in workspace: Workspace,
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        workspace.basket.removeAll(keepingCapacity: true)
        workspace.barred.removeAll()
        switch query.basket {
        case .items(let names):
            for name in names {
                if let item = try transaction.item(named: name) {
                    if workspace.barred.insert(item) { workspace.basket.append(item) }
                } else {
                    answer.unknown.append(name)
                }
            }
        case .cart(let user):
            workspace.events.removeAll(keepingCapacity: true)
            guard let user = try transaction.user(named: user) else { break }
            try transaction.newest(of: user, limit: Self.cartEventLimit, into: &workspace.events)
            takeCart(in: workspace)
        }
        for name in query.options.excluded {
            if let item = try transaction.item(named: name) { workspace.barred.insert(item) }
        }
    }

    /// Of each item the newest event decides that is a `cart` or a `purchase`; bars what is in the cart.
    private static func takeCart(in workspace: Workspace) {
        for event in workspace.events where event.type == .cart || event.type == .purchase {
            if workspace.barred.insert(event.item), event.type == .cart { workspace.basket.append(event.item) }
        }
        // What was bought may be recommended again.
        workspace.barred.removeAll()
        for item in workspace.basket { workspace.barred.insert(item) }
    }

    private func choose(
        _ query: CrossSellQuery, from book: RuleBook, at now: Timestamp, into answer: inout CrossSellAnswer,
        in workspace: Workspace
    ) {
        let (catalogue, options) = (workspace.published.catalogue, query.options)
        let barred = workspace.barred
        workspace.ruleChooser.choose(
            options.count, from: book, for: workspace.basket, into: &workspace.chosenRules
        ) { item in
            !barred.contains(item)
                && catalogue.allows(item, at: now, includingOutOfStock: options.includesOutOfStock)
        }
        answer.items.reserveCapacity(workspace.chosenRules.count)
        for chosen in workspace.chosenRules {
            var item = CrossSoldItem(id: catalogue.name(of: chosen.item), score: chosen.score)
            let counts = book.read(chosen.rule) { item.antecedent.append(catalogue.name(of: $0)) }
            item.antecedent.reverse()
            item.count = counts.both
            item.support = Float(counts.support)
            item.confidence = Float(counts.confidence)
            item.lift = Float(counts.lift)
            answer.items.append(item)
        }
    }

    private func fill(
        _ answer: inout CrossSellAnswer, from popular: ServingModels.Ranking, _ query: CrossSellQuery,
        at now: Timestamp, in workspace: Workspace
    ) {
        for chosen in workspace.chosenRules { workspace.barred.insert(chosen.item) }
        var options = query.options
        options.count -= answer.items.count
        var rest = ServingList(catalogue: workspace.published.catalogue, options: options, now: now)
        rest.fill(from: popular, barred: workspace.barred, isFallback: true)
        answer.items += rest.items.map { CrossSoldItem(id: $0.id, score: $0.score, isFallback: true) }
    }
}
