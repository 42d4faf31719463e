// SPDX-License-Identifier: Apache-2.0

import Shop

/// One thing the shop knows of its goods.
struct KnowledgeRule: Sendable {
    let name: String
    let relation: RuleRelation
    /// Which items it speaks of.
    let items: [Requirement]
    /// The other side: items, or for `neverFor` what users must be like.
    let others: [Requirement]
    let links: [AttributeLink]

    /// The items that stand so to an item; nil when the rule does not speak of it.
    func partners(of item: ItemIndex, in table: AttributeTable) -> ItemBits? {
        if relation == .neverFor { return nil }
        var found: ItemBits?
        if Self.meets(item, items, table) {
            found = Self.bits(others + links.map { $0.requirement(beside: item, in: table) }, table)
        }
        if relation != .needs, Self.meets(item, others, table) {
            let turned = Self.bits(items + links.map { $0.requirement(before: item, in: table) }, table)
            found?.formUnion(turned)
            found = found ?? turned
        }
        found?.remove(item)
        return found
    }

    /// The items that are not for such a user; nil when the rule does not speak of them.
    func barred(for user: User, in table: AttributeTable) -> ItemBits? {
        guard relation == .neverFor, others.allSatisfy({ $0.condition.isMet(by: user.attributes[$0.attribute]) }) else {
            return nil
        }
        return Self.bits(items, table)
    }

    /// What is wrong with the rule in a catalogue: attributes that no item has, or of another kind.
    func flaws(in table: AttributeTable) -> [String] {
        let asked = items + (relation == .neverFor ? [] : others)
        var flaws: [String] = []
        for requirement in asked {
            do throws(KnowledgeError) { _ = try BoundRequirement(requirement, in: table, field: "") } catch {
                flaws.append("\(name): \(error.message)")
            }
        }
        for link in links {
            for attribute in [link.first, link.second] {
                do throws(AttributeError) { _ = try table.kind(of: attribute) } catch {
                    flaws.append("\(name): \(error.message)")
                }
            }
        }
        return flaws
    }

    private static func meets(_ item: ItemIndex, _ requirements: [Requirement], _ table: AttributeTable) -> Bool {
        requirements.allSatisfy { $0.condition.isMet(by: table.value(of: $0.attribute, for: item)) }
    }

    /// The items that meet all; none where one is missing or cannot be asked.
    private static func bits(_ requirements: [Requirement?], _ table: AttributeTable) -> ItemBits {
        var bits = ItemBits.all(table.count)
        for requirement in requirements {
            guard let requirement, let bound = try? BoundRequirement(requirement, in: table, field: "") else {
                return ItemBits(itemCount: table.count)
            }
            bound.narrow(&bits)
        }
        return bits
    }
}

/// What a rule says.
public enum RuleRelation: String, Sendable, CaseIterable {
    /// The two fit each other.
    case goesWith = "goes with"
    /// The first one is of no use without the other.
    case needs
    /// The two must not be sold together.
    case neverWith = "never with"
    /// The items are not for such users.
    case neverFor = "never for"
}
