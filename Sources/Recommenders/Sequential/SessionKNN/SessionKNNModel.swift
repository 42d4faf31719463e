// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// Recommends what the sessions most like the running one went on with: VMIS-kNN.
///
///     sim(s, n)   = Σ decay(i) over the items i in common, / |n|^damping · 2^(−age of n / half-life)
///     score(s, j) = Σ over the k nearest n with j of sim(s, n) · match(n) · idf(j)
///
/// Compared are the m most recent sessions that have any item in common with the running one. ``DistinctItems`` says what
/// an item's decay is; match(n) = 1 − `matchDecay` · (places from the end to the first item in common, from 1).
///
/// - Sections: those of the index, `limits` and `numbers` of the rules, `types`, `horizon` [1], the place in the store's
///   log up to which it has learnt.
public struct SessionKNNModel: SessionModel {
    let index: SessionIndex
    let rules: SessionKNNRules
    let types: CountedTypes
    let horizon: UInt64

    /// Items known when it was trained; live sessions may name later ones.
    public var itemCount: Int { index.itemCount }
    /// Sessions it has learnt from.
    public var sessionCount: Int { index.sessionCount }
    /// As the setting says.
    public var listsCurrentItem: Bool { rules.listsCurrentItem }

    init(index: SessionIndex, rules: SessionKNNRules, types: CountedTypes, horizon: UInt64) {
        (self.index, self.rules, self.types, self.horizon) = (index, rules, types, horizon)
    }

    /// Adds what the nearest sessions have.
    ///
    /// - Complexity: O(m · newest items + k · length).
    public func score(_ session: RunningSession, into board: inout Scoreboard) {
        let search = NeighbourSearch(self, session)
        if search.items.entries.isEmpty { return }
        board.withSpare(itemCount: Int(session.live?.sessionCapacity ?? 0)) { board, spare in
            for neighbour in search.neighbours(&spare) {
                search.withItems(of: neighbour) { items in
                    guard let place = search.items.firstMatch(in: items) else { return }
                    let loudness = neighbour.score * rules.matching(at: place)
                    if loudness <= 0 { return }
                    for item in items { board.add(loudness * inverseFrequency(of: item), to: item) }
                }
            }
        }
    }

    /// Each item's share of the neighbours' likeness: they add up to the score.
    ///
    /// - Complexity: that of a scoring, whatever the number of items.
    public func contributions(of session: RunningSession, to items: [ItemIndex]) -> [[Float]] {
        let none = [Float](repeating: 0, count: session.items.count)
        var parts = [[Float]](repeating: none, count: items.count)
        let places = Dictionary(items.enumerated().map { ($1.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        let search = NeighbourSearch(self, session)
        var spare = Scoreboard(itemCount: Int(session.live?.sessionCapacity ?? 0))
        for neighbour in search.neighbours(&spare) {
            search.withItems(of: neighbour) { items in
                guard let match = search.items.firstMatch(in: items) else { return }
                let shared = search.items.entries.filter { items.contains($0.item) }
                let loudness = neighbour.score * rules.matching(at: match) / shared.reduce(0) { $0 + $1.decay }
                for item in items {
                    guard let place = places[item] else { continue }
                    for entry in shared {
                        parts[place][entry.position] += entry.decay * loudness * inverseFrequency(of: item)
                    }
                }
            }
        }
        return parts
    }

    @inline(__always)
    private func inverseFrequency(of item: UInt32) -> Float {
        Int(item) < index.itemCount ? index.inverseFrequencies[Int(item)] : Float(rules.unseenFrequency)
    }

    /// Writes the sections named above.
    public func write(to sections: inout some SectionWriter) {
        index.write(to: &sections)
        rules.write(to: &sections)
        types.write(to: &sections)
        sections.write(SharedArray([horizon]), as: "horizon")
    }

    /// Takes the sections up in place.
    public init(sections: some SectionReader) throws(RecommenderError) {
        index = try SessionIndex(sections: sections)
        rules = try SessionKNNRules(sections: sections)
        types = try CountedTypes(sections: sections)
        let horizons = try sections.read("horizon", as: UInt64.self)
        guard horizons.count == 1 else {
            throw RecommenderError(.malformedSection, "section “horizon” is not one number")
        }
        horizon = horizons[0]
    }
}
