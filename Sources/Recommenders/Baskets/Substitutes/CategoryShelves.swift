// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Where items stand: their category paths as numbers, and what they cost.
struct CategoryShelves: Sendable {
    /// How much two items' categories have in common.
    enum Kinship: UInt8, Sendable {
        case none
        /// The first level of the path, but not all of it.
        case root
        /// The whole path.
        case leaf
    }

    /// Number of each item's whole path; nil where the shop names none.
    let leaves: [UInt32?]
    private let roots: [UInt32?]
    /// What one piece costs; NaN where nobody said.
    let prices: [Float]
    /// How many paths there are.
    let leafCount: Int

    /// Prices are the shop's, or else the mean of what was paid.
    init(_ dataset: Dataset) {
        var (leaves, roots): ([UInt32?], [UInt32?]) = ([], [])
        var (paths, firsts): ([[String]: UInt32], [String: UInt32]) = ([:], [:])
        for item in 0..<dataset.itemCount {
            let path = (item < dataset.items.count ? dataset.items[item]?.category : nil) ?? []
            guard let first = path.first else {
                leaves.append(nil)
                roots.append(nil)
                continue
            }
            leaves.append(Self.number(of: path, in: &paths))
            roots.append(Self.number(of: first, in: &firsts))
        }
        (self.leaves, self.roots, leafCount) = (leaves, roots, paths.count)
        prices = Self.prices(dataset)
    }

    func kinship(_ item: Int, _ other: Int) -> Kinship {
        if let leaf = leaves[item], leaf == leaves[other] { return .leaf }
        if let root = roots[item], root == roots[other] { return .root }
        return .none
    }

    /// The items of each path, those with the highest weights first, at most that many.
    func best(_ count: Int, by weights: [UInt32]) -> [[UInt32]] {
        var shelves = [[UInt32]](repeating: [], count: leafCount)
        for (item, leaf) in leaves.enumerated() {
            if let leaf { shelves[Int(leaf)].append(UInt32(truncatingIfNeeded: item)) }
        }
        return shelves.map { shelf in
            Array(shelf.sorted { (weights[Int($1)], $0) < (weights[Int($0)], $1) }.prefix(count))
        }
    }

    private static func number<Key: Hashable>(of key: Key, in numbers: inout [Key: UInt32]) -> UInt32 {
        if let known = numbers[key] { return known }
        let number = UInt32(truncatingIfNeeded: numbers.count)
        numbers[key] = number
        return number
    }

    private static func prices(_ dataset: Dataset) -> [Float] {
        var (sums, counts) = ([Double](repeating: 0, count: dataset.itemCount), [Double]())
        counts = sums
        for (item, price) in zip(dataset.orders.items, dataset.orders.prices) where price.isFinite && price > 0 {
            sums[Int(item)] += Double(price)
            counts[Int(item)] += 1
        }
        return (0..<dataset.itemCount).map { item in
            let said = item < dataset.items.count ? dataset.items[item]?.price : nil
            if let said, said > 0, said.isFinite { return Float(said) }
            return counts[item] > 0 ? Float(sums[item] / counts[item]) : .nan
        }
    }
}
