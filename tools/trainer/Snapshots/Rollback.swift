// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Snapshots

struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Go back to the snapshot that was active before.",
        discussion: """
            Done again, it goes one step further back. Nothing is deleted; activate picks any version.

            EXAMPLE
              wicker-train rollback --models models
            """)

    @Option(help: ArgumentHelp("Folder of the snapshots.", valueName: "dir"))
    var models: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try Failure.reporting {
            let catalog = SnapshotCatalog(directory: models)
            let previous = try catalog.current()
            let active = try catalog.rollback()
            if json {
                try JSONLine.print(ActivationReport(active: active, previous: previous))
            } else {
                print("snapshot \(active) is active" + (previous.map { ", it was \($0)" } ?? ""))
            }
        }
    }
}
