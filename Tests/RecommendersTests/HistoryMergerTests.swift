// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

@Suite struct HistoryMergerTests {
    @Test func `each item comes once with the sum of its weights, as in training`() {
        let data = Datasets.random(users: 12, items: 30, seed: 31)
        let matrix = data.matrix(weighting: EventWeighting())
        let weights = EventWeights(EventWeighting())
        var merger = HistoryMerger(itemCount: 2)
        var history = [WeightedItem(item: ItemIndex(rawValue: 99), weight: 1)]
        for user in 0..<UInt32(12) {
            let own = (0..<data.interactions.count).map { data.interactions[$0] }.filter { $0.user.rawValue == user }
            merger.merge(own, weights: weights, now: data.now, into: &history)
            #expect(Set(history.map(\.item)).count == history.count)
            let wanted = history.filter { $0.weight > 0 }.sorted { $0.item < $1.item }
            let row = matrix.history(of: Int(user))
            #expect(wanted.map(\.item) == row.map(\.item))
            #expect(wanted.map(\.weight) == row.map(\.weight))
        }
    }

    @Test func `only the first events up to the limit count`() {
        var merger = HistoryMerger(itemCount: 4)
        var history: [WeightedItem] = []
        let events = [
            Datasets.interaction(0, 1, .view, 5), Datasets.interaction(0, 2, .view, 4),
            Datasets.interaction(0, 3, .view, 3), Datasets.interaction(0, 1, .cart, 2),
        ]
        let weights = EventWeights(EventWeighting())
        merger.merge(events, weights: weights, now: Timestamp(milliseconds: 9), limit: 3, into: &history)
        #expect(history.map(\.item.rawValue) == [1, 2, 3])
        #expect(history.map(\.weight) == [1, 1, 1])
    }

    @Test func `the history keeps the order of first appearance and what is not wanted`() {
        var merger = HistoryMerger(itemCount: 10)
        var history: [WeightedItem] = []
        let events = [
            Datasets.interaction(0, 7, .purchase, 3), Datasets.interaction(0, 2, .view, 2),
            Datasets.interaction(0, 7, .return, 1),
        ]
        merger.merge(events, weights: EventWeights(EventWeighting()), now: Timestamp(milliseconds: 9), into: &history)
        #expect(history.map(\.item.rawValue) == [7, 2])
        #expect(history.map(\.weight) == [0, 1])
        merger.merge([], weights: EventWeights(EventWeighting()), now: Timestamp(milliseconds: 9), into: &history)
        #expect(history.isEmpty)
    }
}
