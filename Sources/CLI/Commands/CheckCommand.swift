// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Store

/// `wicker check`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Walk through the whole store and compare every table with the others.",
        discussion: "  wicker check --store shop\n\nEnds with 1 when something does not fit.")

    @Option(help: "Folder of the store.")
    var store: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let report = try ShopStore.open(at: store, as: .reader).check()
        let output = CheckOutput(report)
        if json {
            try printJSON(output)
        } else {
            print("\(output.users) users, \(output.items) items, \(output.events) events, \(output.orders) orders")
            for problem in output.problems { print("problem: \(problem)") }
            print(output.problems.isEmpty ? "\(store) is sound" : "restore a backup, or build the store anew")
        }
        if !output.problems.isEmpty { throw ExitCode.failure }
    }
}

/// What `wicker check --json` prints.
private struct CheckOutput: Encodable {
    var users: Int
    var items: Int
    var events: Int
    var orders: Int
    var problems: [String]

    init(_ report: CheckReport) {
        users = report.counts.users
        items = report.counts.items
        events = report.counts.events
        orders = report.counts.orders
        problems = report.problems
    }
}
