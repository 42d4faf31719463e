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
        union([.goesWith, .needs], of: item, table)
    }

    /// The items that must not be sold together with an item.
    public func excluded(beside item: ItemIndex, in table: AttributeTable) -> ItemBits {
        union([.neverWith], of: item, table)
    }

    /// The items that are not for a user.
    public func excluded(for user: User, in table: AttributeTable) -> ItemBits {
        var all = ItemBits(itemCount: table.count)
        for rule in rules { if let bits = rule.barred(for: user, in: table) { all.formUnion(bits) } }
        return all
    }

    /// Whether a rule depends on who asks.
    public var askForUsers: Bool { rules.contains { $0.relation == .neverFor } }

    /// What in the rules cannot be asked of a catalogue; such a rule names no items.
    public func flaws(in table: AttributeTable) -> [String] { rules.flatMap { $0.flaws(in: table) } }

    private func union(_ relations: Set<RuleRelation>, of item: ItemIndex, _ table: AttributeTable) -> ItemBits {
        var all = ItemBits(itemCount: table.count)
        for rule in rules where relations.contains(rule.relation) {
            if let bits = rule.partners(of: item, in: table) { all.formUnion(bits) }
        }
        return all
    }
}
