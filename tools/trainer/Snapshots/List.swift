// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Snapshots

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the snapshots, newest first, and say which is active.",
        discussion: """
            EXAMPLES
              wicker-train list --models models
              wicker-train list --models models --verify   # compare every byte with its checksum

            With --verify the exit code is 1 if any snapshot is damaged.
            """)

    @Option(help: ArgumentHelp("Folder of the snapshots.", valueName: "dir"))
    var models: String

    @Flag(help: "Open each one and compare every byte with its checksum.")
    var verify = false

    @Flag(help: "Print one JSON object a line and snapshot instead of a table.")
    var json = false

    func run() throws {
        try Failure.reporting {
            let reports = try SnapshotCatalog(directory: models).list().map(report)
            if json {
                for report in reports { try JSONLine.print(report) }
            } else {
                print(SnapshotReport.table(reports))
            }
            let damaged = reports.filter { $0.problem != nil }
            for report in damaged { Failure.warn("snapshot \(report.version): \(report.problem ?? "")") }
            if verify, !damaged.isEmpty { throw ExitCode.failure }
        }
    }

    private func report(_ summary: SnapshotSummary) -> SnapshotReport {
        var report = SnapshotReport(summary)
        guard verify, report.problem == nil else { return report }
        do throws(SnapshotError) {
            _ = try Snapshot.open(directory: models, version: summary.version, verifying: true)
            report.verified = true
        } catch {
            report.problem = error.description
        }
        return report
    }
}
