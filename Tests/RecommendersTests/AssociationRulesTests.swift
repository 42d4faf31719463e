// SPDX-License-Identifier: Apache-2.0

import Matrix
import Mining
import Recommenders
import Shop
import Testing

/// Rules against counting by hand.
@Suite struct AssociationRulesTests {
    /// Random orders with a few items that go together, guests included.
    private static func shop(seed: UInt64, orders: Int = 120, items: Int = 14) -> (Dataset, [Set<UInt32>]) {
        var generator = SeededGenerator(seed: seed)
        var baskets: [Set<UInt32>] = []
        var builder = EventGroups.Builder()
        for order in 0..<orders {
            var basket: Set<UInt32> = []
            for item in 0..<UInt32(items) where Int.random(in: 0..<5, using: &generator) == 0 { basket.insert(item) }
            if basket.contains(0), Int.random(in: 0..<4, using: &generator) > 0 { basket.formUnion([1, 2]) }
            for item in basket.sorted() {
                builder.add(
                    EventGroups.Member(
                        user: order % 3 == 0 ? EventGroups.guest : UInt32(order % 7), item: item, type: .purchase,
                        timestamp: Timestamp(milliseconds: Int64(order))),
                    to: "\(order)")
            }
            // A line that was sent back was not bought.
            if let item = (0..<UInt32(items)).first(where: { !basket.contains($0) }) {
                builder.add(
                    EventGroups.Member(
                        user: 0, item: item, type: .return, timestamp: Timestamp(milliseconds: Int64(order))),
                    to: "\(order)")
            }
            if !basket.isEmpty { baskets.append(basket) }
        }
        var dataset = Dataset(Interactions(userCount: 7, itemCount: items))
        dataset.orders = builder.build()
        return (dataset, baskets)
    }

    private func fit(_ dataset: Dataset, _ settings: [String: Setting]) throws -> AssociationRulesModel {
        try AssociationRulesTrainer(AssociationRulesConfig(Settings(settings))).fit(dataset, context: FitContext())
    }

    private static let everything: [String: Setting] = [
        "minimumSupport": 1, "pairSupport": 1, "minimumConfidence": 0, "falseDiscoveryRate": 1, "prunes": false,
        "shrinkage": 0, "popularityDamping": 0, "maximumLength": 4,
    ]

