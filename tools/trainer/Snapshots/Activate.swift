// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Snapshots

struct Activate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let servers answer from a published snapshot.",
        discussion: """
            The snapshot is opened first: one that a server could not use is refused, and what was active stays so.

            EXAMPLE
              wicker-train activate --models models 12
            """)

    @Option(help: ArgumentHelp("Folder of the snapshots.", valueName: "dir"))
    var models: String

    @Argument(help: "The snapshot's version; wicker-train list shows them.")
    var version: UInt64

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        try Failure.reporting {
            let previous = try SnapshotCatalog(directory: models).activate(version)
            if json {
                try JSONLine.print(ActivationReport(active: version, previous: previous))
            } else {
                print("snapshot \(version) is active" + (previous.map { ", it was \($0)" } ?? ""))
            }
        }
    }
}

/// What `activate` and `rollback` print.
struct ActivationReport: Encodable {
    var active: UInt64
    var previous: UInt64?
}
