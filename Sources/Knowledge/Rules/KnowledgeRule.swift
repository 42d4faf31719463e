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

    /// The items that stand so to an item, from either side of the rule; nil when the rule does not speak of it.
    func selections(beside item: ItemIndex, in table: AttributeTable) -> [ItemSelection]? {
        if relation == .neverFor { return nil }
        var found: [ItemSelection]?
        if Self.meets(item, items, table) {
            let wanted = others + links.map { $0.requirement(beside: item, in: table) }
            found = ItemSelection(wanted, in: table).map { [$0] } ?? []
        }
        if relation != .needs, Self.meets(item, others, table) {
            let wanted = items + links.map { $0.requirement(before: item, in: table) }
            found = (found ?? []) + (ItemSelection(wanted, in: table).map { [$0] } ?? [])
        }
        return found
    }

    /// The same as a set, without the item itself.
    func partners(of item: ItemIndex, in table: AttributeTable) -> ItemBits? {
        guard let selections = selections(beside: item, in: table) else { return nil }
        var all = ItemBits(itemCount: table.count)
        for selection in selections { all.formUnion(selection.bits(itemCount: table.count)) }
        all.remove(item)
        return all
    }

    /// The items that are not for such a user; nil when the rule does not speak of them.
    func selection(barredFor user: User, in table: AttributeTable) -> ItemSelection? {
        guard relation == .neverFor, others.allSatisfy({ $0.condition.isMet(by: user.attributes[$0.attribute]) }) else {
            return nil
        }
        return ItemSelection(items, in: table)
    }

    /// What is wrong with the rule in a catalogue: attributes and categories that no item has, or of another kind.
    func flaws(in table: AttributeTable) -> [String] {
        let asked = items + (relation == .neverFor ? [] : others)
        var flaws: [String] = []
        for requirement in asked {
            do throws(KnowledgeError) { _ = try BoundRequirement(requirement, in: table, field: "") } catch {
                flaws.append("\(name): \(error.message)")
            }
            if case .within(let path) = requirement.condition, let flaw = Self.flaw(ofCategory: path, table) {
                flaws.append("\(name): \(flaw)")
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

    private static func flaw(ofCategory path: [String], _ table: AttributeTable) -> String? {
        guard let column = try? table.categoryPaths(), column.code(of: path) == nil else { return nil }
        let known = (0..<column.book.count).map { column.path(of: WordCode(rawValue: UInt32($0 + 1))) }
        let name = path.joined(separator: ">")
        return "no item is in the category “\(name)”"
            + suggestion(for: name, among: known.map { $0.joined(separator: ">") })
    }

    private static func meets(_ item: ItemIndex, _ requirements: [Requirement], _ table: AttributeTable) -> Bool {
        requirements.allSatisfy { $0.condition.isMet(by: table.value(of: $0.attribute, for: item)) }
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
