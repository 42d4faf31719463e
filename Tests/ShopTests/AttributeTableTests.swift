// SPDX-License-Identifier: Apache-2.0

import Matrix
import Shop
import Testing

@Suite struct AttributeTableTests {
    private func index(_ position: Int) -> ItemIndex { ItemIndex(rawValue: UInt32(position)) }

    private func table(_ items: [Item?], bounds: AttributeBounds = .standard) -> AttributeTable {
        var table = AttributeTable(bounds: bounds)
        for item in items { table.append(item) }
        return table
    }

    private func item(_ attributes: [String: AttributeValue]) -> Item {
        var item = Item(id: "i")
        item.attributes = attributes
        return item
    }

    private func randomItem(_ generator: inout SeededGenerator) -> Item? {
        if Int.random(in: 0..<10, using: &generator) == 0 { return nil }
        var item = Item(id: "i")
        func chance() -> Bool { Bool.random(using: &generator) }
        if chance() { item.price = Double(Int.random(in: 0..<1_000, using: &generator)) / 4 }
        if chance() { item.stock = Int64.random(in: 0..<9, using: &generator) }
        if chance() { item.brand = "brand \(Int.random(in: 0..<40, using: &generator))" }
        if chance() { item.tags = (0..<3).map { _ in "tag \(Int.random(in: 0..<9, using: &generator))" } }
        if chance() { item.category = ["root", "leaf \(Int.random(in: 0..<5, using: &generator))"] }
        if chance() { item.attributes["weight"] = .number(Double.random(in: 0..<1, using: &generator)) }
        if chance() { item.attributes["organic"] = .flag(chance()) }
        if chance() { item.attributes["colour"] = .text(["red", "blue"][Int.random(in: 0..<2, using: &generator)]) }
        if chance() { item.attributes["sizes"] = .list(chance() ? ["S"] : ["S", "M"]) }
        return item
    }

    /// What the table must say of the item, attribute by attribute.
    private func expected(_ item: Item?) -> [String: AttributeValue] {
        guard let item else { return [:] }
        var values = item.attributes
        if let price = item.price { values["price"] = .number(price) }
        if let stock = item.stock { values["stock"] = .number(Double(stock)) }
        if !item.brand.isEmpty { values["brand"] = .text(item.brand) }
        if !item.tags.isEmpty { values["tags"] = .list(item.tags) }
        if !item.category.isEmpty { values["category"] = .list(item.category) }
        return values
    }

    private let names = ["price", "stock", "brand", "tags", "category", "weight", "organic", "colour", "sizes"]

    private func expect(_ table: AttributeTable, shows items: [Item?], seed: UInt64) {
        for (position, item) in items.enumerated() {
            let expected = expected(item)
            for name in names {
                var (shown, wanted) = (table.value(of: name, for: index(position)), expected[name])
                if name == "tags" || name == "sizes" { (shown, wanted) = (asSet(shown), asSet(wanted)) }
                #expect(shown == wanted, "seed \(seed), item \(position), \(name)")
            }
        }
        for report in table.schema {
            let count = items.count { expected($0)[report.name] != nil }
            #expect(report.valueCount == count && report.strays.isEmpty, "seed \(seed), \(report.name)")
        }
    }

    private func asSet(_ value: AttributeValue?) -> AttributeValue? {
        if case .list(let words) = value { .list(Set(words).sorted()) } else { value }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `columns say what the items say, however items are added and changed`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var items = (0..<300).map { _ in randomItem(&generator) }
        var table = table(items)
        expect(table, shows: items, seed: seed)
        let (before, itemsBefore) = (table, items)
        for _ in 0..<200 {
            let position = Int.random(in: 0..<items.count, using: &generator)
            items[position] = randomItem(&generator)
            table.update(index(position), items[position])
        }
        items.append(randomItem(&generator))
        table.append(items[items.count - 1])
        expect(table, shows: items, seed: seed)
        expect(before, shows: itemsBefore, seed: seed)
    }

    @Test func `columns go on over pages, and a page without values takes no memory`() throws {
        var items = [Item?](repeating: nil, count: 3 * columnPageSize)
        items[columnPageSize + 7] = item(["weight": .number(2), "sizes": .list(["L"])])
        let table = table(items)
        let weights = try table.numbers("weight")
        #expect(weights[index(columnPageSize + 7)] == 2 && weights[index(0)].isNaN)
        #expect((0..<3).map { weights.cells.page($0).count } == [0, columnPageSize, 0])
        #expect(try table.lists("sizes")[index(columnPageSize + 7)] == ["L"])
        #expect(try table.lists("sizes").codes(of: index(5 * columnPageSize)).isEmpty)
    }

