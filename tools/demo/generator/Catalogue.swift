// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix

/// An item of the invented shop.
struct DemoItem: Sendable {
    var kind: Int
    var brand: Int
    /// Level of the price: its logarithm against the kind's usual price.
    var priceLevel: Double
    var cents: Int
    var stock: Int
    /// First and last day on which customers meet it, counted from the story's first; it was there before when negative.
    var firstDay: Int
    var lastDay: Int
    var isHidden: Bool
    /// Relative number of customers who look at it.
    var popularity: Double
    var title: String
    var text: String
    var tags: [String]
}

/// Everything the invented shop sells.
struct Catalogue: Sendable {
    /// Brands of each department.
    static let brandsPerDepartment = 12

    var items: [DemoItem]
    /// The items of each kind.
    private(set) var ofKind: [[Int]]
    /// Draws one of a kind's items by popularity.
    private let choices: [WeightedChoice]

    /// Each kind must have an ordinary item.
    init(items: [DemoItem]) {
        self.items = items
        ofKind = Array(repeating: [], count: Kind.all.count)
        for (index, item) in items.enumerated() { ofKind[item.kind].append(index) }
        choices = ofKind.map { WeightedChoice($0.map { items[$0].popularity }) }
    }

    /// Any item of that kind, the popular ones more often.
    func draw(kind: Int, _ generator: inout SeededGenerator) -> Int {
        ofKind[kind][choices[kind].draw(&generator)]
    }

    /// The one item of that kind that goes best with `item`: always the same, and of the same brand where there is one.
    func partner(of item: Int, kind: Int) -> Int {
        let ordinary = ofKind[kind].filter(isOrdinary)
        let sameBrand = ordinary.filter { items[$0].brand == items[item].brand }
        let candidates = sameBrand.isEmpty ? ordinary : sameBrand
        return candidates[item % candidates.count]
    }

    /// On the shelf from the first day to the last.
    func isOrdinary(_ item: Int) -> Bool { items[item].firstDay <= 0 && items[item].lastDay == .max }

    /// Whether customers meet the item on that day.
    func isOnShelf(_ item: Int, day: Int) -> Bool { items[item].firstDay <= day && day <= items[item].lastDay }
}
