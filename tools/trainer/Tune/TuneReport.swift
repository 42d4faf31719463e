// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Training

/// What `tune` prints.
struct TuneReport: Encodable {
    struct Row: Encodable {
        var trial: Int
        var share: Double
        var score: Double?
        var failure: String?
        var settings: [String: Setting]
    }

    var metric: String
    var complete: Bool
    var judged: Int
    var recalled: Int
    var planned: Int
    var trials: Int
    var failed: Int
    var baseline: Double?
    var best: Row?
    var top: [Row]
    var seconds: Double

    init(_ summary: TuneSummary, top: Int) {
        metric = summary.plan.metricName
        complete = summary.isComplete
        (judged, recalled, planned) = (summary.judgedCount, summary.recalledCount, summary.planned)
        trials = summary.trials.count
        failed = summary.trials.count { $0.last?.failure != nil }
        baseline = summary.baseline.map { Figures.rounded($0, 5) }
        best = summary.best.map(Row.init)
        self.top = summary.trials.prefix(top).map(Row.init)
        seconds = Figures.rounded(summary.seconds, 3)
    }

    func text(in folder: String) -> String {
        let names = Set(top.flatMap(\.settings.keys)).sorted()
        var table = TextTable(["trial", "users", metric] + names)
        for row in top {
            let score = row.score.map { "\($0)" } ?? "failed"
            let settings = names.map { row.trial == 0 ? "as it stands" : row.settings[$0]?.plainText ?? "" }
            table.add(["\(row.trial)", "\(Figures.rounded(row.share * 100, 1)) %", score] + settings)
        }
        var lines = [table.text]
        lines.append(
            "\(judged) judgements in \(seconds) s" + (recalled > 0 ? ", \(recalled) taken up from before" : "")
                + (failed > 0 ? ", \(failed) trials failed (trials.tsv says why)" : ""))
        if !complete {
            lines.append(
                "stopped with \(judged + recalled) of \(planned) judgements; the same command goes on from there")
        }
        lines.append(best == nil ? "no trial was judged on everybody yet" : "the best recipe is \(folder)/best.yaml")
        return lines.joined(separator: "\n")
    }

    /// The line on the terminal while the search goes on.
    static func line(_ progress: TuneProgress, _ plan: TunePlan) -> String {
        var text = "\(progress.done) of \(progress.planned) judgements, trial \(progress.trial)"
        if progress.share < 1 { text += " on \(Figures.rounded(progress.share * 100, 1)) % of the users" }
        if progress.part > 0 { text += " \(Int(progress.part * 100)) %" }
        if let best = progress.best {
            text += ", best \(plan.metricName) \(Figures.rounded(best.score, 5)) (trial \(best.trial))"
        }
        if let seconds = progress.secondsLeft { text += ", about \(duration(seconds)) left" }
        return text
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        if whole < 90 { return "\(whole) s" }
        if whole < 5_400 { return "\((whole + 30) / 60) min" }
        return "\(Figures.rounded(seconds / 3_600, 1)) h"
    }
}

extension TuneReport.Row {
    init(_ trial: Trial) {
        self.init(
            trial: trial.number, share: trial.last?.share ?? 0, score: trial.last?.score.map { Figures.rounded($0, 5) },
            failure: trial.last?.failure, settings: trial.settings)
    }
}
