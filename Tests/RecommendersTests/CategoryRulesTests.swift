// SPDX-License-Identifier: Apache-2.0

import Matrix
import Mining
import Recommenders
import Shop
import Testing

/// Rules from a category to an item against counting by hand.
@Suite struct CategoryRulesTests {
    private static let paths = [
        ["Kitchen", "Cups"], ["Kitchen", "Cups"], ["Kitchen", "Plates"], ["Garden"], ["Garden"], ["Garden", "Tools"],
        [], [],
    ]

    /// Random orders of eight items, the last two of no category.
    private static func shop(seed: UInt64) -> (Dataset, [Set<UInt32>]) {
        var generator = SeededGenerator(seed: seed)
        var (builder, baskets): (EventGroups.Builder, [Set<UInt32>]) = (EventGroups.Builder(), [])
        for order in 0..<80 {
            let basket = Set((0..<8).filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }.map(UInt32.init))
            for item in basket.sorted() {
                builder.add(
                    EventGroups.Member(
                        user: 0, item: item, type: .purchase, timestamp: Timestamp(milliseconds: Int64(order))),
                    to: "\(order)")
            }
            if !basket.isEmpty { baskets.append(basket) }
        }
        var dataset = Dataset(Interactions(userCount: 1, itemCount: 8))
        dataset.orders = builder.build()
        dataset.items = paths.enumerated().map { number, path in
            var item = Item(id: "\(number)")
            item.category = path
            return item
        }
        return (dataset, baskets)
    }

    private static let everything: [String: Setting] = [
        "categories": true, "categorySupport": 1, "pairSupport": 1, "minimumConfidence": 0, "falseDiscoveryRate": 1,
        "shrinkage": 0, "popularityDamping": 0, "maximumLength": 2,
    ]

    private static func fit(_ dataset: Dataset, _ more: [String: Setting] = [:]) throws -> AssociationRulesModel {
        try AssociationRulesTrainer(AssociationRulesConfig(Settings(everything.merging(more) { $1 }))).fit(
            dataset, context: FitContext())
    }

    private static func isBelow(_ item: UInt32, _ category: [String]) -> Bool {
        paths[Int(item)].starts(with: category)
    }

    @Test(arguments: 1...8) func `there is a rule for every category and item outside it, counted`(seed: UInt64) throws
    {
        let (dataset, baskets) = Self.shop(seed: seed)
        let book = try Self.fit(dataset).book
        var found: Set<[String]> = []
        for rule in 0..<book.count {
            guard let category = book.antecedentCategory(of: rule) else { continue }
            let item = book.consequent(of: rule).rawValue
            #expect(book.antecedent(of: rule).isEmpty && !Self.isBelow(item, category))
            let holding = baskets.filter { $0.contains { Self.isBelow($0, category) } }
            #expect(
                book.counts(of: rule)
                    == RuleCounts(
                        both: holding.count { $0.contains(item) }, antecedent: holding.count,
                        consequent: baskets.count { $0.contains(item) }, baskets: baskets.count))
            #expect(book.counts(of: rule).lift >= 1 - 1e-9)
            found.insert(category + ["\(item)"])
        }
        for category in [["Kitchen"], ["Kitchen", "Cups"], ["Kitchen", "Plates"], ["Garden"], ["Garden", "Tools"]] {
            for item in 0..<8 as Range<UInt32> where !Self.isBelow(item, category) {
                let holding = baskets.filter { $0.contains { Self.isBelow($0, category) } }
                let both = holding.count { $0.contains(item) }
                let expected = Double(holding.count * baskets.count { $0.contains(item) }) / Double(baskets.count)
                if both > 0, Double(both) >= expected { #expect(found.contains(category + ["\(item)"])) }
            }
        }
        #expect(found.count > 5)
    }

    @Test(arguments: 1...8) func `lists, contributions and the chosen rules agree`(seed: UInt64) throws {
        let model = try Self.fit(Self.shop(seed: seed).0, ["shrinkage": 5])
        var chooser = RuleChooser()
        var chosen: [ChosenRule] = []
        for item in 0..<8 as Range<UInt32> {
            let basket = [item, (item + 3) % 8].map(ItemIndex.init(rawValue:))
            chooser.choose(5, from: model.book, for: basket, into: &chosen) { !basket.contains($0) }
            let history = basket.map { WeightedItem(item: $0, weight: 1) }
            var board = Scoreboard(itemCount: 8)
            model.score(history, into: &board)
            let whole = board.best(5) { number in !basket.contains { $0.rawValue == number } }
            #expect(chosen.map { Scored(item: $0.item.rawValue, score: $0.score) } == whole)
            for choice in chosen {
                let parts = model.contributions(of: history, to: choice.item)
                #expect(abs(parts.reduce(0, +) - choice.score) < 1e-5)
                guard let category = model.book.antecedentCategory(ofNode: choice.node) else { continue }
                #expect(zip(basket, parts).allSatisfy { ($1 > 0) == Self.isBelow($0.rawValue, category) })
            }
        }
    }

    @Test func `an item without rules is answered by its category, and rare ones fall back on it`() throws {
        let (dataset, _) = Self.shop(seed: 3)
        let categoriesAlone = try Self.fit(dataset, ["pairSupport": 1_000_000])
        var board = Scoreboard(itemCount: 8)
        categoriesAlone.scoreSimilar(to: ItemIndex(rawValue: 0), into: &board)
        #expect(!board.best(8).isEmpty)
        #expect(board.best(8).allSatisfy { !Self.isBelow($0.item, ["Kitchen", "Cups"]) })
        // Of single items, the nearest category above with a rule to the same item says what is believed before.
        let book = try Self.fit(dataset, ["shrinkage": 10]).book
        var fallenBack = 0
        for rule in 0..<book.count where !book.antecedent(of: rule).isEmpty {
            let (item, counts) = (book.antecedent(of: rule)[0].rawValue, book.counts(of: rule))
            let path = Self.paths[Int(item)]
            let above = path.indices.reversed().lazy.compactMap { length in
                (0..<book.count).first {
                    book.antecedentCategory(of: $0) == Array(path[...length])
                        && book.consequent(of: $0) == book.consequent(of: rule)
                }
            }.first
            let before = above.map { Double(book.score(of: $0)) } ?? Double(counts.consequent) / Double(counts.baskets)
            let expected = (Double(counts.both) + 10 * before) / Double(counts.antecedent + 10)
            #expect(abs(Double(book.score(of: rule)) - expected) < 1e-6)
            fallenBack += above == nil ? 0 : 1
        }
        #expect(fallenBack > 2)
    }

    @Test func `a book with categories comes back as it was, and a cut one is refused`() throws {
        let model = try Self.fit(Self.shop(seed: 4).0)
        let sections = MemorySections(of: model)
        let copy = try AssociationRulesModel(sections: sections)
        #expect(MemorySections(of: copy) == sections)
        for rule in 0..<model.book.count {
            #expect(copy.book.antecedentCategory(of: rule) == model.book.antecedentCategory(of: rule))
        }
        for name in ["categoryParents", "categoryNameEnds", "categoryNames"] {
            var cut = sections
            cut.bytes[name]?.removeLast(4)
            #expect(throws: RecommenderError.self) { try AssociationRulesModel(sections: cut) }
        }
    }

    @Test func `without categories the setting changes nothing`() throws {
        var (dataset, _) = Self.shop(seed: 5)
        dataset.items = []
        let sections = MemorySections(of: try Self.fit(dataset))
        #expect(sections == MemorySections(of: try Self.fit(dataset, ["categories": false])))
    }
}
