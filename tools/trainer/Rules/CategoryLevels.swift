// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mining

/// Which levels of the categories are mined: `all`, or such as `1,2` and `2,items`.
struct CategoryLevels: ExpressibleByArgument {
    private static let itemWord = "items"
    /// Levels from 1, the root's; nil for all.
    private let depths: Set<Int>?
    private let includesItems: Bool

    init?(argument: String) {
        if argument == "all" {
            (depths, includesItems) = (nil, true)
            return
        }
        var words = Set(argument.split(separator: ",").map(String.init))
        includesItems = words.remove(Self.itemWord) != nil
        let depths = Set(words.compactMap { Int($0) })
        guard depths.count == words.count, !depths.isEmpty, depths.allSatisfy({ $0 >= 1 }) else { return nil }
        self.depths = depths
    }

    /// The baskets with the categories of their items.
    ///
    /// - Throws: `ValidationError` when there is no category, or none of a level that was asked for.
    func extended(_ named: NamedBaskets) throws -> (named: NamedBaskets, hierarchy: ItemHierarchy) {
        let deepest = named.categories.map(\.count).max() ?? 0
        guard deepest > 0 else {
            throw ValidationError(
                "--levels: no item has a category; give --items a file with columns item and category (levels separated by "
                    + ">), or put it into the store with wicker import --items")
        }
        if let missing = depths?.filter({ $0 > deepest }).min() {
            throw ValidationError("--levels: the categories have \(deepest) levels; there is no \(missing)")
        }
        let tree = CategoryTree(named, isMined: { depths?.contains($0) ?? true }, minesItems: includesItems)
        var extended = named
        (extended.baskets, extended.names) = (tree.hierarchy.extended(named.baskets), tree.names)
        return (extended, tree.hierarchy)
    }
}

/// Items and the categories they are in, as numbers.
private struct CategoryTree {
    private(set) var names: [String]
    let hierarchy: ItemHierarchy

    /// Numbers the categories after the items, the deepest first, so that what is above has the higher number.
    init(_ named: NamedBaskets, isMined: (Int) -> Bool, minesItems: Bool) {
        names = named.names
        var paths: Set<[String]> = []
        for path in named.categories { for length in path.indices { paths.insert(Array(path[...length])) } }
        let ordered = paths.sorted { ($1.count, $0.joined(separator: ">")) < ($0.count, $1.joined(separator: ">")) }
        let first = names.count
        let numbers = Dictionary(uniqueKeysWithValues: zip(ordered, UInt32(first)...))
        let parents =
            named.categories.map { numbers[$0] ?? ItemHierarchy.none }
            + ordered.map { numbers[Array($0.dropLast())] ?? ItemHierarchy.none }
        hierarchy = ItemHierarchy(
            parents: parents,
            isMined: [Bool](repeating: minesItems, count: first) + ordered.map { isMined($0.count) })
        names += ordered.map { $0.joined(separator: " > ") + " > *" }
    }
}
