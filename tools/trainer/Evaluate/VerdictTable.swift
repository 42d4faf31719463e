// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Recommenders
import Training

/// What `evaluate` prints for human eyes: a row a figure, a column a recommender.
struct VerdictTable {
    private let summary: EvaluationSummary

    init(_ summary: EvaluationSummary) { self.summary = summary }

    var text: String {
        ([figures, bands(\.userBands, "users by items they had"), bands(\.itemBands, "wanted items by users they had")]
            .filter { !$0.isEmpty } + summary.results.compactMap(attributes) + [footnote]).joined(separator: "\n\n")
    }

    private var figures: String {
        var table = TextTable([""] + summary.results.map { $0.isBaseline ? "\($0.recommender) *" : $0.recommender })
        for metric in summary.settings.metrics {
            for cutoff in summary.settings.cutoffs {
                let name = "\(metric)@\(cutoff)"
                table.add([name] + summary.results.map { cell(name, of: $0) })
            }
        }
        table.add(["users"] + summary.results.map { "\($0.users)" })
        table.add(["fit, seconds"] + summary.results.map { "\(Figures.rounded($0.fitSeconds, 3))" })
        table.add(["users a second"] + summary.results.map { "\(Int($0.usersPerSecond.rounded()))" })
        table.add(["peak memory so far"] + summary.results.map { Figures.size($0.peakByteCount) })
        return table.text
    }

    private func cell(_ name: String, of result: RecommenderResult) -> String {
        guard let value = result.metrics[name] else { return "" }
        var parts = [Figures.fixed(value, 4)]
        if let interval = result.intervals[name] { parts.append("±" + Figures.fixed(interval.margin, 4)) }
        if let comparison = result.comparison(of: name) {
            let verdict = comparison.verdict(level: 1 - summary.settings.confidence)
            parts.append(verdict > 0 ? "+" : verdict < 0 ? "-" : "=")
        }
        return parts.joined(separator: " ")
    }

    /// nDCG at the longest length, band by band.
    private func bands(_ path: KeyPath<RecommenderResult, [Band]>, _ title: String) -> String {
        let name = "ndcg@\(summary.settings.cutoffs.last ?? 0)"
        guard let first = summary.results.first?[keyPath: path], first.contains(where: { $0.metrics[name] != nil })
        else { return "" }
        var table = TextTable(["\(name), \(title)", "size"] + summary.results.map(\.recommender))
        for (place, band) in first.enumerated() {
            let range = band.smallest == band.largest ? "\(band.smallest)" : "\(band.smallest) to \(band.largest)"
            let values = summary.results.map { $0[keyPath: path][place].metrics[name].map { Figures.fixed($0, 4) } }
            table.add([range, "\(band.size)"] + values.map { $0 ?? "" })
        }
        return table.text
    }

    /// What each attribute of users tells, in per cent of what there is to tell.
    private func attributes(of result: RecommenderResult) -> String? {
        if result.attributes.isEmpty { return nil }
        var table = TextTable(["\(result.recommender), % of deviance", "segments", "alone", "beyond the others"])
        for part in result.attributes {
            table.add([
                part.attribute.isEmpty ? "all" : part.attribute, "\(part.segments)", Figures.fixed(100 * part.alone, 3),
                part.attribute.isEmpty ? "" : Figures.fixed(100 * part.beyondOthers, 3),
            ])
        }
        return table.text
    }

    private var footnote: String {
        let counts = summary.counts
        var lines = [
            "learnt from \(counts.trainingInteractions) rows of \(counts.trainingUsers) users with "
                + "\(counts.trainingItems) items; judged by \(counts.wantedPairs) wishes of \(counts.judgedUsers) users, "
                + "\(counts.unknownPairs) of them for items nobody had"
                + (counts.newPairs > 0 ? " and \(counts.newPairs) for items that nobody learned from" : "")
        ]
        if summary.results.contains(where: \.isBaseline) { lines.append("* baseline") }
        if let reference = summary.settings.reference, summary.settings.resamples > 0 {
            let percent = Figures.rounded(summary.settings.confidence * 100, 2)
            lines.append(
                "± half the \(percent) % interval over users; + more, - less, = undecided against \(reference)")
        }
        return lines.joined(separator: "\n")
    }
}
