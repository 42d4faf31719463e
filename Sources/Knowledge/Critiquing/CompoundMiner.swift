// SPDX-License-Identifier: Apache-2.0

import Mining
import Shop

/// Mines the remaining items for differences from the reference that many of them have together.
///
/// Each item's differences are a basket, and the frequent closed sets of two or three of them are the compounds, as in
/// dynamic critiquing. Those with the least support come first, since they cut what remains the most; one that has more
/// than half in common with another before it is left out.
///
/// - Source: McCarthy, Reilly, McGinty, Smyth, "On the dynamic generation of compound critiques in conversational
///   recommender systems", AH 2004 (support of a quarter, low support first).
struct CompoundMiner {
    private static let sampleSize = 10_000
    private static let attributeLimit = 16
    private static let limit = 5

    /// What may be combined, by its number in the baskets.
    private var critiques: [UnitCritique] = []
    private var bits: [ItemBits] = []

    /// - Parameter comparable: the attributes of which the reference has one value.
    init(_ comparable: [(attribute: String, value: AttributeValue)], in table: AttributeTable) {
        for (attribute, value) in comparable.prefix(Self.attributeLimit) {
            guard let kind = try? table.kind(of: attribute) else { continue }
            let directions: [UnitCritique.Direction] = kind == .number ? [.lower, .higher] : [.different]
            for direction in directions {
                guard let condition = direction.condition(of: value, kind),
                    let bound = try? BoundRequirement(Requirement(attribute, condition), in: table, field: "")
                else { continue }
                critiques.append(UnitCritique(attribute, direction))
                bits.append(bound.bits(itemCount: table.count))
            }
        }
    }

    /// How an item differs from the reference.
    func differences(of item: UInt32) -> [UnitCritique] {
        critiques.indices.filter { bits[$0].contains(item) }.map { critiques[$0] }
    }

    /// The most telling compounds of the candidates.
    ///
    /// - Complexity: O(sample · attributes) and the mining; exact counts take a pass over the bits.
    func compounds(of candidates: [UInt32], _ remaining: ItemBits) -> [CritiquePattern] {
        let step = max(1, (candidates.count + Self.sampleSize - 1) / Self.sampleSize)
        let sample = stride(from: 0, to: candidates.count, by: step).map { candidates[$0] }
        let telling = critiques.indices.filter { number in
            let count = sample.count { bits[number].contains($0) }
            return count * 20 <= sample.count * 19  // what nearly all have tells nothing
        }
        var lines = ItemLinesBuilder()
        for item in sample {
            for number in telling where bits[number].contains(item) { lines.add(UInt32(number)) }
            lines.endLine()
        }
        var config = ItemSetConfig(minimumSupport: max(2, sample.count / 4))
        config.kind = .closed
        config.lengths = 2...3
        let found = ItemSetMiner(config).mine(Baskets(lines.finish(itemCount: critiques.count)))
        return chosen(found).map { pattern(of: $0, remaining) }
    }

    private func chosen(_ found: ItemSets) -> [[UInt32]] {
        let sets = (0..<found.count).map { (support: found.support(of: $0), items: found[$0]) }.sorted {
            ($0.support, -$0.items.count) != ($1.support, -$1.items.count)
                ? ($0.support, -$0.items.count) < ($1.support, -$1.items.count)
                : $0.items.lexicographicallyPrecedes($1.items)
        }
        var chosen: [[UInt32]] = []
        for (_, items) in sets where chosen.count < Self.limit {
            let isNew = chosen.allSatisfy { 2 * Set($0).intersection(items).count <= max($0.count, items.count) }
            if isNew { chosen.append(items) }
        }
        return chosen
    }

    private func pattern(of items: [UInt32], _ remaining: ItemBits) -> CritiquePattern {
        var all = remaining
        for item in items { all.formIntersection(bits[Int(item)]) }
        return CritiquePattern(critiques: items.map { critiques[Int($0)] }, count: all.count)
    }
}
