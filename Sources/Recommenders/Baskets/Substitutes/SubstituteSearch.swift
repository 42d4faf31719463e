// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix
internal import Shop

/// Weighs what speaks for one item standing for another.
///
/// With cosines v over sessions and u over customers, o orders with both where e are expected, prices p:
///
/// - liking = 1 − (1 − v)(1 − u), and a hundredth of the item's popularity within its category
/// - instead = 1 / (1 + (o + 1) / (e + 1)): ½ when they are bought together as often as expected, less with more
/// - closeness = exp(−|ln(p_b / p_a)| / tolerance), ½ where a price is not known
/// - score = liking · instead · closeness, plus 1 within the same root category, plus 2 within the same leaf
///
/// A pair that is bought together `complementLift` times as often as expected is left out: bought with, not instead.
struct SubstituteSearch: Sendable {
    let config: SubstitutesConfig
    let sessions: PairTable
    let customers: PairTable
    let orders: PairTable
    let shelves: CategoryShelves
    let affinity: CategoryAffinity
    /// The most popular items of every category.
    let favourites: [[UInt32]]
    let popularity: [UInt32]

    /// What was counted of one candidate.
    private struct Tally {
        var coViews: UInt32 = 0
        var commonBuyers: UInt32 = 0
        var together: UInt32 = 0
    }

    /// Memory of one thread.
    struct Scratch {
        var counts: PairSearch.Counts
    }

    /// The best substitutes of an item, best first.
    func list(of item: Int, _ scratch: inout Scratch) -> [SubstituteEntry] {
        let tallies = tallies(of: item, &scratch)
        var best = BestHeap(capacity: config.neighbours)
        var found: [UInt32: SubstituteEntry] = [:]
        for (other, tally) in tallies {
            guard let entry = entry(item, Int(other), tally) else { continue }
            best.insert(Scored(item: other, score: entry.score))
            found[other] = entry
        }
        return best.sorted().compactMap { found[$0.item] }
    }

    private func tallies(of item: Int, _ scratch: inout Scratch) -> [UInt32: Tally] {
        var tallies: [UInt32: Tally] = [:]
        for partner in sessions.partners(of: item, &scratch.counts) {
            tallies[partner.item, default: Tally()].coViews = partner.count
        }
        if config.isUpSell { return tallies }
        for partner in customers.partners(of: item, &scratch.counts) {
            tallies[partner.item, default: Tally()].commonBuyers = partner.count
        }
        if let leaf = shelves.leaves[item] {
            for other in favourites[Int(leaf)] where other != item { tallies[other, default: Tally()].together = 0 }
        }
        for partner in orders.partners(of: item, &scratch.counts) where tallies[partner.item] != nil {
            tallies[partner.item]?.together = partner.count
        }
        return tallies
    }

    private func entry(_ item: Int, _ other: Int, _ tally: Tally) -> SubstituteEntry? {
        let kinship = shelves.kinship(item, other)
        let ratio = Double(shelves.prices[other]) / Double(shelves.prices[item])
        let expected = orders.expected(item, other) * affinity.factor(kinship == .leaf ? shelves.leaves[item] : nil)
        var entry = SubstituteEntry(
            item: UInt32(other), score: 0, coViews: tally.coViews, commonBuyers: tally.commonBuyers,
            together: tally.together, expected: Float(expected), priceRatio: Float(ratio),
            kinship: UInt32(kinship.rawValue))
        if config.isUpSell {
            guard kinship == .leaf, ratio > 1, ratio <= config.priceLimit, tally.coViews >= config.minimumCount else {
                return nil
            }
            entry.score = Float(sessions.counts(tally.coViews, item, other).confidence)
            return entry
        }
        let together = Double(tally.together)
        if Int(tally.together) >= config.minimumCount, together > config.complementLift * expected { return nil }
        let score = liking(item, other, tally) * closeness(ratio) / (1 + (together + 1) / (expected + 1))
        guard score > 0 else { return nil }
        entry.score = Float(score) + Float(kinship.rawValue)
        return entry
    }

    private func liking(_ item: Int, _ other: Int, _ tally: Tally) -> Double {
        let seen = sessions.cosine(tally.coViews, item, other)
        let bought = customers.cosine(tally.commonBuyers, item, other)
        var share = 0.0
        if let leaf = shelves.leaves[other], leaf == shelves.leaves[item], let first = favourites[Int(leaf)].first {
            share = (Double(popularity[other]) + 1) / (Double(popularity[Int(first)]) + 1)
        }
        return min(1, 1 - (1 - seen) * (1 - bought) + 0.01 * share)
    }

    private func closeness(_ ratio: Double) -> Double {
        ratio.isFinite && ratio > 0 ? exp(-abs(log(ratio)) / config.priceTolerance) : 0.5
    }
}

/// One item that can stand for another, and why.
struct SubstituteEntry: Sendable, BitwiseCopyable {
    var item: UInt32
    var score: Float
    var coViews: UInt32
    var commonBuyers: UInt32
    var together: UInt32
    var expected: Float
    var priceRatio: Float
    var kinship: UInt32

    var evidence: SubstituteEvidence {
        SubstituteEvidence(
            coViews: Int(coViews), commonBuyers: Int(commonBuyers), boughtTogether: Int(together),
            expectedTogether: Double(expected),
            isSameCategory: kinship == UInt32(CategoryShelves.Kinship.leaf.rawValue),
            priceRatio: priceRatio.isFinite ? Double(priceRatio) : nil)
    }
}
