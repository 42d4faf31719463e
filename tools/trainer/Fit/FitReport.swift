// SPDX-License-Identifier: Apache-2.0

import Snapshots
import Training

/// What `fit` prints.
struct FitReport: Encodable {
    struct Fitted: Encodable {
        var name: String
        var kind: String
        var fitSeconds: Double
        var remark: String?
    }

    var snapshot: UInt64
    var active: Bool
    var recipe: String
    var users: Int
    var items: Int
    var events: Int
    var recommenders: [Fitted]
    var metrics: [String: Double]
    var seconds: Double
    var peakBytes: Int

    init(_ summary: TrainingSummary) {
        snapshot = summary.version
        active = summary.isActive
        recipe = summary.recipeName
        users = summary.dataset.users
        items = summary.dataset.items
        events = summary.dataset.events
        recommenders = summary.recommenders.map {
            Fitted(name: $0.name, kind: $0.kind, fitSeconds: Figures.rounded($0.seconds, 3), remark: $0.remark)
        }
        metrics = summary.metrics.mapValues { Figures.rounded($0, 5) }
        seconds = Figures.rounded(summary.seconds, 3)
        peakBytes = summary.peakByteCount
    }

    var text: String {
        var lines = [
            "snapshot \(snapshot) published\(active ? " and active" : ", not active"), recipe \(recipe)",
            "learnt from \(events) events of \(users) users with \(items) items",
        ]
        var table = TextTable(["recommender", "kind", "fit"])
        for fitted in recommenders { table.add([fitted.name, fitted.kind, "\(fitted.fitSeconds) s"]) }
        lines.append(table.text)
        lines += recommenders.compactMap { fitted in fitted.remark.map { "\(fitted.name): \($0)" } }
        if !metrics.isEmpty {
            let figures = recommenders.map { ($0.name, metrics(of: $0.name)) }
            lines += ["judged on events held back:", MetricTable.make(figures).text]
        }
        lines.append("\(seconds) s in all, at most \(Figures.size(peakBytes)) of memory")
        return lines.joined(separator: "\n")
    }

    private func metrics(of recommender: String) -> [String: Double] {
        let own = metrics.filter { $0.key.hasPrefix("\(recommender)/") }
        return Dictionary(uniqueKeysWithValues: own.map { (String($0.key.dropFirst(recommender.count + 1)), $0.value) })
    }
}
