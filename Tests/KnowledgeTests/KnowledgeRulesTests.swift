// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@testable import Knowledge

@Suite struct KnowledgeRulesTests {
    private func index(_ position: Int) -> ItemIndex { ItemIndex(rawValue: UInt32(position)) }

    private func item(_ category: String, _ attributes: [String: AttributeValue] = [:], tags: [String] = []) -> Item {
        var item = Item(id: "i")
        (item.category, item.attributes, item.tags) = ([category], attributes, tags)
        return item
    }

    private var table: AttributeTable {
        var table = AttributeTable()
        for item in [
            item("Cameras", ["mount": .text("F")]), item("Cameras", ["mount": .text("E")]),
            item("Lenses", ["mount": .text("F"), "fits": .list(["D1", "D2"])]), item("Lenses", ["mount": .text("E")]),
            item("Toys", ["battery": .text("AA")]), item("Batteries", ["size": .text("AA")]),
            item("Batteries", ["size": .text("C")]), item("Cleaning", tags: ["bleach"]),
            item("Cleaning", tags: ["acid"]), item("Spirits"),
        ] { table.append(item) }
        return table
    }

    private let yaml = """
        goesWith:
          - name: lens on its camera
            items: [category within Lenses]
            with: [category within Cameras]
            where: [mount = mount]
        needs:
          - name: batteries
            items: [category within Toys]
            needs: [category within Batteries]
            where: [battery = size]
        never:
          - {name: no bleach with acid, items: [tags has bleach], with: [tags has acid]}
          - {name: adults only, items: [category within Spirits], users: [age < 18]}
        """

    private func members(_ bits: ItemBits) -> [Int] {
        (0..<table.count).filter { bits.words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    }

    /// What is kept out, asked item by item; asked of all at once it must be the same.
    private func excluded(_ exclusions: Exclusions) -> [Int] {
        var left = ItemBits.all(table.count)
        exclusions.remove(from: &left)
        let alone = (0..<table.count).filter { exclusions.contains(index($0)) }
        #expect((0..<table.count).filter { !members(left).contains($0) } == alone)
        return alone
    }

    @Test func `compatibility and exclusion hold both ways, a need one way`() throws {
        let rules = try KnowledgeRules(parsing: yaml, file: "k.yaml")
        #expect(rules.count == 4 && rules.flaws(in: table).isEmpty)
        let companions = (0..<10).map { members(rules.companions(of: index($0), in: table)) }
        #expect(companions == [[2], [3], [0], [1], [5], [], [], [], [], []])
        #expect(excluded(rules.exclusions(for: nil, beside: [index(7)], in: table)) == [8])
        #expect(excluded(rules.exclusions(for: nil, beside: [index(8)], in: table)) == [7])
        #expect(rules.findings(of: index(4), in: table).map(\.relation) == [.needs])
    }

    @Test func `what is never for somebody depends on who asks`() throws {
        let rules = try KnowledgeRules(parsing: yaml, file: "k.yaml")
        var (child, adult) = (User(id: "c"), User(id: "a"))
        (child.attributes["age"], adult.attributes["age"]) = (.number(12), .number(40))
        #expect(excluded(rules.exclusions(for: child, beside: [], in: table)) == [9])
        #expect(excluded(rules.exclusions(for: adult, beside: [], in: table)).isEmpty)
        #expect(excluded(rules.exclusions(for: User(id: "unknown"), beside: [], in: table)).isEmpty)
    }

    @Test(arguments: [
        ("fits contains model", ["D2"], true), ("fits contains model", ["D9"], false), ("model in fits", ["D1"], true),
    ])
    func `a list can name what it fits`(link: String, model: [String], fits: Bool) throws {
        var table = table
        table.append(item("Bodies", ["model": .text(model[0]), "fits": .list(["x"])]))
        let items = link.hasPrefix("model") ? ("Bodies", "Lenses") : ("Lenses", "Bodies")
        let rules = try KnowledgeRules(
            parsing: """
                goesWith:
                  - {name: n, items: [category within \(items.0)], with: [category within \(items.1)], where: ["\(link)"]}
                """, file: "k.yaml")
        #expect(rules.companions(of: index(10), in: table).words[0] == (fits ? 1 << 2 : 0))
        #expect(rules.companions(of: index(2), in: table).words[0] == (fits ? 1 << 10 : 0))
    }

    @Test func `a rule on an attribute that no item has names no items, and says so`() throws {
        let rules = try KnowledgeRules(
            parsing: "goesWith: [{name: n, items: [moont = F], with: [mount = F]}]", file: "k.yaml")
        #expect(rules.flaws(in: table).first?.contains("did you mean “mount”?") == true)
        #expect(members(rules.companions(of: index(0), in: table)).isEmpty)
    }

    @Test func `a category that no item is in is named`() throws {
        let rules = try KnowledgeRules(
            parsing: "needs: [{name: n, items: [category within Toys], needs: [category within Bateries]}]",
            file: "k.yaml")
        #expect(rules.flaws(in: table) == ["n: no item is in the category “Bateries”; did you mean “Batteries”?"])
    }

    @Test(arguments: [
        ("goeswith: []", "k.yaml:1:1: unknown key “goeswith”; did you mean “goesWith”?"),
        ("goesWith: 3", "k.yaml:1:11: goesWith must be a list of rules"),
        ("goesWith:\n  - items: [price < 5]", "k.yaml:2:5: a rule needs a name"),
        ("goesWith:\n  - {name: n, items: [price < 5]}", "“n” needs with"),
        ("goesWith:\n  - {name: n, items: [price], with: [price < 5]}", "“price” is no requirement"),
        ("goesWith:\n  - {name: n, items: [], with: [price < 5]}", "“n” needs items"),
        ("never:\n  - {name: n, items: [price < 5], with: [price < 5], users: [age < 3]}", "needs with or users"),
        (
            "goesWith:\n  - {name: n, items: [price < 5], with: [a = b], where: [mount like mount]}",
            "where needs an attribute"
        ),
        ("- a", "must be a map"), ("a: [", "k.yaml:"),
    ])
    func `what is wrong is named with file, line and remedy`(yaml: String, message: String) {
        let error = #expect(throws: KnowledgeError.self) { try KnowledgeRules(parsing: yaml, file: "k.yaml") }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.hasPrefix("k.yaml:") == true)
    }

    @Test func `an empty file has no rules`() throws {
        #expect(try KnowledgeRules(parsing: "", file: "k.yaml").count == 0)
    }
}
