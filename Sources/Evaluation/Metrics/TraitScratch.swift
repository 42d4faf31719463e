// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Measures what lists are like, one after the other, for one thread.
struct TraitScratch: ~Copyable {
    private let measures: ListMeasures
    private let facts: TrainingFacts
    private let measuresPopularity: Bool
    private var traits: ListTraits
    private var summed: [Double]  // by training user: the sum of the list's normalised columns; 0 between lists

    init(_ measures: ListMeasures, _ facts: TrainingFacts) {
        self.measures = measures
        self.facts = facts
        measuresPopularity = measures.metrics.contains { [.novelty, .popularityLift, .newShare].contains($0) }
        let nothing = [Double](repeating: .nan, count: measures.cutoffs.count)
        traits = ListTraits(novelty: nothing, lift: nothing, newShare: nothing, diversity: nothing)
        summed = [Double](repeating: 0, count: facts.usersByItem?.columnCount ?? 0)
    }

    /// The list's figures at every cutoff.
    ///
    /// - Parameter user: whose own items the list's popularity is compared with.
    mutating func traits(of list: [Scored], for user: Int) -> ListTraits {
        if measuresPopularity { measurePopularity(list, of: user) }
        if let usersByItem = facts.usersByItem { measureDiversity(list, usersByItem) }
        return traits
    }

    private mutating func measurePopularity(_ list: [Scored], of user: Int) {
        let own = facts.seen.range(ofRow: user)
        let ownUsers = own.reduce(0) { $0 + facts.popularity[Int(facts.seen.columns[$1])] }
        let ownMean = Double(ownUsers) / Double(own.count)
        var (bits, users, new, place) = (0.0, 0, 0, 0)
        for (index, cutoff) in measures.cutoffs.enumerated() {
            while place < min(cutoff, list.count) {
                bits += facts.information[Int(list[place].item)]
                let popularity = facts.popularity[Int(list[place].item)]
                users += popularity
                new += popularity == 0 ? 1 : 0
                place += 1
            }
            traits.novelty[index] = place > 0 ? bits / Double(place) : .nan
            traits.newShare[index] = place > 0 ? Double(new) / Double(place) : .nan
            traits.lift[index] = place > 0 && ownMean > 0 ? Double(users) / Double(place) / ownMean - 1 : .nan
        }
    }

    /// Mean cosine of all pairs without looking at pairs: for unit vectors v, ‖Σ v‖² = n + Σ_{i≠j} cos(i, j).
    ///
    /// - Complexity: O(Σ over the list of the item's users), exact.
    private mutating func measureDiversity(_ list: [Scored], _ rows: SparseMatrix) {
        let columns = rows.columns
        var (square, vectors, place) = (0.0, 0, 0)
        for (index, cutoff) in measures.cutoffs.enumerated() {
            while place < min(cutoff, list.count) {
                let range = rows.range(ofRow: Int(list[place].item))
                place += 1
                if range.isEmpty { continue }
                let unit = 1 / Double(range.count).squareRoot()
                var product = 0.0
                for position in range {
                    let user = Int(columns[position])
                    product += summed[user]
                    summed[user] += unit
                }
                square += 2 * unit * product + 1
                vectors += 1
            }
            let pairs = Double(place * (place - 1))
            traits.diversity[index] = place > 1 ? 1 - (square - Double(vectors)) / pairs : .nan
        }
        for entry in list[..<place] {
            for position in rows.range(ofRow: Int(entry.item)) { summed[Int(columns[position])] = 0 }
        }
    }
}
