// SPDX-License-Identifier: Apache-2.0

internal import FoundationEssentials
public import Recommenders

/// What a search found.
public struct TuneSummary: Sendable {
    /// What was searched.
    public var plan: TunePlan
    /// All trials, the best first: those judged on everybody, by their figure, then those on fewer.
    public var trials: [Trial]
    /// The best of those judged on everybody; nil when none was, or all failed.
    public var best: Trial?
    /// Whether the search came to its end; one that did not goes on when it is run again.
    public var isComplete: Bool
    /// Judgements taken from an earlier run.
    public var recalledCount: Int
    /// Judgements of this run.
    public var judgedCount: Int
    /// Judgements of the whole plan.
    public var planned: Int
    /// Time of this run.
    public var seconds: Double

    /// The recipe as it stands; nil when that failed.
    public var baseline: Double? { trials.first { $0.number == 0 }?.last?.score }

    /// All trials as a table for other programs: tabs between columns, one header line.
    public var table: String {
        let names = plan.space.map(\.name)
        var lines = [(["trial", "share", plan.metricName, "seconds"] + names + ["failure"]).joined(separator: "\t")]
        for trial in trials {
            let last = trial.last
            let figures = [
                "\(trial.number)", last.map { "\($0.share)" } ?? "", last?.score.map { "\($0)" } ?? "",
                "\(trial.records.reduce(0) { $0 + $1.seconds })",
            ]
            let settings = names.map { trial.settings[$0]?.plainText ?? "" }
            let failure = (last?.failure ?? "").replacing("\t", with: " ").replacing("\n", with: " ")
            lines.append((figures + settings + [failure]).joined(separator: "\t"))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Setting {
    /// The value as a table shows it; whole numbers without a point.
    public var plainText: String {
        switch self {
        case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
        case .text(let text): text
        case .flag(let flag): "\(flag)"
        case .list(let list): "[" + list.map(\.plainText).joined(separator: ", ") + "]"
        case .map(let map):
            "{" + map.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.plainText)" }.joined(separator: ", ")
                + "}"
        }
    }
}
