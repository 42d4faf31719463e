// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Shop
import Testing

@Suite struct CritiquerTests {
    private func index(_ position: Int) -> ItemIndex { ItemIndex(rawValue: UInt32(position)) }

    private func camera(_ price: Double, _ brand: String, _ weight: Double, category: String = "Cameras") -> Item {
        var item = Item(id: "i")
        (item.price, item.brand, item.category) = (price, brand, ["Photo", category])
        item.attributes["weight"] = .number(weight)
        return item
    }

    private func table(_ items: [Item?]) -> AttributeTable {
        var table = AttributeTable()
        for item in items { table.append(item) }
        return table
    }

    private func everything(_ table: AttributeTable) -> ItemBits {
        ItemBits(words: Array(repeating: .max, count: (table.count + 63) / 64), itemCount: table.count)
    }

    private func answer(_ question: CritiqueQuestion, _ table: AttributeTable) throws -> CritiqueAnswer {
        var all = everything(table)
        for position in table.count..<(table.count + 64) { all.remove(index(position)) }
        return try Critiquer(question, in: table).answer(among: all)
    }

    private var shop: AttributeTable {
        table([
            camera(100, "A", 500), camera(90, "A", 510), camera(50, "B", 300), camera(120, "A", 480),
            camera(80, "A", 900), camera(10, "C", 50, category: "Batteries"),
        ])
    }

    @Test func `like this but cheaper gives cheaper ones of its category, the most similar first`() throws {
        let rounds = [CritiqueRound(reference: index(0), critiques: [UnitCritique("price", .lower)])]
        let answer = try answer(CritiqueQuestion(rounds), shop)
        #expect(answer.items.map(\.item.rawValue) == [1, 4, 2] && answer.count == 3)
        #expect(answer.items[0].differences == [UnitCritique("price", .lower), UnitCritique("weight", .higher)])
        let anywhere = try self.answer(CritiqueQuestion(rounds, staysInCategory: false), shop)
        #expect(anywhere.items.map(\.item.rawValue).contains(5))
    }

    @Test func `rounds add up, until a newer one contradicts an older one`() throws {
        let cheaper = CritiqueRound(reference: index(0), critiques: [UnitCritique("price", .lower)])
        let lighter = CritiqueRound(reference: index(1), critiques: [UnitCritique("weight", .lower)])
        let both = try answer(CritiqueQuestion([cheaper, lighter]), shop)
        #expect(both.items.map(\.item.rawValue) == [2] && both.dropped.isEmpty)
        let dearer = CritiqueRound(reference: index(0), critiques: [UnitCritique("price", .higher)])
        let turned = try answer(CritiqueQuestion([cheaper, dearer]), shop)
        #expect(turned.items.map(\.item.rawValue) == [3])
        #expect(turned.dropped == [CritiquePlace(round: 0, critique: 0)])
    }

    @Test func `a question that contradicts itself is refused by name`() {
        let round = CritiqueRound(
            reference: index(0), critiques: [UnitCritique("price", .lower), UnitCritique("price", .higher)])
        let error = #expect(throws: KnowledgeError.self) { try Critiquer(CritiqueQuestion([round]), in: shop) }
        #expect(error?.code == .contradiction)
        #expect(error?.fields == ["steps[0].critiques[0]", "steps[0].critiques[1]"])
        let cheaper = CritiqueRound(reference: index(0), critiques: [UnitCritique("price", .lower)])
        let dear = CritiqueQuestion([cheaper], requirements: [Requirement("price", .compares(.more, 200))])
        let other = #expect(throws: KnowledgeError.self) { try Critiquer(dear, in: shop) }
        #expect(other?.fields == ["requirements[0]", "steps[0].critiques[0]"])
    }

    @Test func `what cannot be critiqued is named`() {
        let cases: [(UnitCritique, String)] = [
            (UnitCritique("prcie", .lower), "did you mean “price”?"), (UnitCritique("brand", .lower), "a text"),
            (UnitCritique("category", .different), "a category"), (UnitCritique("stock", .lower), "has no stock"),
        ]
        for (critique, text) in cases {
            let question = CritiqueQuestion([CritiqueRound(reference: index(0), critiques: [critique])])
            let error = #expect(throws: KnowledgeError.self) { try Critiquer(question, in: shop) }
            #expect(error?.fields.first?.hasPrefix("steps[0].critiques[0]") == true)
            #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        }
        #expect(throws: KnowledgeError.self) { try Critiquer(CritiqueQuestion([]), in: shop) }
    }

    /// All sets of two or three differences that a quarter of the items have, by counting.
    private func plainPatterns(_ items: [Item], _ reference: Item) -> [Set<UnitCritique>: Int] {
        let differences = items.map { item -> Set<UnitCritique> in
            var found: Set<UnitCritique> = []
            for (name, own, other) in [
                ("price", reference.price, item.price),
                ("weight", reference.attributes["weight"]?.asNumber, item.attributes["weight"]?.asNumber),
            ] {
                guard let own, let other, own != other else { continue }
                found.insert(UnitCritique(name, other < own ? .lower : .higher))
            }
            if item.brand != reference.brand { found.insert(UnitCritique("brand", .different)) }
            return found
        }
        var counts: [Set<UnitCritique>: Int] = [:]
        let all = Array(Set(differences.flatMap { $0 }))
        for mask in 0..<(1 << all.count) where (2...3).contains(mask.nonzeroBitCount) {
            let set = Set(all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] })
            counts[set] = differences.count { set.isSubset(of: $0) }
        }
        return counts
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `compounds are patterns of the remaining items with their exact counts`(seed: UInt64) throws {
        var random = RandomShop(seed: seed, itemCount: 0)
        let items = (0..<80).map { _ in
            camera(Double(random.number(0..<200)), "brand \(random.number(0..<3))", Double(random.number(0..<900)))
        }
        let answer = try answer(CritiqueQuestion([CritiqueRound(reference: index(0), critiques: [])]), table(items))
        let counts = plainPatterns(Array(items.dropFirst()), items[0])
        #expect(answer.compounds.count <= 5 && (seed != 1 || !answer.compounds.isEmpty))
        for compound in answer.compounds {
            #expect(counts[Set(compound.critiques)] == compound.count, "seed \(seed)")
            #expect(compound.count * 4 >= answer.count - 4, "seed \(seed)")
        }
        #expect(answer.compounds.map(\.count) == answer.compounds.map(\.count).sorted())
    }

    @Test func `the reference itself is the most similar thing there is, and is not shown`() throws {
        let copies = table([camera(1, "A", 2), camera(1, "A", 2), camera(9, "B", 3)])
        let answer = try answer(CritiqueQuestion([CritiqueRound(reference: index(0), critiques: [])]), copies)
        #expect(answer.items.map(\.item.rawValue) == [1, 2])
        #expect(abs(answer.items[0].similarity - 1) < 1e-12 && answer.items[0].differences.isEmpty)
    }
}
