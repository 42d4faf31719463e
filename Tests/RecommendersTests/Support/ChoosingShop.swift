// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Recommenders
import Shop

/// A shop of forty items in two categories, whose customers choose by price and quality with weights that are known.
struct ChoosingShop {
    private let items: [Item]
    private let values: [[Double]]
    private let seed: UInt64
    private static let userCount = 20

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let words = ["poor", "fair", "good"]
        let drawn = (0..<40).map { _ in
            (price: Double.random(in: 1...9, using: &generator), quality: Int.random(in: 0..<3, using: &generator))
        }
        items = drawn.enumerated().map { position, drawn in
            var item = Item(id: "\(position)")
            item.price = drawn.price
            item.category = [position < 20 ? "Tea" : "Jam"]
            item.attributes["quality"] = .text(words[drawn.quality])
            return item
        }
        values = drawn.map { [$0.price, Double($0.quality) / 2] }
        self.seed = seed
    }

    /// Sessions that show six items, of which one is clicked; something else is clicked, too, that was not shown.
    func shown(
        sessions: Int, weights: [Double], guests: Bool, ofUser: (Int) -> [Double]? = { _ in nil }
    ) -> Dataset {
        var generator = SeededGenerator(seed: seed &+ 1)
        var groups = EventGroups.Builder()
        for session in 0..<sessions {
            let user = session % Self.userCount
            let shown = Array((0..<items.count).shuffled(using: &generator).prefix(7))
            let chosen = choice(of: shown.dropLast(), ofUser(user) ?? weights, using: &generator)
            let events = shown.dropLast().map { ($0, EventType.impression) } + [(chosen, .click), (shown[6], .click)]
            for (time, (item, type)) in events.enumerated() {
                let time = Timestamp(milliseconds: Int64(session * 100 + time))
                groups.add(
                    EventGroups.Member(
                        user: guests && session % 3 == 0 ? EventGroups.guest : UInt32(user), item: UInt32(item),
                        type: type, timestamp: time), to: "\(session)")
            }
        }
        var dataset = Dataset(Interactions(userCount: Self.userCount, itemCount: items.count))
        dataset.items = items
        dataset.sessions = groups.build()
        return dataset
    }

    /// Purchases, each of one item of a category.
    func bought(count: Int, weights: [Double]) -> Dataset {
        var generator = SeededGenerator(seed: seed &+ 2)
        var interactions = Interactions(userCount: Self.userCount, itemCount: items.count)
        for time in 0..<count {
            let category = time % 2 == 0 ? 0..<20 : 20..<40
            let item = choice(of: Array(category)[...], weights, using: &generator)
            interactions.append(Datasets.interaction(time % Self.userCount, item, .purchase, time))
        }
        var dataset = Dataset(interactions)
        dataset.items = items
        return dataset
    }

    private func choice(
        of items: ArraySlice<Int>, _ weights: [Double], using generator: inout SeededGenerator
    ) -> Int {
        items.map { item in
            let noise = -log(-log(Double.random(in: 1e-12..<1, using: &generator)))
            return (item, zip(values[item], weights).reduce(noise) { $0 + $1.0 * $1.1 })
        }.max { $0.1 < $1.1 }?.0 ?? 0
    }
}
