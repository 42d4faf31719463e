// SPDX-License-Identifier: Apache-2.0

extension Judgement {
    /// The interval of every mean over users, by name.
    public func intervals(by resampling: Resampling) -> [String: Interval] {
        let intervals = resampling.intervals(of: figures.names.compactMap(figures.values(of:)))
        var named: [String: Interval] = [:]
        for (name, interval) in zip(figures.names, intervals) { named[name] = interval }
        return named
    }

    /// How each mean over users differs from another model's on the same split; p-values are not yet corrected.
    ///
    /// Users for whom either has no such figure are left out of the pair.
    public func comparisons(with other: Judgement, named reference: String, by resampling: Resampling) -> [Comparison] {
        precondition(figures.users == other.figures.users, "judged on other users")
        let names = figures.names.filter(other.figures.names.contains)
        let differences = names.map { name -> [Float] in
            let (mine, theirs) = (figures.values(of: name) ?? [], other.figures.values(of: name) ?? [])
            return zip(mine, theirs).map { $0 - $1 }
        }
        let intervals = resampling.intervals(of: differences)
        let pValues = resampling.pValues(ofDifferences: differences)
        return names.indices.compactMap { place in
            guard let interval = intervals[place] else { return nil }
            let kept = differences[place].filter { !$0.isNaN }
            return Comparison(
                reference: reference, metric: names[place],
                difference: kept.reduce(0) { $0 + Double($1) } / Double(kept.count), interval: interval,
                pValue: pValues[place], adjustedPValue: pValues[place])
        }
    }

    /// Corrects the p-values of several recommenders' comparisons, figure by figure.
    public static func corrected(_ comparisons: [[Comparison]]) -> [[Comparison]] {
        var corrected = comparisons
        for metric in Set(comparisons.joined().map(\.metric)) {
            let places = comparisons.indices.flatMap { row in
                comparisons[row].indices.filter { comparisons[row][$0].metric == metric }.map { (row, $0) }
            }
            let adjusted = Holm.adjusted(places.map { comparisons[$0.0][$0.1].pValue })
            for (place, pValue) in zip(places, adjusted) { corrected[place.0][place.1].adjustedPValue = pValue }
        }
        return corrected
    }
}
