// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds the best items for a question without reading all lists.
///
/// The question's features are taken in the order of what each can add at most, so rare words, which have short lists,
/// come before common ones. After some lists it is looked at what the best items found so far are worth in truth (their
/// rows are at hand). Once an item that stands in none of these lists cannot reach the last of them any more, what is
/// left of the lists need not be read: the rows of the few items that still can are. Where too many can, or the lists
/// are long from the first on, items are gone through in runs that fit the cache, each with only those lists that it
/// takes to tell its items apart. The result is that of the plain scan, bit for bit, because every listed score is added
/// up from the item's row.
///
/// - Source: the idea of the bound is MaxScore's (Turtle and Flood, "Query Evaluation: Strategies and Optimizations",
///   1995); a row for every item takes the place of walking the remaining lists side by side.
struct FeatureSearch {
    let index: FeatureIndex
    let terms: [Term]
    /// By how much an item's sum over lists may differ from that over its row.
    let slack: Float
    /// Items of a run; 64 KiB of sums by default.
    var runLength = 16_384
    private let query: FeatureRow

    struct Term {
        let feature: Int
        let weight: Float
        let length: Int
        /// The most the term and those behind it can add to an item.
        var bound: Float
        /// Entries in its list and those behind it.
        var remaining: Int
    }

    /// List entries that are added in the time of adding up one row, which lies somewhere in memory.
    static let rowCost = 64

    /// A question; features beyond the index have no items.
    init(_ query: FeatureRow, in index: FeatureIndex) {
        (self.index, self.query) = (index, query)
        var (terms, spread) = ([Term](), Float(0))
        query.forEach { feature, weight in
            let feature = Int(feature)
            guard feature < index.featureCount, weight != 0 else { return }
            let ends = [weight * index.largest[feature], weight * index.smallest[feature]]
            spread += max(abs(ends[0]), abs(ends[1]))
            let length = index.postings.range(of: feature).count
            terms.append(
                Term(feature: feature, weight: weight, length: length, bound: max(0, ends[0], ends[1]), remaining: 0))
        }
        terms.sort { $0.bound > $1.bound || ($0.bound == $1.bound && $0.feature < $1.feature) }
        var (bound, remaining) = (Float(0), 0)
        for place in terms.indices.reversed() {
            bound += terms[place].bound
            remaining += terms[place].length
            (terms[place].bound, terms[place].remaining) = (bound, remaining)
        }
        self.terms = terms
        // Sums in two orders differ by at most about n · 2⁻²³ · Σ|x|.
        slack = Float(terms.count + 2) * 2.4e-7 * spread
    }

    /// The best items above 0 that `accepts` lets through, best first, ties by the lower index.
    func best(_ count: Int, in scratch: SearchScratch, where accepts: (UInt32) -> Bool) -> [Scored] {
        guard count > 0, let first = terms.first else { return [] }
        if terms.count == 1 { return best(count, of: first, where: accepts) }
        return scratch.withWeights(of: query, below: index.featureCount) { weights in
            best(count, Rescoring(index: index, weights: weights), in: scratch, where: accepts)
        }
    }

    /// Adds every item's score to the board: the plain scan over lists, in the order of bounds.
    func addAll(to board: inout Scoreboard) {
        board.expect(additions: terms.first?.remaining ?? 0)
        for term in terms { index.postings.add(term.feature, scaledBy: term.weight, to: &board) }
    }
}

/// Adds an item's score up from its row.
struct Rescoring {
    let index: FeatureIndex
    let weights: UnsafeBufferPointer<Float>

    func scored(_ item: UInt32) -> Scored {
        var sum: Float = 0
        index.rows.indices.withUnsafeBuffer { features in
            index.rows.values.withUnsafeBuffer { values in
                for position in index.rows.range(of: Int(item)) {
                    sum += weights[Int(features[position])] * values[position]
                }
            }
        }
        return Scored(item: item, score: sum)
    }
}

extension FeatureSearch {
    private func best(
        _ count: Int, _ rescoring: Rescoring, in scratch: SearchScratch, where accepts: (UInt32) -> Bool
    ) -> [Scored] {
        scratch.items.reset(itemCount: index.itemCount)
        var (read, nextLook, limit) = (0, 0, -Float.infinity)
        for term in terms {
            let isLong = read + term.length > index.itemCount / 16
            if read > 0, isLong || (read > nextLook && 2 * term.bound < terms[0].bound && term.remaining > count) {
                nextLook = 2 * read  // looks cost what was read; doubling keeps them at a part of it
                limit = self.limit(count, rescoring, in: scratch, where: accepts)
                let least = limit - term.bound - slack
                if least > 0, candidates(atLeast: least, in: scratch) * Self.rowCost < term.remaining {
                    return ranked(count, atLeast: least, rescoring, in: scratch, where: accepts)
                }
            }
            if isLong { return bestByRuns(count, from: limit, rescoring, in: scratch, where: accepts) }
            read += term.length
            index.postings.add(term.feature, scaledBy: term.weight, to: &scratch.items)
        }
        limit = self.limit(count, rescoring, in: scratch, where: accepts)
        return ranked(count, atLeast: limit - slack, rescoring, in: scratch, where: accepts)
    }

    /// The best of one list, which holds the whole scores.
    private func best(_ count: Int, of term: Term, where accepts: (UInt32) -> Bool) -> [Scored] {
        var heap = BestHeap(capacity: count)
        index.postings.indices.withUnsafeBuffer { items in
            index.postings.values.withUnsafeBuffer { values in
                for position in index.postings.range(of: term.feature) {
                    let scored = Scored(item: items[position], score: term.weight * values[position])
                    if scored.score > 0, heap.wouldKeep(scored), accepts(scored.item) { heap.insert(scored) }
                }
            }
        }
        return heap.sorted()
    }

    /// What the last of the best items so far is worth in truth; −∞ while there are fewer than wanted.
    private func limit(
        _ count: Int, _ rescoring: Rescoring, in scratch: SearchScratch, where accepts: (UInt32) -> Bool
    ) -> Float {
        let best = scratch.items.best(count, where: accepts)
        return best.count < count ? -.infinity : best.reduce(.infinity) { min($0, rescoring.scored($1.item).score) }
    }

    private func candidates(atLeast least: Float, in scratch: SearchScratch) -> Int {
        var count = 0
        scratch.items.forEachScore(from: least) { _, _ in count += 1 }
        return count
    }

    private func ranked(
        _ count: Int, atLeast least: Float, _ rescoring: Rescoring, in scratch: SearchScratch,
        where accepts: (UInt32) -> Bool
    ) -> [Scored] {
        var heap = BestHeap(capacity: count)
        scratch.items.forEachScore(from: least) { item, _ in
            let scored = rescoring.scored(item)
            if scored.score > 0, heap.wouldKeep(scored), accepts(item) { heap.insert(scored) }
        }
        return heap.sorted()
    }
}
