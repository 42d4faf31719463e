// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Shop
import Snapshots

/// What `list` prints of one snapshot.
struct SnapshotReport: Encodable {
    var version: UInt64
    var active: Bool
    var created: String?
    var recipe: String?
    var recommenders: [String]
    var users: Int?
    var items: Int?
    var events: Int?
    var bytes: Int
    var metrics: [String: Double]
    var verified: Bool?
    var problem: String?

    init(_ summary: SnapshotSummary) {
        version = summary.version
        active = summary.isActive
        created = summary.created.map {
            Date(timeIntervalSince1970: Double($0.milliseconds) / 1000).formatted(.iso8601)
        }
        recipe = summary.manifest?.recipeName
        recommenders = summary.manifest?.recommenders.map(\.name) ?? []
        users = summary.manifest?.dataset.users
        items = summary.manifest?.dataset.items
        events = summary.manifest?.dataset.events
        bytes = summary.byteCount
        metrics = summary.manifest?.metrics.mapValues { Figures.rounded($0, 5) } ?? [:]
        problem = summary.problem?.description
    }

    static func table(_ reports: [SnapshotReport]) -> String {
        if reports.isEmpty { return "no snapshots yet; publish one with wicker-train fit" }
        var table = TextTable([
            "", "version", "created", "recipe", "recommenders", "events", "size", "state", "metrics",
        ])
        for report in reports {
            table.add([
                report.active ? "*" : "", "\(report.version)", report.created ?? "?", report.recipe ?? "?",
                report.recommenders.joined(separator: " "), report.events.map { "\($0)" } ?? "?",
                Figures.size(report.bytes), report.state,
                report.rankingFigures,
            ])
        }
        return table.text + "\n* answers now"
    }

    /// One figure a recommender, of the many that --json prints: nDCG, which both hits and their order decide.
    private var rankingFigures: String {
        metrics.filter { $0.key.contains("/ndcg@") }.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private var state: String { problem != nil ? "damaged" : verified == true ? "verified" : "not verified" }
}
