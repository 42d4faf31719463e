// SPDX-License-Identifier: Apache-2.0

public import Shop

/// What the shop knows of its goods: which fit each other, which need others, which must not meet, and for whom.
public struct KnowledgeRules: Sendable {
    let rules: [KnowledgeRule]

    /// No rules.
    public init() { rules = [] }

    init(_ rules: [KnowledgeRule]) { self.rules = rules }

    /// Number of rules.
    public var count: Int { rules.count }

    /// What the rules that speak of an item say, in their order.
    public func findings(of item: ItemIndex, in table: AttributeTable) -> [(
        rule: String, relation: RuleRelation, items: ItemBits
    )] {
        rules.compactMap { rule in
            rule.partners(of: item, in: table).map { (rule.name, rule.relation, $0) }
        }
    }

    /// The items that go with an item: those that a `goesWith` or `needs` rule names.
    public func companions(of item: ItemIndex, in table: AttributeTable) -> ItemBits {
        var all = ItemBits(itemCount: table.count)
        for rule in rules where rule.relation == .goesWith || rule.relation == .needs {
            if let bits = rule.partners(of: item, in: table) { all.formUnion(bits) }
        }
        return all
    }

    /// What an item is of no use without, by rule; of a rule that nothing meets, nothing.
    public func needs(of item: ItemIndex, in table: AttributeTable) -> [(rule: String, items: ItemSelection)] {
        rules.flatMap { rule in
            rule.relation == .needs
                ? (rule.selections(beside: item, in: table) ?? []).map { (rule.name, $0) } : []
        }
    }

    /// What must not be in an answer given to a user, or beside items: what a `never` rule names.
    ///
    /// - Complexity: O(rules · items), and a look at the words of an attribute for each rule that speaks.
    public func exclusions(
        for user: User?, beside items: some Sequence<ItemIndex>, in table: AttributeTable
    ) -> Exclusions {
        var selections = rules.compactMap { rule in user.flatMap { rule.selection(barredFor: $0, in: table) } }
        for item in items {
            for rule in rules where rule.relation == .neverWith {
                selections += rule.selections(beside: item, in: table) ?? []
            }
        }
        return Exclusions(selections)
    }

    /// Whether a rule depends on who asks.
    public var askForUsers: Bool { rules.contains { $0.relation == .neverFor } }

    /// Whether a rule keeps items from standing beside others.
    public var keepApart: Bool { rules.contains { $0.relation == .neverWith } }

    /// Whether a rule says that an item is of no use without another.
    public var haveNeeds: Bool { rules.contains { $0.relation == .needs } }

    /// What in the rules cannot be asked of a catalogue; such a rule names no items.
    public func flaws(in table: AttributeTable) -> [String] { rules.flatMap { $0.flaws(in: table) } }
}
