// SPDX-License-Identifier: Apache-2.0

import Matrix
import Mining
import Recommenders
import Shop
import Store

extension RecommendationEngine {
    /// The search for a page of rules, to be run a piece at a time.
    public func rules(_ query: RulesQuery) -> RulesReport { RulesReport(query, engine: self) }
}

/// Goes through all rules of a book for those that fit, and keeps a page of the best.
///
/// Nothing is kept from page to page: a page's token says where the one before ended.
///
/// - Complexity: O(rules · log page), and a look at the store for each item of them when a category is asked for.
public struct RulesReport: Report {
    /// Rules looked at in one piece.
    private static let pieceCount = 65_536

    private let query: RulesQuery
    private let engine: RecommendationEngine
    private var models: ServingModels?
    private var served: ServedRules?
    private var item: ItemIndex?
    private var categories: CategoryItems
    private var position = 0
    private var total = 0
    private var best: BestHeap

    init(_ query: RulesQuery, engine: RecommendationEngine) {
        self.query = query
        self.engine = engine
        categories = CategoryItems(path: query.category)
        best = BestHeap(capacity: query.pageSize + 1)  // one more says whether there is a next page
    }

    /// Looks at the next rules.
    public mutating func advance(in workspace: Workspace) throws(PlacementError) -> RulePage? {
        engine.refresh(workspace)
        guard let served else { return try begin(in: workspace) }
        let range = position..<min(position + Self.pieceCount, served.book.count)
        position = range.upperBound
        try workspace.read("looking through the rules") { transaction in
            for rule in range { try consider(rule, of: served.book, transaction) }
        }
        return position == served.book.count ? page(of: served, in: workspace) : nil
    }

    /// Finds what is asked about; an answer at once when nothing is published.
    private mutating func begin(in workspace: Workspace) throws(PlacementError) -> RulePage? {
        guard let models = workspace.published.models else { return RulePage() }
        let served = try models.rules(of: query.recommender)
        if let after = query.after, after.snapshot != models.version {
            throw PlacementError(
                .outdatedPage,
                "page_token: snapshot \(models.version) has taken the place of \(after.snapshot); begin with the first page"
            )
        }
        if let name = query.item {
            item = try workspace.read("looking up item “\(name)”") { try $0.item(named: name) }
            if item == nil {
                throw PlacementError(.unknownItem, "item: “\(name)” is not known; put it or record an event with it")
            }
        }
        (self.models, self.served) = (models, served)
        return served.book.count == 0 ? page(of: served, in: workspace) : nil
    }

    private mutating func consider(
        _ rule: Int, of book: RuleBook, _ transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        var hasItem = item == nil
        var hasCategory = query.category.isEmpty
        var failure: StoreError?
        func look(at other: ItemIndex, on side: RuleSide) {
            guard query.side == .either || query.side == side else { return }
            if other == item { hasItem = true }
            guard !hasCategory else { return }
            do throws(StoreError) { hasCategory = try categories.contains(other, transaction) } catch {
                failure = error
            }
        }
        let counts = book.read(rule) { look(at: $0, on: .antecedent) }
        guard counts.both >= query.minimumCount, counts.confidence >= query.minimumConfidence,
            counts.lift >= query.minimumLift
        else { return }
        look(at: book.consequent(of: rule), on: .consequent)
        if !hasCategory, query.side != .consequent, let path = book.antecedentCategory(of: rule) {
            hasCategory = path.starts(with: query.category)
        }
        if let failure { throw failure }
        guard hasItem, hasCategory else { return }
        total += 1
        let value = Float(query.sort.value(of: counts, score: book.score(of: rule)))
        let candidate = Scored(item: UInt32(truncatingIfNeeded: rule), score: value)
        if let after = query.after, !Scored(item: after.rule, score: after.value).precedes(candidate) { return }
        best.insert(candidate)
    }

    private func page(of served: ServedRules, in workspace: Workspace) -> RulePage {
        var page = RulePage()
        let catalogue = workspace.published.catalogue
        (page.snapshot, page.recommender) = (models?.version ?? 0, served.name)
        (page.basketCount, page.total) = (served.book.basketCount, total)
        let found = best.sorted()
        page.rules = found.prefix(query.pageSize).map { served.book.rule(Int($0.item), names: catalogue) }
        if found.count > query.pageSize {
            let last = found[query.pageSize - 1]
            page.next = RulePosition(snapshot: page.snapshot, value: last.score, rule: last.item)
        }
        return page
    }
}

extension RuleBook {
    /// A rule in the shop's names.
    fileprivate func rule(_ rule: Int, names: Catalogue) -> ItemRule {
        var named = ItemRule(antecedent: [], consequent: names.knownName(of: consequent(of: rule)))
        let counts = read(rule) { named.antecedent.append(names.knownName(of: $0)) }
        named.antecedent.reverse()
        named.antecedentCategory = antecedentCategory(of: rule) ?? []
        named.delay = delay(of: rule)
        (named.count, named.antecedentCount, named.consequentCount) =
            (counts.both, counts.antecedent, counts.consequent)
        named.measures = RuleMeasures(counts, score: score(of: rule))
        return named
    }
}

extension Catalogue {
    /// The item's external id; empty when the catalogue does not have it yet.
    fileprivate func knownName(of item: ItemIndex) -> String { contains(item) ? name(of: item) : "" }
}

extension RuleMeasures {
    fileprivate init(_ counts: RuleCounts, score: Float) {
        self.init()
        (support, confidence, lift) = (counts.support, counts.confidence, counts.lift)
        (leverage, conviction, zhang) = (counts.leverage, counts.conviction, counts.zhang)
        chiSquared = counts.chiSquared
        self.score = Double(score)
    }
}

extension RuleMeasure {
    /// The measure of a rule with those counts.
    fileprivate func value(of counts: RuleCounts, score: Float) -> Double {
        switch self {
        case .score: Double(score)
        case .support: counts.support
        case .confidence: counts.confidence
        case .lift: counts.lift
        case .leverage: counts.leverage
        case .conviction: counts.conviction
        case .zhang: counts.zhang
        case .chiSquared: counts.chiSquared
        }
    }
}
