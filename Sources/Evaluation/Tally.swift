// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Recommenders

/// Adds up what a model's lists gave, in the users' order.
struct Tally<Model: RecommenderModel> {
    private var sums: [Double]
    private var counts: [Int]
    private var values: [Float] = []
    private var bands: BandSums
    private var exposures: [[UInt32]]  // by cutoff and item: lists that show it

    init(_ ranking: Ranking<Model>, users: Int) {
        let (width, cutoffs) = (ranking.measures.width, ranking.measures.cutoffs.count)
        sums = [Double](repeating: 0, count: width)
        counts = [Int](repeating: 0, count: width)
        values.reserveCapacity(users * width)
        bands = BandSums(bands: ranking.facts.itemBands.count, cutoffs: cutoffs)
        let nobody = [UInt32](repeating: 0, count: ranking.facts.popularity.count)
        exposures = [[UInt32]](repeating: nobody, count: cutoffs)
        self.cutoffs = ranking.measures.cutoffs
    }

    private let cutoffs: [Int]

    mutating func add(_ part: Ranking<Model>.Part) {
        for column in sums.indices {
            sums[column] += part.sums[column]
            counts[column] += part.counts[column]
        }
        values += part.values
        bands.add(part.bands)
        for (index, cutoff) in cutoffs.enumerated() {
            for list in part.lists {
                for item in list.prefix(cutoff) { exposures[index][Int(item)] += 1 }
            }
        }
    }

    func judgement(of ranking: Ranking<Model>, metrics: [Metric]) -> Judgement {
        var report = EvaluationReport(users: ranking.judged.count, metrics: [:])
        var names: [String] = []
        for cutoff in cutoffs {
            for metric in ranking.measures.metrics {
                let column = names.count
                names.append(metric.name(at: cutoff))
                if counts[column] > 0 { report.metrics[names[column]] = sums[column] / Double(counts[column]) }
            }
        }
        for (index, cutoff) in cutoffs.enumerated() {
            let shown = zip(exposures[index], ranking.facts.isCandidate).filter { $1 }.map { Int($0.0) }
            for metric in metrics where !metric.isPerUser {
                report.metrics[metric.name(at: cutoff)] =
                    metric == .gini
                    ? Gini.coefficient(of: shown)
                    : Double(shown.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }) / Double(max(1, ranking.facts.catalogueCount))
            }
        }
        let figures = PerUserFigures(names: names, users: ranking.judged.map(\.user), values: values)
        return Judgement(
            report: report, figures: figures, userBands: userBands(figures, ranking), itemBands: itemBands(ranking))
    }

    private func userBands(_ figures: PerUserFigures, _ ranking: Ranking<Model>) -> [Band] {
        let lengths = figures.users.map { ranking.facts.seen.range(ofRow: Int($0)).count }
        let bands = QuantileBands(lengths, bandCount: ranking.bandCount)
        var members = [[Int]](repeating: [], count: bands.count)
        for (row, length) in lengths.enumerated() { members[bands.band(of: length)].append(row) }
        return members.filter { !$0.isEmpty }.map { rows in
            let counts = rows.map { lengths[$0] }
            var band = Band(
                smallest: counts.min() ?? 0, largest: counts.max() ?? 0, size: rows.count, users: rows.count,
                metrics: [:])
            for (column, name) in figures.names.enumerated() where Self.isBanded(name) {
                let sum = rows.reduce(0.0) { $0 + Double(figures.values[$1 * figures.names.count + column]) }
                band.metrics[name] = sum / Double(rows.count)
            }
            return band
        }
    }

    private static func isBanded(_ name: String) -> Bool { name.hasPrefix("recall@") || name.hasPrefix("ndcg@") }

    private func itemBands(_ ranking: Ranking<Model>) -> [Band] {
        let facts = ranking.facts
        var known = [[Int]](repeating: [], count: facts.itemBands.count)
        for count in facts.popularity where count > 0 { known[facts.itemBands.band(of: count)].append(count) }
        return known.indices.filter { !known[$0].isEmpty }.map { index in
            var band = Band(
                smallest: known[index].min() ?? 0, largest: known[index].max() ?? 0, size: known[index].count,
                users: bands.users[index], metrics: [:])
            for (place, cutoff) in cutoffs.enumerated() where band.users > 0 {
                let start = (index * cutoffs.count + place) * 2
                band.metrics[Metric.recall.name(at: cutoff)] = bands.figures[start] / Double(band.users)
                band.metrics[Metric.ndcg.name(at: cutoff)] = bands.figures[start + 1] / Double(band.users)
            }
            return band
        }
    }
}
