// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

@testable import Placements

@Suite struct HistoryFoldTests {
    private let weights = EventWeights(EventWeighting())
    private let now = Timestamp(milliseconds: 1_000_000)

    private func event(_ item: UInt32, _ type: EventType, at milliseconds: Int64 = 0) -> Interaction {
        Interaction(
            user: UserIndex(rawValue: 0), item: ItemIndex(rawValue: item), type: type,
            timestamp: Timestamp(milliseconds: milliseconds))
    }

    @Test func `several events on one item add up to one entry`() {
        var fold = HistoryFold()
        fold.fold([event(3, .purchase), event(1, .view), event(3, .view)], weights: weights, now: now, limit: 10)
        #expect(fold.items.map(\.item.rawValue) == [3, 1])
        #expect(fold.items.map(\.weight) == [6, 1])
    }

    @Test func `an item that was bought and sent back does not count`() {
        var fold = HistoryFold()
        fold.fold([event(3, .return), event(1, .view), event(3, .purchase)], weights: weights, now: now, limit: 10)
        #expect(fold.items.map(\.item.rawValue) == [1])
    }

    @Test func `only the newest distinct items count, with all their events`() {
        var fold = HistoryFold()
        let events = [event(1, .view), event(2, .view), event(3, .view), event(1, .cart), event(2, .cart)]
        fold.fold(events, weights: weights, now: now, limit: 2)
        #expect(fold.items.map(\.item.rawValue) == [1, 2])
        #expect(fold.items.map(\.weight) == [4, 4])
    }

    @Test func `a fold agrees with a dictionary on random histories, one after another`() {
        var generator = SeededGenerator(seed: 11)
        var fold = HistoryFold()
        for _ in 0..<200 {
            let events = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                event(
                    .random(in: 0..<20, using: &generator),
                    [.view, .cart, .purchase, .return].randomElement(using: &generator) ?? .view)
            }
            let limit = Int.random(in: 1...12, using: &generator)
            fold.fold(events, weights: weights, now: now, limit: limit)
            #expect(fold.items.map(\.item) == plain(events, limit).map(\.item))
            #expect(fold.items.map(\.weight) == plain(events, limit).map(\.weight))
        }
    }

    /// The same with a dictionary.
    private func plain(_ events: [Interaction], _ limit: Int) -> [WeightedItem] {
        var order: [ItemIndex] = []
        var sums: [ItemIndex: Float] = [:]
        for event in events {
            if sums[event.item] == nil { order.append(event.item) }
            sums[event.item, default: 0] += weights.weight(of: event, now: now)
        }
        return order.prefix(limit).map { WeightedItem(item: $0, weight: sums[$0] ?? 0) }.filter { $0.weight > 0 }
    }
}

@Suite struct RecommendationIDTests {
    @Test func `every answer has a name of its own`() {
        var generator = SeededGenerator(seed: 1)
        var ids = RecommendationIDs(using: &generator)
        let names = (0..<10_000).map { _ in ids.next() }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.utf8.count == 13 })
    }
}

@Suite struct ItemMarksTests {
    @Test func `clearing forgets every item and marking tells whether it was new`() {
        var marks = ItemMarks()
        let item = ItemIndex(rawValue: 5_000)
        #expect(!marks.contains(item))
        #expect(marks.insert(item))
        #expect(!marks.insert(item))
        #expect(marks.contains(item))
        marks.removeAll()
        #expect(!marks.contains(item))
        #expect(marks.insert(item))
    }
}
