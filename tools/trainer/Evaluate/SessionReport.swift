// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Recommenders
import Shop
import Training

/// What `evaluate-sessions --json` prints of one recommender.
struct SessionReport: Encodable {
    struct Bounds: Encodable {
        var lower: Double
        var upper: Double
    }

    /// Microseconds of an answer in this process, on one thread.
    struct Latency: Encodable {
        var p50: Double
        var p90: Double
        var p99: Double
        var max: Double

        init(_ judgement: SessionJudgement) {
            p50 = Figures.rounded(judgement.latency(0.5), 1)
            p90 = Figures.rounded(judgement.latency(0.9), 1)
            p99 = Figures.rounded(judgement.latency(0.99), 1)
            max = Figures.rounded(judgement.latency(1), 1)
        }
    }

    var recommender: String
    var kind: String
    var metrics: [String: Double]
    var intervals: [String: Bounds]
    var microseconds: Latency
    var fitSeconds: Double
    var trainingSessions: Int
    var trainingItems: Int
    var judgedSessions: Int
    var questions: Int

    init(_ result: SessionEvaluation.Result, _ data: SessionData) {
        recommender = result.recommender
        kind = result.kind.rawValue
        metrics = result.judgement.metrics.mapValues { Figures.rounded($0, 5) }
        intervals = result.intervals.mapValues {
            Bounds(lower: Figures.rounded($0.lower, 5), upper: Figures.rounded($0.upper, 5))
        }
        microseconds = Latency(result.judgement)
        fitSeconds = Figures.rounded(result.fitSeconds, 3)
        trainingSessions = data.training.sessions.count
        trainingItems = data.training.itemCount
        judgedSessions = result.judgement.sessions
        questions = result.judgement.questions
    }
}

/// What `evaluate-sessions` prints for human eyes: a row a figure, a column a recommender.
struct SessionTable {
    private let reports: [SessionReport]

    init(_ results: [SessionEvaluation.Result], _ data: SessionData) {
        reports = results.map { SessionReport($0, data) }
    }

    var text: String {
        var table = TextTable([""] + reports.map(\.recommender))
        let names = Set(reports.flatMap(\.metrics.keys)).sorted { Self.order(of: $0) < Self.order(of: $1) }
        for name in names { table.add([name] + reports.map { Self.cell(name, of: $0) }) }
        let times: [(String, KeyPath<SessionReport.Latency, Double>)] = [
            ("p50, µs", \.p50), ("p90, µs", \.p90), ("p99, µs", \.p99), ("longest, µs", \.max),
        ]
        for (name, path) in times { table.add([name] + reports.map { "\($0.microseconds[keyPath: path])" }) }
        table.add(["fit, seconds"] + reports.map { "\($0.fitSeconds)" })
        return table.text + footnote
    }

    private static func cell(_ name: String, of report: SessionReport) -> String {
        guard let value = report.metrics[name] else { return "" }
        let margin = report.intervals[name].map { " ±" + Figures.fixed(($0.upper - $0.lower) / 2, 4) } ?? ""
        return Figures.fixed(value, 4) + margin
    }

    /// As the metrics are declared, then by list length.
    private static func order(of name: String) -> (Int, Int) {
        let parts = name.split(separator: "@")
        let place = SessionMetric.allCases.firstIndex { $0.rawValue == parts.first.map(String.init) }
        return (place ?? SessionMetric.allCases.count, parts.last.flatMap { Int($0) } ?? 0)
    }

    private var footnote: String {
        guard let report = reports.first else { return "" }
        return "\n\nlearnt from \(report.trainingSessions) sessions with \(report.trainingItems) items; "
            + "\(report.questions) questions of \(report.judgedSessions) sessions\n"
            + "± half the 95 % interval over sessions; times are of one answer on one thread, in this process"
    }
}
