// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// The items of each category side by side: what a choice without impressions was made from.
struct Shelves {
    private struct Window {
        var opens: Int64
        var closes: Int64

        var isAlways: Bool { opens == .min && closes == .max }
    }

    private var itemsByShelf: [[UInt32]] = []
    private var shelves: [Int]  // by item; −1 for one that nothing is said of
    private var places: [UInt32]  // by item, on its shelf
    private var windows: [Window]
    private var alwaysFull: [Bool] = []

    /// Items without a category share a shelf; hidden ones, and those taken out, stand on none.
    init(_ items: [Item?]) {
        shelves = [Int](repeating: -1, count: items.count)
        places = [UInt32](repeating: 0, count: items.count)
        windows = [Window](repeating: Window(opens: .min, closes: .max), count: items.count)
        var shelfOfPath: [[String]: Int] = [:]
        for (index, item) in items.enumerated() {
            guard let item, !item.isHidden else { continue }
            let shelf = shelfOfPath[item.category] ?? itemsByShelf.count
            if shelf == itemsByShelf.count {
                shelfOfPath[item.category] = shelf
                itemsByShelf.append([])
                alwaysFull.append(true)
            }
            windows[index] = Window(
                opens: item.availableFrom?.milliseconds ?? .min, closes: item.availableUntil?.milliseconds ?? .max)
            if !windows[index].isAlways { alwaysFull[shelf] = false }
            shelves[index] = shelf
            places[index] = UInt32(itemsByShelf[shelf].count)
            itemsByShelf[shelf].append(UInt32(index))
        }
    }

    func shelf(of item: UInt32) -> Int? {
        guard Int(item) < shelves.count, shelves[Int(item)] >= 0 else { return nil }
        return shelves[Int(item)]
    }

    func items(of shelf: Int) -> [UInt32] { itemsByShelf[shelf] }

    func place(of item: UInt32) -> Int { Int(places[Int(item)]) }

    /// Whether everything on the shelf was available at all times.
    func isAlwaysFull(_ shelf: Int) -> Bool { alwaysFull[shelf] }

    /// Items of the shelf that were available then, without the chosen one: all, or a random part of that size.
    ///
    /// - Complexity: O(shelf) for small shelves, O(atMost) for large ones that are mostly available.
    func others(
        than chosen: UInt32, on shelf: Int, at moment: Timestamp, atMost limit: Int,
        using generator: inout SeededGenerator
    ) -> [UInt32] {
        let items = itemsByShelf[shelf]
        func isOffered(_ item: UInt32) -> Bool {
            let window = windows[Int(item)]
            return item != chosen && window.opens <= moment.milliseconds && moment.milliseconds < window.closes
        }
        if items.count > 4 * limit {
            var drawn: Set<UInt32> = []
            var found: [UInt32] = []
            for _ in 0..<(8 * limit) where found.count < limit {
                let item = items[Int.random(in: 0..<items.count, using: &generator)]
                if isOffered(item), drawn.insert(item).inserted { found.append(item) }
            }
            if found.count == limit { return found }
        }
        var offered = items.filter(isOffered)
        guard offered.count > limit else { return offered }
        for place in 0..<limit {
            offered.swapAt(place, Int.random(in: place..<offered.count, using: &generator))
        }
        return Array(offered[..<limit])
    }
}
