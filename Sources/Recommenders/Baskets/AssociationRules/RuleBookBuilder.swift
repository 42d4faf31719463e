// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// A rule on its way into a book.
struct MinedRule: Sendable {
    var antecedent: Antecedent
    var consequent: UInt32
    /// Baskets with both sides.
    var support: UInt32
    /// Baskets with the antecedent.
    var antecedentSupport: UInt32
    /// Quartiles of the delay in days; of no meaning where the consequent is in the same basket.
    var delay = SIMD3<Float>()
    /// The confidence that the shrunk counts give.
    var confidence = 0.0
    /// What it is ranked by.
    var score: Float = 0
    /// By how much that is more than the best of the shorter rules.
    var improvement: Float = 0
}

/// Scores rules, keeps the best and puts them where a basket finds them.
///
/// With n(A) baskets that hold A, k the shrinkage and p₀ what is believed without A → c,
///
///     confidence(A → c) = (n(A ∪ c) + k · p₀) / (n(A) + k)        score = confidence / P(c)^damping
///
/// p₀ is the best such confidence among the rules to c whose antecedent lacks one item of A; of a single item, that of the
/// nearest category it is in; or P(c) when there are none:
/// a rule that few baskets speak for says about what the shorter ones say.
///
/// - Complexity: O(rules · log rules).
struct RuleBookBuilder {
    private let ranking: RuleRanking
    private let prunes: Bool
    private let withinDays: Float?
    private let categories: RuleCategories?
    private let basketCount: Int
    private let itemSupports: [UInt32]
    private var rules: [MinedRule]

    /// Takes up the rules of `itemSupports.count` items, the categories behind them among them.
    ///
    /// - Parameters:
    ///   - prunes: whether a rule is left out when dropping an item from its antecedent gives one that is as confident, both
    ///     shrunk.
    ///   - withinDays: within which the consequents follow; nil where they are in the same basket.
    ///   - categories: what stands in front of rules beside items.
    init(
        _ rules: [MinedRule], itemSupports: [UInt32], basketCount: Int, ranking: RuleRanking, prunes: Bool = false,
        withinDays: Float? = nil, categories: RuleCategories? = nil
    ) {
        self.ranking = ranking
        self.prunes = prunes
        (self.withinDays, self.categories) = (withinDays, categories)
        self.basketCount = basketCount
        self.itemSupports = itemSupports
        self.rules = rules.sorted { ($0.antecedent, $0.consequent) < ($1.antecedent, $1.consequent) }
    }

    /// The book.
    mutating func finish() -> RuleBook {
        score()
        keepBest()
        return assembled()
    }

    private mutating func score() {
        let isOfCategory = rules.map { Int($0.antecedent.last) >= itemCount }
        for place in rules.indices where isOfCategory[place] { score(place) }
        for place in rules.indices where !isOfCategory[place] { score(place) }
    }

    private var itemCount: Int { itemSupports.count - (categories?.count ?? 0) }

    private mutating func score(_ place: Int) {
        let rule = rules[place]
        let share = Double(itemSupports[Int(rule.consequent)]) / Double(basketCount)
        let before = shorterConfidence(rule) ?? categoryConfidence(rule) ?? share
        rules[place].confidence =
            (Double(rule.support) + ranking.shrinkage * before)
            / (Double(rule.antecedentSupport) + ranking.shrinkage)
        let scale = 1 / pow(share, ranking.popularityDamping)
        rules[place].score = Float(rules[place].confidence * scale)
        rules[place].improvement = Float((rules[place].confidence - before) * scale)
    }

    /// The confidence, already shrunk, of the nearest category above an item in front that has a rule.
    private func categoryConfidence(_ rule: MinedRule) -> Double? {
        var found: Double?
        guard Int(rule.antecedent.last) < itemCount else { return nil }
        categories?.forEach(above: rule.antecedent.last) { category in
            if found == nil { found = confidence(Antecedent(CollectionOfOne(category)), rule.consequent) }
        }
        return found
    }

    /// The best confidence, already shrunk, of the rules with one item less in front.
    private func shorterConfidence(_ rule: MinedRule) -> Double? {
        guard rule.antecedent.count > 1 else { return nil }
        return (0..<Int(rule.antecedent.count)).compactMap { place in
            confidence(rule.antecedent.without(place), rule.consequent)
        }.max()
    }

    private func confidence(_ antecedent: Antecedent, _ consequent: UInt32) -> Double? {
        var (low, high) = (0, rules.count)
        while low < high {
            let middle = (low + high) / 2
            if (rules[middle].antecedent, rules[middle].consequent) < (antecedent, consequent) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < rules.count, rules[low].antecedent == antecedent, rules[low].consequent == consequent else {
            return nil
        }
        return rules[low].confidence
    }

    /// The best rules of each antecedent, and in all: those of single items first, then those that say most more than a
    /// shorter one.
    private mutating func keepBest() {
        if prunes { rules.removeAll { $0.antecedent.count > 1 && $0.improvement <= 0 } }
        rules.sort {
            if $0.antecedent != $1.antecedent { return $0.antecedent < $1.antecedent }
            return $0.score == $1.score ? $0.consequent < $1.consequent : $0.score > $1.score
        }
        var kept: [MinedRule] = []
        kept.reserveCapacity(rules.count)
        var position = 0  // among the rules of its antecedent
        for (place, rule) in rules.enumerated() {
            position = place > 0 && rules[place - 1].antecedent == rule.antecedent ? position + 1 : 0
            if position < ranking.rulesPerAntecedent { kept.append(rule) }
        }
        rules = kept
        if rules.count > ranking.maximumRules { keepMostTelling() }
    }

    private mutating func keepMostTelling() {
        let ranked = rules.indices.sorted { first, second in
            let (left, right) = (rules[first], rules[second])
            let (leftIsShort, rightIsShort) = (left.antecedent.count == 1, right.antecedent.count == 1)
            if leftIsShort != rightIsShort { return leftIsShort }
            let (mine, other) = leftIsShort ? (left.score, right.score) : (left.improvement, right.improvement)
            return mine == other ? first < second : mine > other
        }
        rules = ranked.prefix(ranking.maximumRules).sorted().map { rules[$0] }
    }

    private var delays: RuleDelays? {
        withinDays.map { days in
            let quartiles = rules.flatMap { [$0.delay.x, $0.delay.y, $0.delay.z] }
            return RuleDelays(withinDays: days, quartiles: SharedArray(quartiles))
        }
    }

    private func assembled() -> RuleBook {
        var tree = AntecedentTree(itemCount: itemSupports.count)
        for rule in rules { tree.insert(rule.antecedent) }
        tree.finish()
        var lengths = [UInt32](repeating: 0, count: tree.count)
        var supports = lengths
        for rule in rules {
            let node = tree.node(of: rule.antecedent)
            lengths[node] += 1
            supports[node] = rule.antecedentSupport
        }
        return RuleBook(
            itemCount: itemCount, basketCount: basketCount, itemSupports: SharedArray(itemSupports),
            firstNodes: SharedArray(tree.firstNodes), nodeItems: SharedArray(tree.items),
            nodeParents: SharedArray(tree.parents), nodeSupports: SharedArray(supports),
            childOffsets: SharedArray(tree.childOffsets), ruleOffsets: SharedArray(lengths.ends(from: 0)),
            consequents: SharedArray(rules.map(\.consequent)), supports: SharedArray(rules.map(\.support)),
            scores: SharedArray(rules.map(\.score)), delays: delays,
            categories: categories)
    }
}
