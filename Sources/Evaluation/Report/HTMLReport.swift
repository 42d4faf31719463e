// SPDX-License-Identifier: Apache-2.0

/// An evaluation as one page that needs nothing else: tables, drawings, settings; light or dark as the reader has it.
///
/// No script runs and nothing is loaded. Whatever comes from outside (names, paths) is escaped.
public struct HTMLReport: Sendable {
    let summary: EvaluationSummary

    /// A report of a summary.
    public init(_ summary: EvaluationSummary) { self.summary = summary }

    /// The page, well-formed XML below its first line.
    public var page: String {
        let title = Markup.escaped("Evaluation of \(summary.title)")
        let sections = [
            section("Figures", figuresNote + figures), section("How sure", legend + dotPlots),
            section("By length of the list", lengthPlots), section("For whom, and of what", bandPlots),
            section("At what price", pricePlots), section("Against the reference", comparisons),
            section("How it was done", settings),
        ]
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            <p class="lead">\(lead)</p>
            \(sections.joined(separator: "\n"))
            </main>
            </body>
            </html>
            """
    }

    /// The length of list that single figures are shown at.
    var headline: Int { summary.settings.cutoffs.last ?? 10 }

    /// The figure that accuracy is judged by: nDCG, else the first that is measured.
    var accuracy: String {
        let metrics = summary.settings.metrics
        let chosen = metrics.contains(Metric.ndcg.rawValue) ? Metric.ndcg.rawValue : metrics.first ?? ""
        return "\(chosen)@\(headline)"
    }

    private func section(_ title: String, _ content: String) -> String {
        content.isEmpty ? "" : Markup.element("section", "", Markup.element("h2", "", title) + content)
    }

    private var lead: String {
        let counts = summary.counts
        let learnt =
            "\(Markup.grouped(counts.trainingInteractions)) interactions of "
            + "\(Markup.grouped(counts.trainingUsers)) users with \(Markup.grouped(counts.trainingItems)) items"
        let judged =
            "\(Markup.grouped(counts.wantedPairs)) wishes of \(Markup.grouped(counts.judgedUsers)) users, "
            + "\(Markup.grouped(counts.unknownPairs)) of them for items that nobody had before"
            + (counts.newPairs > 0
                ? " and \(Markup.grouped(counts.newPairs)) for items that nobody learned from" : "")
        return "Learnt from \(learnt); judged by \(judged)."
    }

    private var figuresNote: String {
        var note = "Means over users"
        if summary.settings.resamples > 0 {
            note += ", ± half the \(Markup.short(summary.settings.confidence * 100)) % interval"
        }
        guard let reference = summary.settings.reference, summary.settings.resamples > 0 else {
            return Markup.element("p", "", note + ".")
        }
        return Markup.element(
            "p", "",
            "\(note). ▲ more and ▼ less than \(Markup.escaped(reference)) beyond chance, ≈ undecided; of gini, novelty, "
                + "new-share, diversity and popularity-lift neither is better by itself.")
    }

    private var figures: String {
        var rows = [
            [""] + summary.results.map { Markup.escaped($0.recommender) + ($0.isBaseline ? " (baseline)" : "") }
        ]
        for metric in summary.settings.metrics {
            for cutoff in summary.settings.cutoffs {
                rows.append(["\(metric)@\(cutoff)"] + summary.results.map { cell("\(metric)@\(cutoff)", $0) })
            }
        }
        rows.append(["fit, seconds"] + summary.results.map { Markup.fixed($0.fitSeconds, 3) })
        rows.append(["users ranked a second"] + summary.results.map { Markup.fixed($0.usersPerSecond, 0) })
        rows.append(
            ["peak memory so far, MiB"] + summary.results.map { Markup.fixed(Double($0.peakByteCount) / 1_048_576, 0) })
        return Markup.table(rows)
    }

    private func cell(_ name: String, _ result: RecommenderResult) -> String {
        guard let value = result.metrics[name] else { return "" }
        var cell = Markup.fixed(value, 4)
        if let interval = result.intervals[name] {
            cell += " " + Markup.element("small", "", "±\(Markup.fixed(interval.margin, 4))")
        }
        if let comparison = result.comparison(of: name) { cell += " " + sign(comparison) }
        return cell
    }

    func sign(_ comparison: Comparison) -> String {
        let verdict = comparison.verdict(level: 1 - summary.settings.confidence)
        return verdict > 0 ? "▲" : verdict < 0 ? "▼" : "≈"
    }
}
