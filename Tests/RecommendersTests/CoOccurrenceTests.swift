// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop
import Testing

/// Pairs counted by looking at every two events of every group.
private struct PlainPairs {
    struct Row {
        var item: Int
        var type: EventType
        var time: Int
    }

    var groups: [[Row]]
    var from = EventType.view
    var to = EventType.view
    var isOrdered = false
    var window: Int?

    func both(_ item: Int, _ other: Int) -> Int {
        groups.filter { group in
            group.indices.contains { first in
                group.indices.contains { second in
                    let (a, b) = (group[first], group[second])
                    guard a.item == item, b.item == other, a.type == from, b.type == to, first != second else {
                        return false
                    }
                    if isOrdered, second < first { return false }
                    return window.map { abs(b.time - a.time) <= $0 } ?? true
                }
            }
        }.count
    }

    func holding(_ item: Int, _ type: EventType) -> Int {
        groups.filter { $0.contains { $0.item == item && $0.type == type } }.count
    }
}

@Suite struct CoOccurrenceTests {
    private static let day = 86_400_000

    /// Random orders of random lines; times ascend within a group.
    private static func groups(_ seed: UInt64, items: Int) -> [[PlainPairs.Row]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<60).map { _ in
            var time = 0
            return (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                time += Int.random(in: 0...3, using: &generator) * day
                let type = Bool.random(using: &generator) ? EventType.view : .purchase
                return PlainPairs.Row(item: Int.random(in: 0..<items, using: &generator), type: type, time: time)
            }
        }
    }

    private static func dataset(_ groups: [[PlainPairs.Row]], items: Int, asUsers: Bool) -> Dataset {
        var interactions = Interactions(userCount: groups.count, itemCount: items)
        var builder = EventGroups.Builder()
        for (number, group) in groups.enumerated() {
            for row in group {
                if asUsers { interactions.append(Datasets.interaction(number, row.item, row.type, row.time)) }
                builder.add(
                    EventGroups.Member(
                        user: EventGroups.guest, item: UInt32(row.item), type: row.type,
                        timestamp: Timestamp(milliseconds: Int64(row.time))), to: "\(number)")
            }
        }
        var dataset = Dataset(interactions)
        if !asUsers { (dataset.orders, dataset.sessions) = (builder.build(), builder.build()) }
        return dataset
    }

    private static let everything: [String: Setting] = ["minimumCount": 1, "falseDiscoveryRate": 1, "measure": "count"]

    @Test(arguments: ["order", "session", "user"], 0..<6 as Range<UInt64>)
    func `counts are those of every two events looked at`(scope: String, seed: UInt64) throws {
        var plain = PlainPairs(groups: Self.groups(seed, items: 9))
        var settings = Self.everything
        settings["within"] = .text(scope)
        settings["from"] = "view"
        (plain.from, plain.to) = (.view, seed % 2 == 0 ? .view : .purchase)
        settings["to"] = seed % 2 == 0 ? "view" : "purchase"
        if seed % 3 == 1 { (plain.isOrdered, settings["ordered"]) = (true, true) }
        if seed % 3 == 2 { (plain.window, settings["windowDays"]) = (4 * Self.day, 4) }
        let data = Self.dataset(plain.groups, items: 9, asUsers: scope == "user")
        let model = try #require(
            try RecommenderKind.coOccurrence.fit(data, settings: Settings(settings)) as? any PairModel)
        let counted = plain.groups.filter { $0.contains { $0.type == plain.from || $0.type == plain.to } }.count
        for item in 0..<9 {
            for other in 0..<9 where other != item {
                let both = plain.both(item, other)
                let expected = PairCounts(
                    both: both, from: plain.holding(item, plain.from), to: plain.holding(other, plain.to),
                    groups: counted)
                let found = model.counts(
                    of: ItemIndex(rawValue: UInt32(item)), with: ItemIndex(rawValue: UInt32(other)))
                #expect(found == (both > 0 ? expected : nil), "\(item), \(other)")
            }
        }
    }

    @Test func `G² and its p are those of the textbook's table`() {
        // Dunning's own example, table 1: "the swiss".
        let swiss = PairCounts(both: 110, from: 2_552, to: 221, groups: 31_777)
        #expect(abs(swiss.logLikelihood - 270.72) < 0.01)
        #expect(abs(PairCounts(both: 50, from: 100, to: 100, groups: 200).p - 0.5) < 1e-12)
        // χ² with one degree of freedom: 3.8415 has a two-sided p of 0.05.
        let pair = PairCounts(both: 8, from: 10, to: 10, groups: 20)
        #expect(abs(pair.logLikelihood - 7.7096) < 1e-3)
        #expect(abs(pair.p - 0.00275) < 1e-4)
        #expect(PairCounts(both: 2, from: 10, to: 10, groups: 20).p > 0.99)
    }

    @Test func `of independent items few pairs are listed, of planted ones all`() throws {
        var generator = SeededGenerator(seed: 4)
        var groups: [[PlainPairs.Row]] = []
        for _ in 0..<2_000 {
            var items = Set((0..<4).map { _ in Int.random(in: 10..<60, using: &generator) })
            if Int.random(in: 0..<20, using: &generator) == 0 { items.formUnion([0, 1]) }
            groups.append(items.sorted().map { PlainPairs.Row(item: $0, type: .purchase, time: 0) })
        }
        let data = Self.dataset(groups, items: 60, asUsers: false)
        let model = try RecommenderKind.coOccurrence.fit(data)
        #expect(model.similar(to: 0, count: 10).map(\.item) == [1])
        #expect(model.similar(to: 1, count: 10).map(\.item) == [0])
        let chance = (10..<60).reduce(0) { $0 + model.similar(to: $1, count: 60).count }
        #expect(chance <= 10)
    }

    @Test func `a type that no event has, and data without groups, are named`() throws {
        let data = Datasets.checkerboard(4)
        let error = #expect(throws: RecommenderError.self) {
            try RecommenderKind.coOccurrence.fit(data, settings: Settings(["from": "purchas"]))
        }
        #expect(error?.message.contains("did you mean “purchase”?") == true)
        let empty = #expect(throws: RecommenderError.self) { try RecommenderKind.coOccurrence.fit(data) }
        #expect(empty?.code == .emptyDataset)
        #expect(empty?.message.contains("no order has an event of type “purchase”") == true)
    }

    @Test func `of a very long group only the latest events count`() throws {
        let rows = (0..<30).map { PlainPairs.Row(item: $0, type: .purchase, time: $0) }
        var settings = Self.everything
        settings["eventsPerGroup"] = 3
        let model = try RecommenderKind.coOccurrence.fit(
            Self.dataset([rows], items: 30, asUsers: false), settings: Settings(settings))
        #expect(model.similar(to: 29, count: 30).map(\.item) == [27, 28])
        #expect(model.similar(to: 3, count: 30).isEmpty)
    }
}