    @Test func `a list changed many times keeps only what it has now`() throws {
        var table = table((0..<10).map { _ in item(["sizes": .list(["S", "M", "L"])]) })
        for round in 0..<4_000 {
            table.update(index(round % 10), item(["sizes": .list(round % 2 == 0 ? ["M", "M"] : ["L", "S"])]))
        }
        #expect(try table.lists("sizes")[index(0)] == ["M"])
        #expect(try table.lists("sizes").page(0).codes.count < 2 * columnPageSize + 50)
    }

    @Test func `a category counts for all categories above it`() throws {
        var (camera, lens) = (Item(id: "a"), Item(id: "b"))
        camera.category = ["Electronics", "Cameras", "SLR"]
        lens.category = ["Electronics", "Lenses"]
        let categories = try table([camera, lens, nil]).categoryPaths()
        let cameras = try #require(categories.code(of: ["Electronics", "Cameras"]))
        let below = categories.descendants(of: cameras)
        #expect((0..<3).map { below[Int(categories.cells[index($0)].rawValue)] } == [true, false, false])
        #expect(categories.code(of: ["Cameras"]) == nil && categories.code(of: []) == nil)
        #expect(categories.path(of: categories.cells[index(1)]) == ["Electronics", "Lenses"])
    }

    @Test func `an attribute of two kinds is refused until it has one`() throws {
        var table = table([item(["size": .number(42)]), item(["size": .text("M")])])
        let error = #expect(throws: AttributeError.self) { try table.numbers("size") }
        #expect(error?.code == .mixedKinds && error?.message.contains("a number in 1 items and a text in 1") == true)
        table.update(index(1), item(["size": .number(40)]))
        #expect(try table.numbers("size")[index(1)] == 40)
    }

    @Test func `an attribute whose kind was changed everywhere asks for a new table`() throws {
        var table = table([item(["size": .number(42)]), item(["size": .number(41)])])
        table.update(index(0), item(["size": .text("M")]))
        #expect(!table.wantsReload)
        table.update(index(1), item(["size": .text("L")]))
        #expect(table.wantsReload)
    }

    @Test func `an unknown attribute is told which was meant, one of another kind which it is`() {
        let table = table([item(["colour": .text("red")])])
        let unknown = #expect(throws: AttributeError.self) { try table.texts("color") }
        #expect(unknown?.code == .unknown && unknown?.message.contains("did you mean “colour”?") == true)
        let wrong = #expect(throws: AttributeError.self) { try table.numbers("colour") }
        #expect(wrong?.code == .wrongKind && wrong?.message == "“colour” is a text, not a number")
        #expect(throws: Never.self) { try table.numbers("price") }
    }

    @Test func `what meets a bound is left out and said`() throws {
        var bounds = AttributeBounds.standard
        bounds.attributeCount = 2
        bounds.wordsPerAttribute = 3
        bounds.wordByteCount = 5
        var items = (0..<4).map { item(["a": .text("word\($0)"), "b": .number(1)]) }
        items.append(item(["c": .text("letters")]))
        var table = table(items, bounds: bounds)
        #expect(table.schema.map(\.name) == ["a", "b", "c"])
        #expect(table.schema.map(\.omission) == [.tooManyWords, nil, .longWord])
        #expect(throws: AttributeError.self) { try table.texts("a") }
        for name in "defgh" { table.append(item([String(name): .flag(true)])) }
        #expect(
            table.schema.compactMap { $0.omission == .tooManyNames ? $0.name : nil }
                == ["e", "f", "g", "h"].filter {
                    (try? table.kind(of: $0)) == nil
                })
    }

    @Test func `endless new names and words stay within the bounds`() {
        var bounds = AttributeBounds.standard
        bounds.wordCount = 100
        var table = table([nil], bounds: bounds)
        for round in 0..<1_000 {
            table.update(index(0), item(["name \(round)": .text("word \(round)")]))
        }
        #expect(table.schema.count <= 2 * 256 + 7)
        #expect(table.schema.map(\.wordCount).reduce(0, +) <= 100)
    }

    @Test func `a field's own name cannot be an attribute's`() {
        var first = item(["price": .text("cheap")])
        first.price = 3
        let table = table([first])
        #expect(table.value(of: "price", for: index(0)) == .number(3))
        #expect(table.schema.map(\.omission) == [nil, .hiddenByField])
    }
}
