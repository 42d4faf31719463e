// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Mining
internal import Shop

/// The categories that stand in front of a book's rules, numbered behind the items.
///
/// Invariant: what is above has the higher number, as `ItemHierarchy` wants it.
struct RuleCategories: Sendable {
    private static let none = ItemHierarchy.none

    /// Of each item, then of each category, the category it is in; `none` at the top.
    let parents: SharedArray<UInt32>
    /// Where each category's name ends in `names`.
    let nameEnds: SharedArray<UInt32>
    /// Their names within the category above, as UTF-8.
    let names: SharedArray<UInt8>

    /// Number of categories.
    var count: Int { nameEnds.count }

    /// Gives every category of an item, or above a category, the nearest first.
    @inline(__always)
    func forEach(above number: UInt32, _ body: (UInt32) -> Void) {
        guard Int(number) < parents.count else { return }
        var parent = parents[Int(number)]
        while parent != Self.none {
            body(parent)
            parent = parents[Int(parent)]
        }
    }

    /// The names from the root down.
    func path(of category: UInt32) -> [String] {
        var path = [name(of: category)]
        forEach(above: category) { path.append(name(of: $0)) }
        return path.reversed()
    }

    private func name(of category: UInt32) -> String {
        let place = Int(category) - (parents.count - count)
        let start = place == 0 ? 0 : Int(nameEnds[place - 1])
        return names.withUnsafeBuffer { String(decoding: $0[start..<Int(nameEnds[place])], as: UTF8.self) }
    }
}

extension RuleCategories {
    /// The categories that the shop's items are in; nil when there are none.
    init?(_ items: [Item?], itemCount: Int) {
        let own = (0..<itemCount).map { $0 < items.count ? items[$0]?.category ?? [] : [] }
        var paths: Set<[String]> = []
        for path in own { for length in path.indices { paths.insert(Array(path[...length])) } }
        if paths.isEmpty { return nil }
        let ordered = paths.sorted { one, other in
            one.count != other.count ? one.count > other.count : one.lexicographicallyPrecedes(other)
        }
        let numbers = Dictionary(uniqueKeysWithValues: zip(ordered, UInt32(truncatingIfNeeded: itemCount)...))
        parents = SharedArray(
            own.map { numbers[$0] ?? Self.none } + ordered.map { numbers[Array($0.dropLast())] ?? Self.none })
        let bytes = ordered.map { Array(($0.last ?? "").utf8) }
        nameEnds = SharedArray(bytes.map { UInt32(truncatingIfNeeded: $0.count) }.ends(from: 0).dropFirst())
        names = SharedArray(Array(bytes.joined()))
    }

    /// What is mined with the items' numbers alone, and with these.
    var hierarchy: ItemHierarchy { ItemHierarchy(parents: parents.array) }

    func write(to sections: inout some SectionWriter) {
        sections.write(parents, as: "categoryParents")
        sections.write(nameEnds, as: "categoryNameEnds")
        sections.write(names, as: "categoryNames")
    }

    /// - Throws: `malformedSection` unless there are as many categories as numbers beyond the items.
    init(sections: some SectionReader, itemCount: Int, numberCount: Int) throws(RecommenderError) {
        parents = try sections.read("categoryParents", as: UInt32.self)
        nameEnds = try sections.read("categoryNameEnds", as: UInt32.self)
        names = try sections.read("categoryNames", as: UInt8.self)
        guard parents.count == numberCount, nameEnds.count == numberCount - itemCount,
            Int(nameEnds[nameEnds.count - 1]) == names.count
        else {
            throw RecommenderError(
                .malformedSection, "the arrays of \(numberCount - itemCount) categories do not go with each other")
        }
    }
}