    @Test(arguments: 1...6) func `every score is the best confidence there is`(seed: UInt64) throws {
        let (dataset, baskets) = Self.shop(seed: seed)
        let model = try fit(dataset, Self.everything)
        #expect(model.book.basketCount == baskets.count)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let basket = Set((0..<5).map { _ in UInt32.random(in: 0..<14, using: &generator) })
            var board = Scoreboard(itemCount: 14)
            model.score(Self.history(basket), into: &board)
            for item in 0..<UInt32(14) {
                let expected = Self.bestConfidence(of: item, for: basket, in: baskets)
                #expect(abs((board.score(of: item) ?? 0) - Float(expected)) < 1e-6)
            }
        }
    }

    /// The best confidence of any rule of up to three items in front whose lift is 1 or more, by counting.
    private static func bestConfidence(
        of item: UInt32, for basket: Set<UInt32>, in baskets: [Set<UInt32>]
    ) -> Double {
        let others = basket.subtracting([item]).sorted()
        let share = Double(baskets.count { $0.contains(item) }) / Double(baskets.count)
        var best = 0.0
        for members in 1..<(1 << others.count) where members.nonzeroBitCount <= 3 {
            let front = Set(others.indices.filter { members >> $0 & 1 == 1 }.map { others[$0] })
            let holding = baskets.filter { front.isSubset(of: $0) }
            guard !holding.isEmpty else { continue }
            let confidence = Double(holding.count { $0.contains(item) }) / Double(holding.count)
            if confidence > 0, confidence / share >= 1 - 1e-12 { best = max(best, confidence) }
        }
        return best
    }

    @Test(arguments: 1...6) func `what is chosen is what the whole ranking begins with`(seed: UInt64) throws {
        let (dataset, _) = Self.shop(seed: seed)
        let model = try fit(dataset, Self.everything.merging(["shrinkage": 5, "popularityDamping": 0.3]) { $1 })
        var chooser = RuleChooser()
        var generator = SeededGenerator(seed: seed)
        var chosen: [ChosenRule] = []
        for count in [0, 1, 3, 50] {
            let basket = Set((0..<4).map { _ in UInt32.random(in: 0..<20, using: &generator) })
            let hidden = UInt32.random(in: 0..<14, using: &generator)
            let items = basket.map(ItemIndex.init(rawValue:))
            chooser.choose(count, from: model.book, for: items + items, into: &chosen) {
                $0.rawValue != hidden && !basket.contains($0.rawValue)
            }
            var board = Scoreboard(itemCount: 14)
            model.score(Self.history(basket), into: &board)
            let whole = board.best(count) { $0 != hidden && !basket.contains($0) }
            #expect(chosen.map { Scored(item: $0.item.rawValue, score: $0.score) } == whole)
            for choice in chosen {
                let front = model.book.antecedent(of: choice.rule)
                var fromNode: [ItemIndex] = []
                model.book.forEachAntecedentItem(ofNode: choice.node) { fromNode.append($0) }
                #expect(front == fromNode.reversed())
                #expect(model.book.counts(of: choice) == model.book.counts(of: choice.rule))
                #expect(!front.isEmpty && front == front.sorted() && front.allSatisfy { basket.contains($0.rawValue) })
                #expect(model.book.consequent(of: choice.rule) == choice.item)
            }
        }
    }

    @Test func `a book says each rule's counts as they are`() throws {
        let (dataset, baskets) = Self.shop(seed: 9)
        let book = try fit(dataset, Self.everything).book
        for rule in 0..<book.count {
            let (front, item) = (Set(book.antecedent(of: rule).map(\.rawValue)), book.consequent(of: rule).rawValue)
            let holding = baskets.filter { front.isSubset(of: $0) }
            #expect(
                book.counts(of: rule)
                    == RuleCounts(
                        both: holding.count { $0.contains(item) }, antecedent: holding.count,
                        consequent: baskets.count { $0.contains(item) }, baskets: baskets.count))
        }
        #expect(book.count > 1_000)
    }

    @Test func `rare rules say what shorter ones say, and popular items count for less`() throws {
        let (dataset, baskets) = Self.shop(seed: 4)
        let settings = Self.everything.merging(["shrinkage": 10, "popularityDamping": 1, "maximumLength": 3]) { $1 }
        let book = try fit(dataset, settings).book
        func confidence(_ front: [UInt32], _ item: UInt32) -> Double? {
            for rule in 0..<book.count
            where book.consequent(of: rule).rawValue == item && book.antecedent(of: rule).map(\.rawValue) == front {
                let (counts, share) = (book.counts(of: rule), Double(book.counts(of: rule).consequent))
                let shorter = front.count < 2 ? [] : front.compactMap { confidence([$0], item) }
                let before = shorter.max() ?? share / Double(baskets.count)
                let shrunk = (Double(counts.both) + 10 * before) / Double(counts.antecedent + 10)
                #expect(abs(Double(book.score(of: rule)) - shrunk / (share / Double(baskets.count))) < 1e-4)
                return shrunk
            }
            return nil
        }
        #expect(confidence([0], 1) != nil)
        #expect(confidence([0, 1], 2) != nil)
        #expect(confidence([3, 4], 5) != nil || confidence([3, 4], 6) != nil)
    }

    @Test func `the bounds keep the best rules, those of one item in front first`() throws {
        let (dataset, _) = Self.shop(seed: 5)
        let all = try fit(dataset, Self.everything).book
        let few = try fit(dataset, Self.everything.merging(["rulesPerAntecedent": 2]) { $1 }).book
        let fewer = try fit(dataset, Self.everything.merging(["maximumRules": 17]) { $1 }).book
        #expect(few.count < all.count)
        #expect(fewer.count == 17)
        let best = (0..<all.count).filter { all.antecedent(of: $0).count == 1 }.map(all.score).sorted(by: >).prefix(17)
        #expect((0..<17).map(fewer.score).sorted(by: >) == Array(best))
    }

    @Test func `a basket of a thousand items is answered`() throws {
        let (dataset, _) = Self.shop(seed: 6)
        let model = try fit(dataset, Self.everything)
        var chooser = RuleChooser()
        var chosen: [ChosenRule] = []
        let basket = (1..<UInt32(1_001)).map(ItemIndex.init(rawValue:))
        chooser.choose(10, from: model.book, for: basket, into: &chosen) { $0.rawValue == 0 }
        #expect(chosen.map(\.item.rawValue) == [0])
    }

    @Test func `too many item sets are refused with the setting to change`() throws {
        // A basket of 60 items holds 5.5 million sets of five items.
        let data = Datasets.dataset(users: 3, items: 60) { _, _ in 1 }
        let error = #expect(throws: RecommenderError.self) {
            try fit(data, Self.everything.merging(["maximumLength": 5, "memoryLimit": 0.001]) { $1 })
        }
        #expect(error?.code == .tooLarge)
        #expect(error?.message.contains("minimumSupport") == true)
    }

    private static func history(_ basket: Set<UInt32>) -> [WeightedItem] {
        basket.sorted().map { WeightedItem(item: ItemIndex(rawValue: $0), weight: 1) }
    }
}
